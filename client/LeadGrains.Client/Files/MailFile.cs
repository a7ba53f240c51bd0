using LeadGrains.Mail;
using LeadGrains.Web.Courier;

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

    /// <summary>The gateway for text messages, which is in the environment; null where none is. Throws a problem with every fault.</summary>
    public static MessageGateway? Gateway()
    {
        var (gateway, faults) = MessageGateway.Read(Environment.GetEnvironmentVariable, TextOf);
        return faults.Count == 0 ? gateway
            : throw new ProblemException(ProblemKind.BadInput, "the environment names a gateway for text messages that can't be used; nothing was started.") { Faults = faults };
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
