using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
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

    /// <summary>Our end as EHLO wants it: an address literal (RFC 5321, 4.1.3), which is true on every machine.</summary>
    public string Us => _socket.LocalEndPoint is IPEndPoint { Address: var address }
        ? address.AddressFamily == AddressFamily.InterNetwork ? $"[{address}]"
            : address.IsIPv4MappedToIPv6 ? $"[{address.MapToIPv4()}]" : $"[IPv6:{address}]"
        : "[127.0.0.1]";

    public static async ValueTask<SmtpWire> Connect(SmtpSettings settings, TimeProvider time)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var deadline = new CancellationTokenSource(settings.Deadlines.Connect, time);
            await socket.ConnectAsync(settings.Host, settings.Port, deadline.Token).ConfigureAwait(false);
            if (settings.Security == SmtpSecurity.None && !IsHere(socket))
                throw new AuthenticationException("An open connection leads to this machine only.");
            return new SmtpWire(socket, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// TLS 1.2 or newer, the certificate checked against the host's name. What came before it in the clear is refused:
    /// it could have been put in by anybody (CVE-2011-0411).
    /// </summary>
    public async ValueTask Secure(SmtpSettings settings)
    {
        if (_from < _to) throw new AuthenticationException("The server said more than its answer to STARTTLS.");
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.Host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (settings.TrustedPem is { } pem)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPem(pem);
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }
        using var deadline = new CancellationTokenSource(settings.Deadlines.Handshake, _time);
        var secured = new SslStream(_stream);
        _stream = secured;
        await secured.AuthenticateAsClientAsync(options, deadline.Token).ConfigureAwait(false);
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

    private static bool IsHere(Socket socket) =>
        socket.RemoteEndPoint is IPEndPoint { Address: var there } && IPAddress.IsLoopback(there.IsIPv4MappedToIPv6 ? there.MapToIPv4() : there);

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
