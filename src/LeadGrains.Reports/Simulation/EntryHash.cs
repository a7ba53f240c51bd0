using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>
/// 64 bits over everything that a journal's entries say, in their order: two runs with the same value did the same.
/// Made from the entries as the file keeps them, so that it is the same over a file read back. Not for security.
/// </summary>
public sealed class EntryHash : IDisposable
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly Utf8JsonWriter _json;

    /// <summary>The hash of nothing, to begin with.</summary>
    public EntryHash() => _json = new Utf8JsonWriter(_bytes);

    /// <summary>The hash so far.</summary>
    public ulong Value { get; private set; } = Prime;

    /// <summary>Adds the next entry.</summary>
    public void Add(Entry entry)
    {
        Add((ulong)entry.Seq);
        Add((ulong)entry.Lead);
        Add(((ulong)entry.Version << 32) ^ (ulong)entry.Previous);
        Add((ulong)entry.At.Milliseconds);
        Add(entry.Team);
        Add(entry.By);
        Add(entry.CommandId);
        _bytes.ResetWrittenCount();
        _json.Reset(_bytes);
        JournalJson.Write(_json, entry);
        _json.Flush();
        Add(_bytes.WrittenSpan);
    }

    /// <summary>Lets go of the buffer.</summary>
    public void Dispose() => _json.Dispose();

    private void Add(string? text)
    {
        if (text is null) Add(0UL);
        else Add(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        Add((ulong)bytes.Length + 1);
        for (; bytes.Length >= 8; bytes = bytes[8..]) Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        var rest = 0UL;
        foreach (var b in bytes) rest = (rest << 8) | b;
        Add(rest);
    }

    private void Add(ulong value)
    {
        var x = (Value ^ value) * Prime;
        Value = x ^ (x >> 32);
    }
}
