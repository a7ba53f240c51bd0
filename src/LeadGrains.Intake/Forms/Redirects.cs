namespace LeadGrains.Intake;

/// <summary>Where a form may send a browser. A field of a form is a stranger's word: only what the settings allow is followed.</summary>
internal static class Redirects
{
    private const int CharsMax = 2_048;

    /// <summary>The address as it may be followed; null when it may not, or is none.</summary>
    public static string? Allowed(string? wished, IReadOnlyList<string> allowed)
    {
        if (Parse(wished) is not { } target) return null;
        foreach (var prefix in allowed)
            if (Parse(prefix) is { } home && home.Scheme == target.Scheme && home.IdnHost == target.IdnHost && home.Port == target.Port && IsBelow(home, target))
                return Ascii(target);
        return null;
    }

    // A header holds nothing else; a host in another script, or with another script's dots, is written as it is looked up.
    private static string Ascii(Uri target) => new UriBuilder(target) { Host = target.IdnHost }.Uri.AbsoluteUri;

    // /thanks allows /thanks and /thanks/de, and not /thanks-for-nothing.
    private static bool IsBelow(Uri home, Uri target)
    {
        var path = home.AbsolutePath;
        return target.AbsolutePath.StartsWith(path, StringComparison.Ordinal)
            && (path.EndsWith('/') || target.AbsolutePath.Length == path.Length || target.AbsolutePath[path.Length] == '/');
    }

    // What browsers and this parser might read differently (backslashes, controls, names and passwords) is no address.
    private static Uri? Parse(string? text) =>
        text is { Length: > 0 and <= CharsMax } && !text.Any(c => c == '\\' || char.IsControl(c) || char.IsWhiteSpace(c))
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0 && address.Host.Length > 0
            ? address : null;
}
