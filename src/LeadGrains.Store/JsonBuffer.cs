using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>A buffer that is filled with JSON again and again. Not thread-safe; what it gave is valid until the next
/// call.</summary>
internal sealed class JsonBuffer : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private readonly Utf8JsonWriter _writer;

    public JsonBuffer() => _writer = WriterTo(_bytes);

    /// <summary>Writes as <see cref="JournalJson"/> promises; it is the codec that knows what is valid.</summary>
    public static Utf8JsonWriter WriterTo(IBufferWriter<byte> bytes) => new(bytes,
        new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public ReadOnlySpan<byte> Of(LeadState lead)
    {
        JournalJson.Write(Start(), lead);
        return Written();
    }

    public ReadOnlySpan<byte> Of(TeamState team)
    {
        JournalJson.Write(Start(), team);
        return Written();
    }

    public ReadOnlySpan<byte> Of(Parcel parcel)
    {
        JournalJson.Write(Start(), parcel);
        return Written();
    }

    public ReadOnlySpan<byte> Of(Quarantined inquiry)
    {
        JournalJson.Write(Start(), inquiry);
        return Written();
    }

    public ReadOnlySpan<byte> Of(IReadOnlyList<HeardAnswer> heard)
    {
        JournalJson.Write(Start(), heard);
        return Written();
    }

    public ReadOnlySpan<byte> Of(IReadOnlyList<LeadEvent> events)
    {
        JournalJson.Write(Start(), events);
        return Written();
    }

    public void Dispose() => _writer.Dispose();

    private Utf8JsonWriter Start()
    {
        _bytes.ResetWrittenCount();
        _writer.Reset();
        return _writer;
    }

    private ReadOnlySpan<byte> Written()
    {
        _writer.Flush();
        return _bytes.WrittenSpan;
    }
}
