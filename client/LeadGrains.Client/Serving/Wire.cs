using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text.Json;
using LeadGrains.Store;

namespace LeadGrains.Client.Serving;

/// <summary>
/// Lines of JSON through a socket, in the journal's own form. One thread reads and one writes at a time.
/// </summary>
internal sealed class Wire : IDisposable
{
    /// <summary>Bytes of one line: a whole program with its content is one.</summary>
    public const int LineBytesMax = 32 << 20;

    private const int BufferBytes = 64 << 10;
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly PipeReader _in;
    private readonly PipeWriter _out;
    private readonly Utf8JsonWriter _json;

    public Wire(Socket socket)
    {
        (_socket, _stream) = (socket, new NetworkStream(socket, ownsSocket: true));
        _in = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: BufferBytes));
        _out = PipeWriter.Create(_stream, new StreamPipeWriterOptions(minimumBufferSize: BufferBytes));
        _json = new Utf8JsonWriter(_out, new JsonWriterOptions { Encoder = JournalJson.Options.Encoder, SkipValidation = true });
    }

    /// <summary>The next line, or null at the end.</summary>
    /// <exception cref="JsonException">It is no <typeparamref name="T"/>; the next line can be read.</exception>
    /// <exception cref="InvalidDataException">It is longer than <see cref="LineBytesMax"/>.</exception>
    public async ValueTask<T?> Read<T>() where T : class
    {
        while (true)
        {
            var read = await _in.ReadAsync();
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                try
                {
                    return Parse<T>(read.Buffer.Slice(0, end));
                }
                finally
                {
                    _in.AdvanceTo(read.Buffer.GetPosition(1, end));
                }
            }
            if (read.IsCompleted) return null;
            if (read.Buffer.Length > LineBytesMax) throw new InvalidDataException($"A line has at most {LineBytesMax} bytes.");
            _in.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Writes a line; it leaves with the next <see cref="Flush"/>, or when there is enough of it.</summary>
    public ValueTask Write<T>(T line)
    {
        JsonSerializer.Serialize(_json, line, JournalJson.Options);
        _json.Reset();
        _out.Write("\n"u8);
        return _out.UnflushedBytes >= BufferBytes ? Flush() : ValueTask.CompletedTask;
    }

    public async ValueTask Flush() => await _out.FlushAsync();

    /// <summary>Nothing more is written; the other side reads to the end.</summary>
    public void Finish() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose()
    {
        _stream.Dispose();
        _json.Dispose();
    }

    /// <summary>The other side has gone.</summary>
    public static bool IsGone(Exception e) => e is IOException or SocketException or ObjectDisposedException or OperationCanceledException;

    private static T? Parse<T>(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize<T>(ref reader, JournalJson.Options);
    }
}
