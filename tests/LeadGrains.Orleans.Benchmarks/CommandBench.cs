using System.Diagnostics;
using System.Globalization;
using LeadGrains.Benchmarks;
using LeadGrains.Contract;
using LeadGrains.Orleans.Tests;

namespace LeadGrains.Orleans.Benchmarks;

/// <summary>Durable commands of one silo per second, beside the server's own single-row updates in the same run.</summary>
internal static class CommandBench
{
    private const int Clients = 64, Turns = 3;

    public static async Task Run(Report report, Postgres postgres, int leads, TimeSpan span)
    {
        Report.Say($"Commands of one silo over {leads:N0} leads, {span.TotalSeconds:0.#} s each, beside pgbench");
        await using var silo = await OneSilo.Start(await postgres.Database(), SmallProgram.Program);
        var load = new Load(silo.Engine);
        await load.Fill(leads);
        await load.Commands(Clients, span / 2); // warm
        foreach (var callers in new[] { Clients, 4 * Clients })
        {
            Add(report, "new leads", callers, await load.NewLeads(callers, span));
            Add(report, "commands on random leads", callers, await load.Commands(callers, span));
        }
        // By turns: the machine is not as quick all the time.
        var ratios = new Dictionary<int, List<double>> { [Clients] = [], [4 * Clients] = [] };
        var updates = new List<double> { await PgBench(postgres, span) };
        for (var turn = 0; turn < Turns; turn++)
        {
            var known = new Dictionary<int, double>();
            foreach (var callers in ratios.Keys)
            {
                var cpu = Environment.CpuUsage.TotalTime;
                known[callers] = (await load.Commands(callers, span)).PerSecond;
                report.Add(new Figure($"turn {turn + 1}: processor time of silo and callers per command, {callers} callers", (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / (known[callers] * span.TotalSeconds), "µs"));
            }
            updates.Add(await PgBench(postgres, span));
            foreach (var (callers, perSecond) in known) ratios[callers].Add(perSecond / ((updates[^2] + updates[^1]) / 2));
        }
        report.Add(new Figure($"pgbench -M prepared, single-row updates, {Clients} clients", updates.Average(), "per s"));
        foreach (var (callers, of) in ratios) report.Add(new Figure($"commands over updates, {callers} callers, mean of {Turns} turns", of.Average(), "ratio", 0.5));
    }

    private static void Add(Report report, string what, int callers, Figures figures)
    {
        report.Add(new Figure($"{what}, {callers} callers", figures.PerSecond, "per s"));
        report.Add(new Figure($"{what}, {callers} callers, p99", figures.P99Ms, "ms"));
    }

    // Updates of one row of a hundred thousand each, as pgbench makes them.
    private static async Task<double> PgBench(Postgres postgres, TimeSpan span)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, "\\set aid random(1, 100000)\nUPDATE pgbench_accounts SET abalance = abalance + 1 WHERE aid = :aid;\n");
        var server = new[] { "-h", "127.0.0.1", "-p", $"{postgres.Port}", "-U", "leadgrains", "postgres" };
        await Run(["-i", "-q", "-s", "1", .. server]);
        var said = await Run(["-M", "prepared", "-c", $"{Clients}", "-j", "2", "-T", $"{(int)span.TotalSeconds}", "-n", "-f", script, .. server]);
        File.Delete(script);
        var tps = said.Split('\n').First(l => l.StartsWith("tps = ", StringComparison.Ordinal)).Split(' ')[2];
        return double.Parse(tps, CultureInfo.InvariantCulture);
    }

    private static async Task<string> Run(IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Postgres.Bin!, "pgbench"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException(await errors);
    }
}
