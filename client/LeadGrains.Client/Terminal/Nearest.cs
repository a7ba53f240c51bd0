namespace LeadGrains.Client.Terminal;

/// <summary>What somebody may have meant.</summary>
internal static class Nearest
{
    private const int ShownMax = 3;

    /// <summary>The names nearest to what was typed, best first, at most three; none that is far off.</summary>
    public static IReadOnlyList<string> To(string typed, IEnumerable<string> names) =>
        [.. names.Select(name => (name, steps: Steps(Bare(typed), Bare(name))))
            .Where(near => near.steps <= Math.Max(2, Bare(typed).Length / 3)
                || Bare(near.name).StartsWith(Bare(typed), StringComparison.Ordinal))
            .OrderBy(near => near.steps).ThenBy(near => near.name, StringComparer.Ordinal).Take(ShownMax)
                .Select(near => near.name)];

    private static string Bare(string text) =>
        text.TrimStart('-').Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    // Levenshtein: letters put in, left out or exchanged.
    private static int Steps(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                corner = above;
            }
        }
        return row[b.Length];
    }
}
