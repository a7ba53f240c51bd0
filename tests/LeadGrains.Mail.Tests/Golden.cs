using System.Runtime.CompilerServices;

namespace LeadGrains.Mail.Tests;

/// <summary>Compares with a file in the repository; LEADGRAINS_GOLDEN=write writes it anew.</summary>
internal static class Golden
{
    public static void Matches(string name, byte[] actual, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("LEADGRAINS_GOLDEN") == "write") File.WriteAllBytes(path, actual);
        Assert.Equal(File.ReadAllBytes(path), actual);
    }
}
