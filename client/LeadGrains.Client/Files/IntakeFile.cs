using LeadGrains.Intake;

namespace LeadGrains.Client.Files;

/// <summary><c>intake.yaml</c>: named on the command line, else beside the LeadGrains file, else none.</summary>
internal static class IntakeFile
{
    /// <summary>The settings. Throws a problem with every fault.</summary>
    /// <param name="named">As on the command line, or null.</param>
    public static IntakeSettings Read(string? named, string file)
    {
        var path = named ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, IntakeSettings.FileName);
        if (!File.Exists(path))
            return named is null ? new IntakeSettings() : throw new ProblemException(ProblemKind.NotFound,
                $"there is no {path}; docs/forms.md shows what belongs into it.");
        // What it names is meant from where it is.
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var reading = IntakeYaml.Read(File.ReadAllText(path), Path.GetFileName(path), Environment.GetEnvironmentVariable,
            name => MailFile.TextOf(Path.Combine(folder, name)));
        return reading.Settings ?? throw new ProblemException(ProblemKind.BadInput,
            $"{path} has {Say.Count(reading.Faults.Count, "fault")}; nothing was taken in.")
        { Faults = reading.Faults };
    }
}
