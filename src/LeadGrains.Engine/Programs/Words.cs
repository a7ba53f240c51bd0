using System.Text;

namespace LeadGrains.Engine;

/// <summary>How names are written in a program's file, and which one was meant.</summary>
internal static class Words
{
    /// <summary>An enumeration's name as files spell it: <c>CallCentre</c> is <c>call-centre</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var c in value.ToString())
        {
            if (char.IsUpper(c) && word.Length > 0) word.Append('-');
            word.Append(char.ToLowerInvariant(c));
        }
        return word.ToString();
    }

    /// <summary>The enumeration's value of a word, or null.</summary>
    public static T? Value<T>(string word) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Of(value) == word) return value;
        return null;
    }

    /// <summary>What would be accepted: <c>did you mean 'every'?</c> where one is near, else all of them.</summary>
    public static string Meant(string word, IReadOnlyCollection<string> known) =>
        Nearest(word, known) is { } near ? $"did you mean '{near}'?" : $"known are {string.Join(", ", known)}";

    /// <summary>What would be accepted of an enumeration.</summary>
    public static string Meant<T>(string word) where T : struct, Enum =>
        Meant(word, [.. Enum.GetValues<T>().Select(Of)]);

    /// <summary>
    /// The known word that is the fewest typing mistakes away, at most one for every three letters; null when none is.
    /// Case, hyphens and underscores don't count.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var plain = Plain(word);
        if (plain.Length > 64) return null;
        return known.Select(k => (Word: k, Mistakes: Mistakes(plain, Plain(k))))
            .Where(k => k.Mistakes <= Math.Max(1, plain.Length / 3))
            .OrderBy(k => k.Mistakes).Select(k => k.Word).FirstOrDefault();
    }

    public static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string Plain(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    // Letters left out, put in, changed, or swapped with their neighbour.
    private static int Mistakes(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var change = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(change, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
