using System.Diagnostics;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Benchmarks;

/// <summary>Alarms that are all due at the same instant, and what starting over many sleeping leads costs.</summary>
internal static class AlarmBench
{
    private static readonly Lifecycle.Program Agreed = SmallProgram.Program;

    /// <summary>The first touch of a lead that inquired on Monday at nine is due on Tuesday at nine.</summary>
    private static readonly Moment DueAt = SmallProgram.Monday + TimeSpan.FromDays(1);

    public static async Task Burst(Report report, string folder, int alarms)
    {
        Report.Say($"{alarms:N0} alarms due at the same instant");
        var file = Path.Combine(folder, "alarms.db");
        Sleepers(file, alarms);
        var time = new VirtualTime(DueAt);
        var courier = new RecordingCourier();
        var (handled, all) = (0, new TaskCompletionSource());
        var clock = Stopwatch.StartNew();
        await using var engine = new EmbeddedEngine(SqliteJournal.Open(file), Agreed, courier, time);
        engine.Committed += entries =>
        {
            foreach (var entry in entries)
                if (entry.LeadEvents.Any(e => e is TouchIntended)) handled++;
            if (handled >= alarms) all.TrySetResult();
        };
        await all.Task.WaitAsync(TimeSpan.FromMinutes(5));
        var seconds = clock.Elapsed.TotalSeconds;
        report.Add(new Figure($"{alarms:N0} alarms due at once", alarms / seconds, "per s", 10_000));

        // The clock stands still meanwhile, so the mail that may leave is what the pace allows for its first second.
        var perMinute = Agreed.Cadence.MailsPerMinuteMax;
        report.Add(new Figure("mails that left in the burst's first instant", courier.Left.Count, "mails", Math.Max(1, perMinute / 60), AtLeast: false));
        var left = courier.Left.Count;
        for (var second = 0; second < 60; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            for (var turn = 0; turn < 20; turn++) await engine.FindTeam("sales");
        }
        report.Add(new Figure("mails in the minute after it", courier.Left.Count - left, "mails", perMinute, AtLeast: false));
    }

    /// <summary>A child process, as `serve` is: how soon it rings, how much memory it takes, how long the stages take.</summary>
    public static async Task ColdStart(Report report, string folder, int leads)
    {
        Report.Say($"Cold start over {leads:N0} sleeping leads");
        var file = Path.Combine(folder, "cold.db");
        Sleepers(file, leads);
        using var views = LeadViews.Open(file);
        views.Stages();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++) views.Stages();
        report.Add(new Figure($"stages at {leads:N0} leads", clock.Elapsed.TotalMilliseconds / 20, "ms", 50, AtLeast: false));

        await using var served = await Served.Start(file);
        report.Add(new Figure("first overdue alarm after the start of serve", served.FirstEntrySeconds, "s", 2, AtLeast: false));
        await Task.Delay(TimeSpan.FromSeconds(5));
        report.Add(new Figure($"resident memory of serve over {leads:N0} leads", served.ResidentMegabytes, "MB", 300, AtLeast: false));
    }

    // Leads that all inquired at one instant, so that all are due at one instant.
    private static void Sleepers(string file, int leads)
    {
        if (File.Exists(file)) return;
        using var engine = new SteppedEngine(SqliteJournal.Create(file), Agreed, new RecordingCourier(), SmallProgram.Monday,
            new EngineLimits { BatchCommandsMax = 4096 });
        for (var n = 1; n <= leads; n++) engine.Do(Load.Lead(n), Load.Inquiry(n));
    }
}
