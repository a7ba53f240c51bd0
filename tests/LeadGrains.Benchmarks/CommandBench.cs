using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Store;

namespace LeadGrains.Benchmarks;

/// <summary>Durable commands per second, beside the bare loop in the same run on the same disk.</summary>
internal static class CommandBench
{
    public static async Task Run(Report report, string folder, int leads, TimeSpan span)
    {
        Report.Say($"Durable commands over {leads:N0} leads, {span.TotalSeconds:0.#} s each, beside a bare loop");
        var file = Path.Combine(folder, "commands.db");
        Figures fresh, known;
        await using (var engine = Open(file))
        {
            var load = new Load(engine);
            await load.Fill(leads);
            await load.Commands(64, span / 4); // warm
            foreach (var callers in new[] { 1, 64 })
            {
                Add(report, "new leads", callers, await load.NewLeads(callers, span));
                Add(report, "commands on random leads", callers, await load.Commands(callers, span));
            }
            fresh = await load.NewLeads(512, span);
            known = await load.Commands(512, span);
            report.Add(new Figure("new leads, 512 callers", fresh.PerSecond, "per s", 15_000));
            report.Add(new Figure("commands on random leads, 512 callers", known.PerSecond, "per s", 8_000));
            var half = await load.Commands(512, span, known.PerSecond / 2);
            report.Add(new Figure("p99 at half of that load", half.P99Ms, "ms", 50, AtLeast: false));
        }
        using var bare = new BareLoop(Path.Combine(folder, "bare.db"), file);
        bare.Fill(leads);
        var (bareNew, bareKnown) = (bare.NewLeads(span), bare.Updates(span));
        report.Add(new Figure("bare loop, new leads", bareNew, "per s"));
        report.Add(new Figure("bare loop, random updates", bareKnown, "per s"));
        report.Add(new Figure("new leads, engine over bare loop", fresh.PerSecond / bareNew, "ratio", 0.6));
        report.Add(new Figure("random leads, engine over bare loop", known.PerSecond / bareKnown, "ratio", 0.6));
        report.Ratio = Math.Min(fresh.PerSecond / bareNew, known.PerSecond / bareKnown);
    }

    /// <summary>
    /// Throughput on random leads at two sizes: what growing costs. The file is read through before each, as a machine with
    /// memory for it has it: a guest whose host takes cached pages away measures the host's disk otherwise.
    /// </summary>
    public static async Task Growth(Report report, string folder, int small, int large, TimeSpan span)
    {
        Report.Say($"Growth from {small:N0} to {large:N0} leads");
        var file = Path.Combine(folder, "growth.db");
        await using var engine = Open(file);
        var load = new Load(engine);
        var speeds = new List<double>();
        foreach (var leads in new[] { small, large })
        {
            await load.Fill(leads);
            Warm(file);
            await load.Commands(512, span / 2);
            var (fresh, known) = (await load.NewLeads(512, span), await load.Commands(512, span));
            report.Add(new Figure($"commands on random leads at {leads:N0}", known.PerSecond, "per s"));
            report.Add(new Figure($"new leads at {leads:N0}", fresh.PerSecond, "per s"));
            // Both kinds of work, half and half.
            speeds.Add(2 / (1 / fresh.PerSecond + 1 / known.PerSecond));
        }
        report.Add(new Figure("throughput, large over small", speeds[1] / speeds[0], "ratio", 0.7));
    }

    private static void Warm(string file)
    {
        using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
        source.CopyTo(Stream.Null, 1 << 20);
    }

    private static EmbeddedEngine Open(string file) => new(
        SqliteJournal.OpenOrCreate(file), SmallProgram.Program, new RecordingCourier(), TimeProvider.System);

    private static void Add(Report report, string what, int callers, Figures figures)
    {
        report.Add(new Figure($"{what}, {callers} caller{(callers > 1 ? "s" : "")}", figures.PerSecond, "per s"));
        report.Add(new Figure($"{what}, {callers} caller{(callers > 1 ? "s" : "")}, median", figures.MedianMs, "ms"));
    }
}
