using System.Text;

namespace LeadGrains.Lifecycle;

/// <summary>
/// An e-mail address that is plausible enough to write to, in the one form that identifies a person.
/// The subset of RFC 5321 that real mailboxes use: a dot-atom local part in ASCII (no quoted strings, comments or
/// address literals), at least two domain labels of letters, digits and inner hyphens, and a last label that is not
/// a number. An international domain is taken as punycode or in its own script and kept as it was written, in lower
/// case. Two addresses are equal when they are the same after trimming and lower-casing: RFC 5321 §2.4 lets a server
/// tell local parts apart by case, but no mailbox provider of note does, and one person must be one lead.
/// </summary>
public readonly record struct EmailAddress
{
    /// <summary>The longest address, in octets (RFC 5321 §4.5.3.1.3 with RFC 3696 erratum 1690).</summary>
    public const int OctetsMax = 254;

    /// <summary>The longest local part, in octets (RFC 5321 §4.5.3.1.1).</summary>
    public const int LocalPartOctetsMax = 64;

    /// <summary>The longest label of a domain, in characters (RFC 1035 §2.3.4).</summary>
    public const int LabelCharsMax = 63;

    private readonly string? text;

    private EmailAddress(string text) => this.text = text;

    /// <summary>The normalised address; empty for <c>default</c>, which no parse ever answers.</summary>
    public string Text => text ?? "";

    /// <summary>What follows the <c>@</c>, in lower case.</summary>
    public string Domain => Text[(Text.IndexOf('@') + 1)..];

    /// <summary>
    /// Reads an address; white space around it is ignored. Null and everything implausible answer false.
    /// </summary>
    public static bool TryParse(string? text, out EmailAddress address)
    {
        address = default;
        if (text is null) return false;
        var trimmed = text.AsSpan().Trim();
        var at = trimmed.IndexOf('@');
        if (at < 1 || at > LocalPartOctetsMax || trimmed.Length > OctetsMax) return false;
        if (!IsDotAtom(trimmed[..at]) || !IsDomain(trimmed[(at + 1)..])) return false;
        if (!Ascii.IsValid(trimmed) && Encoding.UTF8.GetByteCount(trimmed) > OctetsMax) return false;
        address = new EmailAddress((trimmed.Length == text.Length ? text : trimmed.ToString()).ToLowerInvariant());
        return true;
    }

    /// <summary>The normalised address.</summary>
    public override string ToString() => Text;

    private static bool IsDotAtom(ReadOnlySpan<char> local)
    {
        var previous = '.';
        foreach (var c in local)
        {
            if (c == '.' ? previous == '.' : !IsAtext(c)) return false;
            previous = c;
        }
        return previous != '.';
    }

    // RFC 5322 §3.2.3.
    private static bool IsAtext(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c);

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var labels = 0;
        var numeric = false;
        while (true)
        {
            var dot = domain.IndexOf('.');
            var label = dot < 0 ? domain : domain[..dot];
            if (!IsLabel(label, out numeric)) return false;
            labels++;
            if (dot < 0) return labels >= 2 && !numeric;
            domain = domain[(dot + 1)..];
        }
    }

    private static bool IsLabel(ReadOnlySpan<char> label, out bool numeric)
    {
        numeric = true;
        if (label.Length is 0 or > LabelCharsMax || label[0] == '-' || label[^1] == '-') return false;
        foreach (var rune in label.EnumerateRunes())
        {
            if (rune.IsAscii ? !char.IsAsciiLetterOrDigit((char)rune.Value) && rune.Value != '-' : !IsIdn(rune))
                return false;
            numeric &= rune.IsAscii && char.IsAsciiDigit((char)rune.Value);
        }
        return true;
    }

    // Letters, marks and digits, about what IDNA 2008 (RFC 5892) allows; a lone surrogate reads as U+FFFD, which is
    // neither.
    private static bool IsIdn(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
