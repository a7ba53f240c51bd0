using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LeadGrains.Mail;

/// <summary>How a mail server is reached, and what makes it trustworthy: the same for every protocol.</summary>
internal static class Dialing
{
    /// <summary>A TCP connection.</summary>
    /// <param name="onlyHere">Nothing will be encrypted: anything but this machine itself is refused.</param>
    /// <exception cref="AuthenticationException">It leads elsewhere.</exception>
    public static async ValueTask<Socket> Connect(string host, int port, bool onlyHere, TimeSpan within, TimeProvider time)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var deadline = new CancellationTokenSource(within, time);
            await socket.ConnectAsync(host, port, deadline.Token).ConfigureAwait(false);
            return !onlyHere || IsHere(socket) ? socket : throw new AuthenticationException("An open connection leads to this machine only.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>TLS 1.2 or newer, the certificate checked against the host's name.</summary>
    /// <param name="trustedPem">Certificates trusted instead of the machine's; null for the machine's.</param>
    public static SslClientAuthenticationOptions Tls(string host, string? trustedPem)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host, EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
        if (trustedPem is null) return options;
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPem(trustedPem);
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        return options;
    }

    /// <summary>Our end as EHLO wants it: an address literal (RFC 5321, 4.1.3), which is true on every machine.</summary>
    public static string Us(Socket socket) => socket.LocalEndPoint is IPEndPoint { Address: var address }
        ? address.AddressFamily == AddressFamily.InterNetwork ? $"[{address}]"
            : address.IsIPv4MappedToIPv6 ? $"[{address.MapToIPv4()}]" : $"[IPv6:{address}]"
        : "[127.0.0.1]";

    private static bool IsHere(Socket socket) =>
        socket.RemoteEndPoint is IPEndPoint { Address: var there } && IPAddress.IsLoopback(there.IsIPv4MappedToIPv6 ? there.MapToIPv4() : there);
}
