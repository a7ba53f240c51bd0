using System.Net;

namespace LeadGrains.Web;

/// <summary>Whom a request comes from, as far as a network tells.</summary>
internal static class ClientAddress
{
    // Behind a proxy of our own, everybody would come from one place: what it adds last is whom it saw. From elsewhere the
    // header is a stranger's word.
    /// <summary>The address; null for this machine without a proxy before it.</summary>
    public static string? Of(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (!IsNear(address)) return address.ToString();
        return IPAddress.TryParse(http.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim(), out var forwarded) ? forwarded.ToString()
            : IPAddress.IsLoopback(address) ? null : address.ToString();
    }

    // This machine, and private networks (RFC 1918, RFC 4193).
    private static bool IsNear(IPAddress address) => IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal
        || (address.GetAddressBytes() is [10, _, _, _] or [192, 168, _, _] or [172, >= 16 and <= 31, _, _]);
}
