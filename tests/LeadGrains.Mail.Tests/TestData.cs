namespace LeadGrains.Mail.Tests;

/// <summary>
/// Public data for development; it lies beside the repository, or where LEADGRAINS_DATA says, or isn't there.
/// </summary>
internal static class TestData
{
    private static readonly Lazy<string?> Folder = new(Find);

    public static bool Has(string part) => Folder.Value is { } folder && Path.Exists(Path.Combine(folder, part));

    public static string PathOf(string part) => Path.Combine(Folder.Value!, part);

    public static string RepositoryPath(string part)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "LeadGrains.sln"))) at = at.Parent!;
        return Path.Combine(at.FullName, part);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LEADGRAINS_DATA") is { Length: > 0 } said) return said;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "shared", "data")))
                return Path.Combine(at.FullName, "shared", "data");
        return null;
    }
}

/// <summary>A test that needs a part of the data; skipped with a message where that isn't there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(string part)
    {
        Part = part;
        if (!TestData.Has(part)) Skip = $"shared/data/{part} is not beside the repository; LEADGRAINS_DATA can say where it is.";
    }

    public string Part { get; }
}
