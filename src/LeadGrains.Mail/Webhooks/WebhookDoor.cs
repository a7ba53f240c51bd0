using System.Net;
using System.Net.Sockets;

namespace LeadGrains.Mail;

/// <summary>A name led to an address that isn't a public one.</summary>
internal sealed class AddressRefusedException(string message) : IOException(message);

/// <summary>
/// Connects to what it has looked at: the name is resolved once, every address it has must be public, and the socket goes
/// to one of these addresses, so that a second answer of the name server changes nothing. Safe from any thread.
/// </summary>
internal sealed class WebhookDoor(Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>Addresses of a name that are tried.</summary>
    public const int AddressesTriedMax = 4;

    public static readonly HttpRequestOptionsKey<bool> PrivateAllowed = new("leadgrains.private");

    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancel).ConfigureAwait(false);
        // One private address among public ones is no accident.
        if (!context.InitialRequestMessage.Options.TryGetValue(PrivateAllowed, out var allowed) || !allowed)
            foreach (var address in addresses)
                if (!PublicAddress.Is(address)) throw new AddressRefusedException("the name leads to an address that isn't public");
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        return await Connect(addresses, port, cancel).ConfigureAwait(false);
    }

    private static async Task<Stream> Connect(IPAddress[] addresses, int port, CancellationToken cancel)
    {
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), cancel).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < Math.Min(addresses.Length, AddressesTriedMax))
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
