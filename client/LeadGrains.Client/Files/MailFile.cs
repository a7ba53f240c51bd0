using LeadGrains.Mail;

namespace LeadGrains.Client.Files;

/// <summary><c>mail.yaml</c>: named on the command line, else beside the LeadGrains file, else none.</summary>
internal static class MailFile
{
    /// <summary>The settings. Throws a problem with every fault.</summary>
    /// <param name="named">As on the command line, or null.</param>
    public static MailSettings Read(string? named, string file)
    {
        var path = named ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, MailSettings.FileName);
        if (!File.Exists(path))
            return named is null ? new MailSettings() : throw new ProblemException(ProblemKind.NotFound,
                $"there is no {path}; docs/sending.md shows what belongs into it.");
        // What it names is meant from where it is.
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var reading = MailYaml.Read(File.ReadAllText(path), Path.GetFileName(path), Environment.GetEnvironmentVariable,
            name => TextOf(Path.Combine(folder, name)));
        return reading.Settings ?? throw new ProblemException(ProblemKind.BadInput,
            $"{path} has {Say.Count(reading.Faults.Count, "fault")}; nothing was sent.")
        { Faults = reading.Faults };
    }

    internal static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
