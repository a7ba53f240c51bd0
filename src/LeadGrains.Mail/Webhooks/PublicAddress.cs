using System.Net;
using System.Net.Sockets;

namespace LeadGrains.Mail;

/// <summary>
/// Whether an address is one of the public internet: not this machine, this network, a cloud's metadata service or any
/// other block that the IANA registries of special-purpose addresses (RFC 6890) don't call globally reachable. Pure.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Special4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32", // Azure's platform service, a public address that only guests reach
        }.Select(IPNetwork.Parse),
    ];

    // Only 2000::/3 is given out; of that, what isn't one host's own address.
    private static readonly IPNetwork Unicast6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Special6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(IPNetwork.Parse)];
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>May a request be sent there on somebody else's word?</summary>
    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return !Array.Exists(Special4, block => block.Contains(address));
        // Behind a translator the last 32 bits are the IPv4 address that is reached.
        if (Nat64.Contains(address)) return Is(new IPAddress(address.GetAddressBytes()[12..]));
        return address.ScopeId == 0 && Unicast6.Contains(address) && !Array.Exists(Special6, block => block.Contains(address));
    }
}
