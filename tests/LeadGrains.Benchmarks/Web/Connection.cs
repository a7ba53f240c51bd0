using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace LeadGrains.Benchmarks;

/// <summary>What came back.</summary>
/// <param name="HasRetryAfter">Whether a refusal says when to try again.</param>
internal readonly record struct Answered(int Status, bool HasRetryAfter, int Bytes);

/// <summary>
/// One kept connection with one request under way. A socket and no more: a real client would take from the server the
/// cores that they share.
/// </summary>
internal sealed class Connection(IPEndPoint server) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[4096];

    public Task Open() => _socket.ConnectAsync(server);

    /// <summary>Sends a request and reads its whole answer, which <see cref="Body"/> has until the next one.</summary>
    public async ValueTask<Answered> Ask(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        for (var length = 0; ;)
        {
            if (length == _buffer.Length) Array.Resize(ref _buffer, length * 2);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0) throw new IOException("The server closed a connection.");
            length += read;
            if (IsWhole(_buffer.AsSpan(0, length), out var answer)) return answer;
        }
    }

    /// <summary>The answer's body, in its chunks if it has any.</summary>
    public ReadOnlySpan<byte> Body(Answered answer) => _buffer.AsSpan(0, answer.Bytes)[(_buffer.AsSpan(0, answer.Bytes).IndexOf("\r\n\r\n"u8) + 4)..];

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> text, out Answered answer)
    {
        answer = default;
        if (text.IndexOf("\r\n\r\n"u8) is not (>= 0 and var end)) return false;
        var headers = text[..(end + 2)];
        _ = Utf8Parser.TryParse(headers["HTTP/1.1 ".Length..], out int status, out _);
        answer = new Answered(status, headers.IndexOf("\r\nRetry-After: "u8) >= 0, text.Length);
        if (headers.IndexOf("\r\nContent-Length: "u8) is >= 0 and var at && Utf8Parser.TryParse(headers[(at + 18)..], out int length, out _))
            return text.Length >= end + 4 + length;
        return status == 204 || text.EndsWith("\r\n0\r\n\r\n"u8);
    }
}
