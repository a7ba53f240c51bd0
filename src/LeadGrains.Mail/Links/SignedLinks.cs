using System.Buffers.Text;
using System.Security.Cryptography;

namespace LeadGrains.Mail;

/// <summary>
/// Makes and reads the tokens of links in mail. A token holds its ticket and the first 128 bits of an HMAC-SHA256 over
/// it (RFC 2104 §5 asks for half the hash), in base64url (RFC 4648 §5), so that nothing is looked up to read one and
/// nothing can be changed in one. Not secret, only unforgeable. Safe from any thread.
/// </summary>
public sealed class SignedLinks(LinkKeys keys)
{
    private volatile LinkKeys _keys = keys;

    /// <summary>Characters of a detail; a longer address can't be clicked through.</summary>
    public const int DetailCharsMax = 2_000;

    /// <summary>A longer token is not even decoded.</summary>
    public const int TokenCharsMax = 12_000;

    /// <summary>Bytes of the signature.</summary>
    public const int SignatureBytes = 16;

    /// <summary>The keys at work. Others take over at once: keep them first.</summary>
    public LinkKeys Keys
    {
        get => _keys;
        set => _keys = value;
    }

    /// <summary>The token of a ticket: letters, digits, <c>-</c> and <c>_</c>.</summary>
    /// <exception cref="ArgumentException">The detail is too long.</exception>
    public string Sign(LinkTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        if (ticket.Detail.Length > DetailCharsMax)
            throw new ArgumentException($"A link's detail has at most {DetailCharsMax} characters.", nameof(ticket));
        var key = _keys.Current;
        var body = TicketBytes.Write(ticket, key.Number);
        return Base64Url.EncodeToString([.. body, .. Signature(key, body)]);
    }

    /// <summary>What a token says, for a page of one kind; a token for another kind is wrong there.</summary>
    public LinkReading Read(string? token, LinkKind kind, Moment now)
    {
        if (Verified(token) is not { } ticket || ticket.Kind != kind) return new LinkReading(LinkStanding.Wrong, null);
        return new LinkReading(ticket.NotAfterAt < now ? LinkStanding.Expired : LinkStanding.Good, ticket);
    }

    private LinkTicket? Verified(string? token)
    {
        if (token is null or { Length: 0 or > TokenCharsMax } || !Base64Url.IsValid(token)) return null;
        var bytes = Base64Url.DecodeFromChars(token);
        // One ticket has one token: white space, padding and unused bits would be further spellings.
        if (bytes.Length <= SignatureBytes || Base64Url.EncodeToString(bytes) != token) return null;
        var body = bytes.AsSpan(0, bytes.Length - SignatureBytes);
        if (TicketBytes.KeyOf(body) is not { } number || KeyOf(number) is not { } key) return null;
        return CryptographicOperations.FixedTimeEquals(Signature(key, body), bytes.AsSpan(body.Length))
            ? TicketBytes.Read(body) : null;
    }

    private LinkKey? KeyOf(int number) => _keys is var keys && number == keys.Current.Number ? keys.Current
        : number == keys.Previous?.Number ? keys.Previous : null;

    private static ReadOnlySpan<byte> Signature(LinkKey key, ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(key.Bytes.Span, body).AsSpan(0, SignatureBytes);
}
