using System.CommandLine;
using LeadGrains.Client.Terminal;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>One run of a command: which file, which program, where to say things, what time it is.</summary>
internal sealed class Session : IDisposable
{
    public const int Fine = 0;

    private Session(ParseResult parsed)
    {
        FilePath = parsed.GetValue(Globals.File)!;
        ProgramFolder = parsed.GetValue(Globals.Program);
        Out = new Output(parsed.GetValue(Globals.Json));
    }

    /// <summary>The LeadGrains file, as it was named.</summary>
    public string FilePath { get; }

    /// <summary>The folder named with <c>--program</c>, or null.</summary>
    public string? ProgramFolder { get; }
    public Output Out { get; }
    public TimeProvider Time { get; } = TimeProvider.System;
    public Moment Now => Moment.From(Time.GetUtcNow());

    /// <summary>The exit code of "no".</summary>
    public static int Refused => Problems.Of(ProblemKind.Refused).ExitCode;

    /// <summary>An action that runs in a session.</summary>
    public static Func<ParseResult, CancellationToken,
        Task<int>> Run(Func<Session, ParseResult, CancellationToken, Task<int>> body) =>
        async (parsed, cancel) =>
        {
            await Task.Yield(); // signals are listened for as soon as the action is under way, and not when it first waits
            using var session = new Session(parsed);
            return await body(session, parsed, cancel);
        };

    /// <summary>The same for what needs no waiting.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> Run(Func<Session, ParseResult, int> body) =>
        Run((session, parsed, _) => Task.FromResult(body(session, parsed)));

    /// <summary>A connection that reads the file.</summary>
    public LeadViews Read()
    {
        NeedFile();
        return LeadViews.Open(FilePath);
    }

    /// <summary>The journal, for this process alone.</summary>
    public SqliteJournal Open()
    {
        NeedFile();
        return SqliteJournal.Open(FilePath);
    }

    /// <summary>The program of this run: the folder's, else the one kept with the file.</summary>
    public ProgramText ProgramOf(Func<string, string?> setting) => ProgramFolder is { } folder
        ? ProgramText.FromFolder(folder) : ProgramText.Kept(setting) ?? ProgramText.Default;

    /// <summary>
    /// The program that a file works by. A folder may be named where it says the same; another one is no way around the
    /// signatures.
    /// </summary>
    public ProgramText ProgramAtWork(Func<string, string?> setting)
    {
        var kept = ProgramText.Kept(setting);
        if (ProgramFolder is not { } folder) return kept ?? ProgramText.Default;
        var named = ProgramText.FromFolder(folder);
        if (kept is null || kept.ToSetting() == named.ToSetting()) return kept ?? named;
        throw new ProblemException(ProblemKind.Refused,
            $"{FilePath} works by the program it keeps, and {folder} says something else; "
            + $"'leadgrains program propose {folder} --by NAME' proposes it, and both sides sign.");
    }

    /// <summary>Hands over what is left to say.</summary>
    public void Dispose() => Out.Dispose();

    private void NeedFile()
    {
        if (!File.Exists(FilePath))
            throw new ProblemException(ProblemKind.NotFound,
                $"there is no file {FilePath}; 'leadgrains init' makes one, --file names another.");
    }
}
