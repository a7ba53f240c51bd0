using System.Net;

namespace LeadGrains.Mail;

/// <summary>
/// How requests leave for addresses that somebody else chose: to public addresses only, looked up once and connected to
/// as looked at, no redirect followed, no proxy, no cookie.
/// </summary>
public static class PublicHttp
{
    /// <summary>Until a connection stands.</summary>
    public static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);

    /// <summary>A connection is looked up and looked at again after this.</summary>
    public static readonly TimeSpan ConnectionKeptFor = TimeSpan.FromMinutes(1);

    /// <summary>Connections to one receiver at once, and KB of an answer's headers.</summary>
    public const int ConnectionsMax = 8, HeadersKilobytesMax = 16;

    /// <summary>To be kept for the life of the process; opens nothing yet. Safe from any thread.</summary>
    public static HttpMessageInvoker Open() => Open(Dns.GetHostAddressesAsync);

    /// <summary>Lets this one request go to private addresses too: for development, never for an address that a stranger gave.</summary>
    public static void AllowPrivate(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Options.Set(WebhookDoor.PrivateAllowed, true);
    }

    internal static HttpMessageInvoker Open(Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectWithin,
        PooledConnectionLifetime = ConnectionKeptFor,
        MaxConnectionsPerServer = ConnectionsMax,
        MaxResponseHeadersLength = HeadersKilobytesMax,
        ConnectCallback = new WebhookDoor(resolve).Connect,
    });
}
