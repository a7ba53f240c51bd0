namespace LeadGrains.Web.Portal;

/// <summary>Links that open the reader's own mail or telephone.</summary>
internal static class ReachBy
{
    /// <summary>RFC 6068.</summary>
    public static string Mail(string address) => "mailto:" + Uri.EscapeDataString(address).Replace("%40", "@", StringComparison.Ordinal);

    /// <summary>RFC 3966; whatever else somebody typed is left out.</summary>
    public static string Call(string number) => "tel:" + string.Concat(number.Where(c => c == '+' || char.IsAsciiDigit(c)));
}
