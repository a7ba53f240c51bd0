namespace LeadGrains.Web;

/// <summary>Where to go on to after signing in: a path of the portal, and nothing else (no open redirect).</summary>
internal static class PortalPath
{
    public const string Root = "/portal";

    /// <summary>Where open pages hear of news.</summary>
    public const string Live = Root + "/live";

    /// <summary>The field, and the part of a query, that says it.</summary>
    public const string Field = "return";

    /// <summary>The path where it is one of ours, else the portal's first page.</summary>
    public static string Safe(string? wished) => wished is not null && IsOurs(wished) ? wished : Root;

    /// <summary>A query that carries it; empty for the first page.</summary>
    public static string Query(string path) => path == Root ? "" : $"?{Field}={Uri.EscapeDataString(path)}";

    // Browsers read a backslash as a slash, and drop tabs and line ends (WHATWG URL); two slashes begin another host.
    private static bool IsOurs(string path) =>
        path.Length <= SignInLimits.ReturnCharsMax
        && path.StartsWith(Root, StringComparison.Ordinal) && (path.Length == Root.Length || path[Root.Length] is '/' or '?')
        && path.All(c => c is > ' ' and < '\x7f' and not '\\')
        && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal)
        && !path.StartsWith(SignInPages.Path, StringComparison.Ordinal) && !path.StartsWith(SignInPages.OutPath, StringComparison.Ordinal);
}
