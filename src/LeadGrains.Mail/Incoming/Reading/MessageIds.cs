namespace LeadGrains.Mail;

/// <summary>The ids in a Message-ID, In-Reply-To or References header (RFC 5322, 3.6.4).</summary>
internal static class MessageIds
{
    /// <summary>Longer ones are nonsense; a header line holds 998.</summary>
    public const int CharsMax = 998;

    /// <summary>Ids read from one header.</summary>
    public const int IdsMax = 100;

    /// <summary>Without angle brackets, in their order; one that stands there bare is taken too.</summary>
    public static IEnumerable<string> In(string raw)
    {
        var any = false;
        for (int at = 0, count = 0; count < IdsMax && raw.IndexOf('<', at) is >= 0 and var open; count++)
        {
            var close = raw.IndexOf('>', open);
            if (close < 0) break;
            any = true;
            if (close - open is > 1 and <= CharsMax) yield return raw[(open + 1)..close].Trim();
            at = close + 1;
        }
        if (!any && raw.Length is > 0 and <= CharsMax && raw.Contains('@') && !raw.Contains(' ')) yield return raw;
    }
}
