using LeadGrains.Web;

namespace LeadGrains.Client.Files;

/// <summary><c>access.yaml</c> beside the LeadGrains file: whose tokens the API takes; none without it.</summary>
internal static class AccessFile
{
    /// <summary>The settings, or null. Throws a problem with every fault.</summary>
    public static TokenSettings? Read(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var path = Path.Combine(folder, AccessYaml.FileName);
        if (!File.Exists(path)) return null;
        var reading = AccessYaml.Read(File.ReadAllText(path), AccessYaml.FileName, name => MailFile.TextOf(Path.Combine(folder, name)));
        return reading.Faults.Count == 0 ? reading.Tokens : throw new ProblemException(ProblemKind.BadInput,
            $"{path} has {Say.Count(reading.Faults.Count, "fault")}; nobody was let in.")
        { Faults = reading.Faults };
    }
}
