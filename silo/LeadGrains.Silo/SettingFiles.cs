using LeadGrains.Intake;
using LeadGrains.Mail;
using LeadGrains.Web;
using LeadGrains.Web.Courier;

namespace LeadGrains.Silo;

/// <summary>What is read from files, and from the environment, before anything starts.</summary>
internal sealed record SettingFiles(MailSettings Mail, IntakeSettings Intake, TokenSettings? Tokens, ProgramText Program)
{
    /// <summary>Where text messages go, which is in the environment; null: each becomes a file.</summary>
    public MessageGateway? Gateway { get; init; }

    /// <summary>Reads all that the options name. Throws with every fault of all of them.</summary>
    public static SettingFiles Read(SiloOptions options)
    {
        var faults = new List<string>();
        var mail = Of(options.Mail, (text, name, folder) => MailYaml.Read(text, name, Environment.GetEnvironmentVariable, folder, isCluster: true) is var r ? (r.Settings, r.Faults) : default) ?? new MailSettings();
        var intake = Of(options.Intake, (text, name, folder) => IntakeYaml.Read(text, name, Environment.GetEnvironmentVariable, folder) is var r ? (r.Settings, r.Faults) : default) ?? new IntakeSettings();
        var tokens = Of(options.Access, (text, name, folder) => AccessYaml.Read(text, name, folder) is var r ? (r.Tokens, r.Faults) : default);
        var program = options.Program is { } named ? Program(named) : ProgramText.Default;
        if (program is not null) faults.AddRange(program.Check().Faults);
        var (gateway, unfit) = MessageGateway.Read(Environment.GetEnvironmentVariable, path => TextOf(path, faults));
        faults.AddRange(unfit);
        return faults.Count == 0 ? new SettingFiles(mail, intake, tokens, program!) { Gateway = gateway }
            : throw new StartException(StartFault.BadInput, "what it was given to read has faults; nothing was started.") { Faults = faults };

        T? Of<T>(string? path, Func<string, string, Func<string, string?>, (T?, IReadOnlyList<string>)> read) where T : class
        {
            if (path is null || TextOf(path, faults) is not { } text) return null;
            // What it names is meant from where it is.
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var (settings, wrong) = read(text, Path.GetFileName(path), name => TextOf(Path.Combine(folder, name), null));
            faults.AddRange(wrong);
            return settings;
        }

        ProgramText? Program(string folder)
        {
            if (TextOf(Path.Combine(folder, DefaultProgram.FileName), faults) is not { } yaml) return null;
            var content = Path.Combine(folder, "content");
            return new ProgramText(folder, yaml, !Directory.Exists(content) ? ContentReader.ShippedFiles()
                : [.. Directory.EnumerateFiles(content, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                    .Select(path => new ContentFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path)))]);
        }
    }

    private static string? TextOf(string path, List<string>? faults)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults?.Add($"{path} can't be read: {e.Message}");
            return null;
        }
    }
}
