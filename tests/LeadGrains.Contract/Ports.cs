using System.Net;
using System.Net.Sockets;

namespace LeadGrains.Contract;

/// <summary>Ports of loopback for processes that a test starts.</summary>
public static class Ports
{
    // Below those from which Linux takes one for each connection that goes out (32,768 and up): one of these might have it by then.
    private const int From = 10_000, To = 20_000, TriesMax = 100;

    /// <summary>One that nobody listens at, for a process that will in a moment.</summary>
    public static int Free()
    {
        for (var left = TriesMax; ; left--)
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(From, To));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException) when (left > 0)
            {
            }
    }
}
