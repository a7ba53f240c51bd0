using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace LeadGrains.Store;

/// <summary>Writes a moving file line by line; its last line says what the others were.</summary>
public sealed class MovingWriter : IDisposable
{
    private readonly Stream _to;
    private readonly Utf8JsonWriter _json;
    private readonly System.Buffers.ArrayBufferWriter<byte> _line = new(16 * 1024);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _lines;

    private MovingWriter(Stream to) => (_to, _json) = (to, JsonBuffer.WriterTo(_line));

    /// <summary>Writes all lines, the header first, and the end after them. The stream is flushed and left open.</summary>
    /// <param name="to">Better a buffered one: each line is written by itself.</param>
    /// <param name="compressed">By gzip; a reader sees it by itself.</param>
    /// <param name="written">Told after each line.</param>
    public static void Write(Stream to, IEnumerable<MovedLine> lines, bool compressed = false, Action<MovedLine>? written = null, CancellationToken cancel = default)
    {
        using var packed = compressed ? new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true) : null;
        using var writer = new MovingWriter(packed ?? to);
        foreach (var line in lines)
        {
            cancel.ThrowIfCancellationRequested();
            writer.Write(line);
            written?.Invoke(line);
        }
        writer.End();
        packed?.Dispose();
        to.Flush();
    }

    /// <summary>The line as it stands in a file, without its end; valid until the next.</summary>
    internal ReadOnlySpan<byte> Bytes(MovedLine line)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        line.Write(_json);
        _json.Flush();
        return _line.WrittenSpan;
    }

    /// <summary>For comparing lines without writing them.</summary>
    internal static MovingWriter ToNowhere() => new(Stream.Null);

    public void Dispose()
    {
        _json.Dispose();
        _hash.Dispose();
    }

    private void Write(MovedLine line)
    {
        var bytes = Bytes(line);
        if (bytes.Contains((byte)'\n')) throw new MovingException($"{line.GetType().Name} {_lines + 1}: its JSON has a line break.");
        _hash.AppendData(bytes);
        _hash.AppendData("\n"u8);
        _to.Write(bytes);
        _to.WriteByte((byte)'\n');
        _lines++;
    }

    private void End()
    {
        _to.Write(Bytes(new MovedEnd(_lines, Convert.ToHexStringLower(_hash.GetHashAndReset()))));
        _to.WriteByte((byte)'\n');
    }
}
