using System.Text.Json.Nodes;

namespace LeadGrains.Client.Terminal;

/// <summary>
/// How a problem is told: one line on stderr that says what to do, every fault below it, and the exit code.
/// </summary>
internal static class Complaint
{
    /// <summary>Faults shown; the rest is counted.</summary>
    private const int FaultsShownMax = 40;

    /// <summary>With this set to 1 the details of a problem are shown as well.</summary>
    public const string TraceVariable = "LEADGRAINS_TRACE";

    /// <summary>Tells it and answers the exit code.</summary>
    public static int Tell(Exception thrown, bool json)
    {
        var problem = Problems.Of(Problems.KindOf(thrown));
        var faults = (thrown as ProblemException)?.Faults ?? [];
        var words = Words(thrown, problem.Kind);
        if (json) Console.Error.WriteLine(Output.Compacted(Document(problem, words, faults)));
        else
        {
            Console.Error.WriteLine("leadgrains: " + Output.Safe(words));
            foreach (var fault in faults.Take(FaultsShownMax)) Console.Error.WriteLine("  " + Output.Safe(fault));
            if (faults.Count > FaultsShownMax) Console.Error.WriteLine($"  … and {faults.Count - FaultsShownMax} more");
        }
        if (Environment.GetEnvironmentVariable(TraceVariable) == "1") Console.Error.WriteLine(thrown);
        return problem.ExitCode;
    }

    private static JsonObject Document(Problem problem, string words, IReadOnlyList<string> faults)
    {
        var document = new JsonObject
        { ["problem"] = problem.Kind.ToString(), ["exit"] = problem.ExitCode, ["words"] = words };
        if (faults.Count > 0) document["faults"] = new JsonArray([.. faults.Select(f => (JsonNode)f)]);
        return document;
    }

    private static string Words(Exception thrown, ProblemKind kind) => kind switch
    {
        ProblemKind.Internal => $"a mistake in LeadGrains ({thrown.GetType().Name}: {FirstLine(thrown.Message)}); "
            + $"please report it with what {TraceVariable}=1 shows.",
        ProblemKind.Interrupted => "stopped before it was done.",
        _ when thrown is Engine.EngineStoppedException { InnerException: { } inner } => Words(inner, kind),
        _ when thrown is Microsoft.Data.Sqlite.SqliteException sqlite => Sqlite(sqlite, kind),
        _ => FirstLine(thrown.Message),
    };

    private static string Sqlite(Microsoft.Data.Sqlite.SqliteException thrown, ProblemKind kind) =>
        kind == ProblemKind.Busy
        ? "there is no space on the disk, or the file is busy; nothing was lost. Make room and try again."
        : $"the file can't be used ({FirstLine(thrown.Message)}); 'leadgrains doctor' looks closer, a backup can "
            + $"replace it.";

    private static string FirstLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
