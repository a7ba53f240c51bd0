namespace LeadGrains.Reports.Tests;

/// <summary>A test on Olist's real leads: skipped, and says so, where they aren't on this machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OlistFactAttribute : FactAttribute
{
    /// <summary>The folder with <c>mqls.csv</c> and <c>deals.csv</c>, or null.</summary>
    public static readonly string? Folder = Find();

    public OlistFactAttribute()
    {
        if (Folder is null) Skip = "Olist's data isn't here: no shared/data/olist above this test, nor where LEADGRAINS_DATA points.";
    }

    private static string? Find()
    {
        var roots = new List<string?> { Environment.GetEnvironmentVariable("LEADGRAINS_DATA") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            roots.Add(Path.Combine(folder.FullName, "shared", "data"));
        return roots.OfType<string>().Select(root => Path.Combine(root, "olist")).FirstOrDefault(Directory.Exists);
    }
}
