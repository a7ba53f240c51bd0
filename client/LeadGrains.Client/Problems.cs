using LeadGrains.Engine;
using LeadGrains.Store;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Client;

/// <summary>The kinds of things that go wrong, as a caller has to tell them apart.</summary>
public enum ProblemKind
{
    /// <summary>A rule said no, or rows were set aside: nothing is broken, somebody should look.</summary>
    Refused,

    /// <summary>The command line itself was wrong.</summary>
    Usage,

    /// <summary>A file that was read is wrong: YAML, CSV, JSON.</summary>
    BadInput,

    /// <summary>There is no such lead, team, member or file.</summary>
    NotFound,

    /// <summary>
    /// The LeadGrains file can't be used: another program's, newer, damaged, or in use by another process.
    /// </summary>
    FileUnusable,

    /// <summary>No space or too much at once: the same again later may do.</summary>
    Busy,

    /// <summary>Mail couldn't be taken in now; the mail server keeps it and tries again.</summary>
    TryLater,

    /// <summary>A mistake in LeadGrains.</summary>
    Internal,

    /// <summary>Stopped by Ctrl-C before it was done.</summary>
    Interrupted,
}

/// <summary>One kind of problem, how a process says it and how a server does.</summary>
/// <param name="ExitCode">Of the command line.</param>
/// <param name="HttpStatus">Of the API (RFC 9110).</param>
/// <param name="Meaning">For <c>--help</c> and the documentation.</param>
public sealed record Problem(ProblemKind Kind, int ExitCode, int HttpStatus, string Meaning);

/// <summary>Something that stops a command, worded for a person: what is wrong and what to do.</summary>
public sealed class ProblemException(ProblemKind kind, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public ProblemKind Kind { get; } = kind;

    /// <summary>Every fault found, for bad input; shown one per line below the message.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>The one table of problems: kind, exit code, HTTP status. 0 is the exit code when all is well.</summary>
public static class Problems
{
#pragma warning disable format // one row per kind, in columns
    public static readonly IReadOnlyList<Problem> Table =
    [
        new(ProblemKind.Refused,        1, 409, "a rule refused it, doctor found something, or rows were set aside"),
        new(ProblemKind.Usage,          2, 400, "the command line was wrong"),
        new(ProblemKind.BadInput,       3, 422, "a file that was read is wrong (YAML, CSV, JSON); nothing was changed"),
        new(ProblemKind.NotFound,       4, 404, "there is no such lead, team, member or file"),
        new(ProblemKind.FileUnusable,   5, 503, "the LeadGrains file can't be used: newer, damaged, not ours, in use"),
        new(ProblemKind.Busy,           6, 503, "no space on the disk, or too much at once; try again later"),
        new(ProblemKind.TryLater,      75, 503, "mail can't be taken in now: the file is in use or full; try the same again later (EX_TEMPFAIL)"),
        new(ProblemKind.Internal,      70, 500, "a mistake in LeadGrains; LEADGRAINS_TRACE=1 shows the details"),
        new(ProblemKind.Interrupted,  130, 499, "stopped by Ctrl-C before it was done"),
    ];
#pragma warning restore format

    /// <summary>The row of a kind.</summary>
    public static Problem Of(ProblemKind kind) => Table.First(problem => problem.Kind == kind);

    /// <summary>The kind of whatever was thrown; what nobody foresaw is a mistake of ours.</summary>
    public static ProblemKind KindOf(Exception thrown) => thrown switch
    {
        ProblemException problem => problem.Kind,
        JournalRefusedException => ProblemKind.FileUnusable,
        JournalFullException => ProblemKind.Busy,
        MovingException => ProblemKind.BadInput,
        EngineStoppedException { InnerException: { } inner } => KindOf(inner) is var k and not ProblemKind.Internal
            ? k : ProblemKind.FileUnusable,
        SqliteException sqlite => KindOf(sqlite),
        IOException io when IsNoSpace(io) => ProblemKind.Busy,
        FileNotFoundException or DirectoryNotFoundException => ProblemKind.NotFound,
        UnauthorizedAccessException or IOException => ProblemKind.BadInput,
        OperationCanceledException => ProblemKind.Interrupted,
        AggregateException { InnerException: { } inner } => KindOf(inner),
        _ => ProblemKind.Internal,
    };

    // https://sqlite.org/rescode.html: 5 busy, 6 locked, 13 full; 8 read-only, 10 I/O, 11 corrupt, 14 can't open, 26
    // not a database.
    private static ProblemKind KindOf(SqliteException thrown) => thrown.SqliteErrorCode switch
    {
        5 or 6 or 13 => ProblemKind.Busy,
        8 or 10 or 11 or 14 or 26 => ProblemKind.FileUnusable,
        _ => ProblemKind.Internal,
    };

    // ENOSPC and EDQUOT on Unix; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on Windows.
    private static bool IsNoSpace(IOException thrown) =>
        (thrown.HResult & 0xFFFF) is 0x27 or 0x70 || thrown.HResult is 28 or 122;
}
