using System.Diagnostics;
using System.Globalization;
using LeadGrains.Contract;
using LeadGrains.Store;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace LeadGrains.Engine.Tests;

/// <summary>
/// Kills a loaded engine again and again, and compares what it had promised, by a log outside of it, with what the file
/// holds afterwards. 50 rounds; LEADGRAINS_LONG=1 makes it 200.
/// </summary>
public sealed class KillRounds(ITestOutputHelper output)
{
    private const int Callers = 64;
    private static readonly int Rounds = Environment.GetEnvironmentVariable("LEADGRAINS_LONG") == "1" ? 200 : 50;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_happens_twice()
    {
        using var folder = new TempFolder();
        var seed = Seed();
        var random = new Random(seed);
        var promises = new Dictionary<string, (string Lead, int Version)>();
        for (var round = 0; round < Rounds; round++)
        {
            await Kill(folder.File, round, random.Next(20, 400), answerFirst: false, promises);
            if (round % 10 == 9) Assert.Empty(Broken(folder.File, promises));
        }
        Assert.Empty(Broken(folder.File, promises));
        Assert.Empty(Doctor.Examine(folder.File, SmallProgram.Program));
        output.WriteLine($"{Rounds} kills, {promises.Count} acknowledged commands, 0 lost, 0 twice (seed {seed})");
        Assert.True(promises.Count > Rounds * 100, $"only {promises.Count} commands were acknowledged: that was no load");
    }

    [Fact]
    public async Task An_engine_that_answers_before_the_commit_is_caught()
    {
        using var folder = new TempFolder();
        var random = new Random(Seed());
        var promises = new Dictionary<string, (string Lead, int Version)>();
        for (var round = 0; round < 40; round++)
        {
            await Kill(folder.File, round, random.Next(20, 200), answerFirst: true, promises);
            if (Broken(folder.File, promises).Count > 0) return;
        }
        Assert.Fail("40 kills of an engine that lies, and nothing was missed: these rounds would not notice a broken promise.");
    }

    // Starts the engine, lets it work for a while after its first promise, kills it, and notes every promise it gave.
    private static async Task Kill(
        string file, int round, int afterMs, bool answerFirst, Dictionary<string, (string Lead, int Version)> promises)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "LeadGrains.Crash.dll"), file, $"{round}", $"{Callers}" })
            start.ArgumentList.Add(argument);
        if (answerFirst) start.ArgumentList.Add("answer-first");
        using var child = Process.Start(start)!;
        Stopwatch? sinceFirst = null;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            sinceFirst ??= Stopwatch.StartNew();
            if (line.Split(' ') is [var id, var lead, var version]) promises.Add(id, (lead, int.Parse(version, CultureInfo.InvariantCulture)));
            if (sinceFirst.ElapsedMilliseconds >= afterMs && !child.HasExited) child.Kill();
        }
        await child.WaitForExitAsync();
        Assert.Equal(128 + 9, child.ExitCode);
    }

    private static List<string> Broken(string file, Dictionary<string, (string Lead, int Version)> promises)
    {
        var kept = new Dictionary<string, (string Lead, int Entry, int Version)>();
        var broken = new List<string>();
        foreach (var (id, lead, entry, version) in CommandsIn(file))
            if (!kept.TryAdd(id, (lead, entry, version))) broken.Add($"{id} happened twice");
        foreach (var (id, promise) in promises)
            if (!kept.TryGetValue(id, out var found)) broken.Add($"{id} was acknowledged and is lost");
            // What followed from the command, such as an offer, has later entries that the promise covers too.
            else if (found.Lead != promise.Lead || found.Entry > promise.Version || found.Version < promise.Version)
                broken.Add($"{id} was acknowledged as {promise} and is {found}");
        return broken;
    }

    // With plain SQL, so that the judge doesn't use the product's own reader.
    private static List<(string Id, string Lead, int Entry, int Version)> CommandsIn(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT e.command, lower(hex(l.id)), e.version, l.version FROM event e JOIN lead l ON l.row = e.lead WHERE e.command IS NOT NULL";
        using var rows = query.ExecuteReader();
        var found = new List<(string, string, int, int)>();
        while (rows.Read()) found.Add((rows.GetString(0), rows.GetString(1), rows.GetInt32(2), rows.GetInt32(3)));
        return found;
    }

    private static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount;
}

internal sealed class TempFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("leadgrains-").FullName;

    public string File => Path.Combine(_path, "leads.db");

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
