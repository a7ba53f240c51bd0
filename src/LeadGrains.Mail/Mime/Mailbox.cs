using System.Globalization;

namespace LeadGrains.Mail;

/// <summary>An address with an optional name. Equal when both are, ordinally.</summary>
public sealed record Mailbox
{
    /// <summary>An address, and the name shown for it.</summary>
    /// <param name="address">ASCII before the @; a domain in other scripts becomes its ASCII form (RFC 5890).</param>
    /// <param name="name">Any text; control characters become blanks. Null or blank for none.</param>
    /// <exception cref="ArgumentException">The address can't be written into a header: it lacks a part, is longer than
    /// RFC 5321 allows (64 + 1 + 255), or holds blanks, control characters, quotes or brackets.</exception>
    public Mailbox(string address, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || !address[..at].All(IsAtom))
            throw new ArgumentException("Not a mail address that can be sent to.", nameof(address));
        Address = address[..(at + 1)] + Domain(address[(at + 1)..]);
        Name = FieldValues.Clean(name);
    }

    /// <summary>The address in ASCII, without angle brackets.</summary>
    public string Address { get; }

    /// <summary>The name, or empty.</summary>
    public string Name { get; }

    /// <summary><c>Name &lt;address&gt;</c> for people; a header is written by <see cref="MimeWriter"/>.</summary>
    public override string ToString() => Name.Length == 0 ? Address : $"{Name} <{Address}>";

    private static bool IsLabel(string label) =>
        label.Length is > 0 and < 64 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-');

    // RFC 5322 atext and the dot. Quoted local parts exist in tests only.
    private static bool IsAtom(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c);

    private static string Domain(string domain)
    {
        try
        {
            var ascii = domain.All(char.IsAscii) ? domain : new IdnMapping().GetAscii(domain);
            if (ascii.Length is > 0 and <= 255 && ascii.Split('.').All(IsLabel)) return ascii;
        }
        catch (ArgumentException)
        {
            // Falls through: a label that IDNA refuses is no domain.
        }
        throw new ArgumentException("Not a mail domain.", nameof(domain));
    }
}
