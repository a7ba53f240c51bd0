using System.Runtime.CompilerServices;

namespace LeadGrains.Lifecycle.Tests;

/// <summary>A printed table that is kept in the repository, so that a changed rule shows as a changed line.</summary>
internal static class Tables
{
    /// <summary>Set to 1 to write the tables anew instead of comparing them.</summary>
    public const string AcceptVariable = "LEADGRAINS_ACCEPT";

    public static string Cell<T>(Decision<T> decision) =>
        decision.Refusal is { } words ? "refused: " + FirstWords(words) : Leads.Given.Said(decision);

    public static void IsAccepted(string file, string printed, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(HomeOf(here), file);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1") File.WriteAllText(path, printed);
        var kept = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (kept == printed) return;
        var (before, after) = (kept.Split('\n'), printed.Split('\n'));
        var changed = Enumerable.Range(0, Math.Max(before.Length, after.Length))
            .First(i => before.ElementAtOrDefault(i) != after.ElementAtOrDefault(i));
        Assert.Fail($"""
            {file} no longer says what the rules do. First changed line, {changed + 1}:
              - {before.ElementAtOrDefault(changed)}
              + {after.ElementAtOrDefault(changed)}
            If that is meant, run the tests once with {AcceptVariable}=1 and commit the file.
            """);
    }

    private static string HomeOf(string here)
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "LeadGrains.Lifecycle.Tests.csproj"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private static string FirstWords(string words) =>
        words.Length <= 44 ? words : words[..(words.LastIndexOf(' ', 44) is > 0 and var end ? end : 44)] + " …";
}
