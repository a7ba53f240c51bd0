namespace LeadGrains.Mail;

/// <summary>
/// Who writes to leads, and where the links in mail lead. The default belongs to nobody (RFC 2606): it is for the
/// pick-up folder.
/// </summary>
public sealed record Sender(string Name, string Company, string PostalAddress, string Email, string LinkBase)
{
    /// <summary>A company that doesn't exist.</summary>
    public static readonly Sender Sample = new("The Kestrel Works team", "Kestrel Works",
        "Kestrel Works, 12 Example Lane, Exampleton EX3 4MP", "hello@kestrel.example", "https://kestrel.example");

    /// <summary>Where people reach this house, without a slash at its end; null as long as that is the sample's.</summary>
    public string? PublicAddress() => LinkBase == Sample.LinkBase ? null : LinkBase;

    /// <summary>Whom mail is from.</summary>
    public Mailbox From => new(Email, Name);
}
