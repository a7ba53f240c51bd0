using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace LeadGrains.Mail;

/// <summary>Lines to a server and replies from it, each within a deadline. One caller at a time.</summary>
internal sealed class SmtpWire : IAsyncDisposable
{
    /// <summary>A longer line (RFC 5321, 4.5.3.1.5 allows 512) or more lines are no reply but an attack or a mistake.</summary>
    private const int ReplyBytesMax = 64 * 1024, LineBytesMax = 4 * 1024;

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly byte[] _buffer = new byte[LineBytesMax];
    private Stream _stream;
    private int _from, _to; // what was read and not used yet

    private SmtpWire(Socket socket, TimeProvider time) =>
        (_socket, _time, _stream) = (socket, time, new NetworkStream(socket, ownsSocket: true));

    public bool IsSecure => _stream is SslStream;

    /// <summary>Our end as EHLO wants it.</summary>
    public string Us => Dialing.Us(_socket);

    public static async ValueTask<SmtpWire> Connect(SmtpSettings settings, TimeProvider time) => new(await Dialing.Connect(
        settings.Host, settings.Port, settings.Security == SmtpSecurity.None, settings.Deadlines.Connect, time).ConfigureAwait(false), time);

    /// <summary>
    /// TLS 1.2 or newer, the certificate checked against the host's name. What came before it in the clear is refused:
    /// it could have been put in by anybody (CVE-2011-0411).
    /// </summary>
    public async ValueTask Secure(SmtpSettings settings)
    {
        if (_from < _to) throw new AuthenticationException("The server said more than its answer to STARTTLS.");
        using var deadline = new CancellationTokenSource(settings.Deadlines.Handshake, _time);
        var secured = new SslStream(_stream);
        _stream = secured;
        await secured.AuthenticateAsClientAsync(Dialing.Tls(settings.Host, settings.TrustedPem), deadline.Token).ConfigureAwait(false);
    }

    public ValueTask Say(string line, TimeSpan within) => Say(Encoding.UTF8.GetBytes(line + "\r\n"), within);

    public async ValueTask Say(ReadOnlyMemory<byte> bytes, TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within, _time);
        await _stream.WriteAsync(bytes, deadline.Token).ConfigureAwait(false);
        await _stream.FlushAsync(deadline.Token).ConfigureAwait(false);
    }

    /// <summary>The next reply. Throws <see cref="EndOfStreamException"/> when the server hangs up.</summary>
    public async ValueTask<SmtpReply> Hear(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within, _time);
        var lines = new List<string>(1);
        for (var bytes = 0; bytes < ReplyBytesMax;)
        {
            var line = await ReadLine(deadline.Token).ConfigureAwait(false);
            bytes += line.Length + 2;
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), System.Globalization.NumberStyles.None, null, out var code)
                || code < 200 || (line.Length > 3 && line[3] is not (' ' or '-'))) return new SmtpReply(0, []);
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ') return new SmtpReply(code, lines);
        }
        return new SmtpReply(0, []);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async ValueTask<string> ReadLine(CancellationToken cancel)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _from, end).TrimEnd('\r');
                _from += end + 1;
                return line;
            }
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
            if (_to == _buffer.Length) throw new InvalidDataException($"A line of more than {LineBytesMax} bytes is no reply.");
            var read = await _stream.ReadAsync(_buffer.AsMemory(_to), cancel).ConfigureAwait(false);
            if (read == 0) throw new EndOfStreamException("The server hung up.");
            _to += read;
        }
    }
}
