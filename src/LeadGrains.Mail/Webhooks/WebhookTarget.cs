using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace LeadGrains.Mail;

/// <summary>Where webhooks go. The address is checked here as it is written, and again each time it is connected to.</summary>
public sealed record WebhookTarget
{
    /// <summary>A longer address is refused, in UTF-16 units.</summary>
    public const int AddressCharsMax = 2_000;

    private WebhookTarget(Uri address, bool isPrivateAllowed) => (Address, IsPrivateAllowed) = (address, isPrivateAllowed);

    public Uri Address { get; }

    /// <summary>For development: http and private addresses too. Never for an address that a stranger gave.</summary>
    public bool IsPrivateAllowed { get; }

    /// <summary>Does it name this machine or this network in so many words? What a name resolves to is only known when it is connected to.</summary>
    public bool IsPlainlyPrivate => IPAddress.TryParse(Address.IdnHost, out var ip) ? !PublicAddress.Is(ip)
        : Address.IdnHost.TrimEnd('.') is var host && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));

    /// <summary>The target, or why it can't be one, in a sentence without a full stop.</summary>
    public static bool TryParse(string? text, bool allowPrivate, [NotNullWhen(true)] out WebhookTarget? target, out string fault)
    {
        target = null;
        fault = text is null or { Length: > AddressCharsMax } || !Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? $"a webhook's address is absolute, such as https://example.com/hook, with {AddressCharsMax} characters at most"
            : address.Scheme != Uri.UriSchemeHttps && !(allowPrivate && address.Scheme == Uri.UriSchemeHttp) ? "a webhook's address begins with https://"
            : address.UserInfo.Length > 0 ? "a webhook's address holds no name or password; the signature says who sends it"
            : address.Fragment.Length > 0 ? "a webhook's address has no part after #; it would not be sent"
            : "";
        if (fault.Length > 0) return false;
        target = new WebhookTarget(new Uri(text!), allowPrivate);
        return true;
    }
}
