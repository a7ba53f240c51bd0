namespace LeadGrains.Lifecycle;

/// <summary>
/// A telephone number in E.164 form (<c>+4930123456</c>), the one form that identifies a person.
/// Simple rules, no numbering plans: a number with <c>+</c> or <c>00</c> says its country itself; a national one
/// needs the default country. Equal when the digits are equal.
/// </summary>
public readonly record struct PhoneNumber
{
    /// <summary>Fewer digits than this (country code included) are an extension or a typing error.</summary>
    public const int DigitsMin = 8;

    /// <summary>E.164 §6.2.1: no more than 15 digits, country code included.</summary>
    public const int DigitsMax = 15;

    private const int Nanp = 1;
    private const int Italy = 39;
    private readonly string? text;

    private PhoneNumber(string text) => this.text = text;

    /// <summary>The number with its plus sign and nothing but digits; empty for <c>default</c>.</summary>
    public string Text => text ?? "";

    /// <summary>
    /// Reads a number. Spaces, hyphens, dots, slashes and brackets are separators; the trunk zero in <c>+49 (0)30</c>
    /// is dropped, and so is the one of a national number (but Italy keeps it, and North America's is a 1).
    /// Anything else, such as an extension, answers false: keep such a number as text.
    /// </summary>
    /// <param name="text">What was typed; null answers false.</param>
    /// <param name="defaultCountryCallingCode">1 to 999, or null: then a national number answers false.</param>
    /// <param name="number">The number, or <c>default</c>.</param>
    public static bool TryParse(string? text, int? defaultCountryCallingCode, out PhoneNumber number)
    {
        number = default;
        var typed = text.AsSpan().Trim();
        var international = typed.StartsWith("+") || typed.StartsWith("00");
        if (typed.StartsWith("+")) typed = typed[1..];
        else if (international) typed = typed[2..];

        Span<char> digits = stackalloc char[DigitsMax + 1];
        if (!TryDigits(typed, dropTrunk: international, digits, out var count)) return false;
        var national = (ReadOnlySpan<char>)digits[..count];
        if (international) return TryMake(national, "", out number);
        if (defaultCountryCallingCode is not (>= 1 and <= 999) || national.IsEmpty) return false;
        var code = defaultCountryCallingCode.Value;
        var trunk = code == Nanp ? national.Length == 11 && national[0] == '1' : code != Italy && national[0] == '0';
        return TryMake(trunk ? national[1..] : national, code.ToString("D", null), out number);
    }

    /// <summary>The number in E.164 form.</summary>
    public override string ToString() => Text;

    private static bool TryDigits(ReadOnlySpan<char> typed, bool dropTrunk, Span<char> digits, out int count)
    {
        count = 0;
        for (var i = 0; i < typed.Length; i++)
        {
            if (dropTrunk && count > 0 && typed[i..].StartsWith("(0)")) i += 2;
            else if (char.IsAsciiDigit(typed[i]))
            {
                if (count == digits.Length) return false;
                digits[count++] = typed[i];
            }
            else if (!char.IsWhiteSpace(typed[i]) && !"-./()\u2010\u2011\u2012\u2013".Contains(typed[i])) return false;
        }
        return true;
    }

    private static bool TryMake(ReadOnlySpan<char> digits, string code, out PhoneNumber number)
    {
        var length = code.Length + digits.Length;
        var plausible = length is >= DigitsMin and <= DigitsMax && (code.Length > 0 || digits[0] != '0');
        number = plausible ? new PhoneNumber($"+{code}{digits}") : default;
        return plausible;
    }
}
