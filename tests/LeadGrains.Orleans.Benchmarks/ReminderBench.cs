using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadGrains.Benchmarks;
using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using LeadGrains.Orleans.Tests;
using Npgsql;

namespace LeadGrains.Orleans.Benchmarks;

/// <summary>
/// Leads with armed reminders: registered, the silo restarted, then due over a window; and again, all due at once while no
/// silo is up. How late their alarms are is read from the journal.
/// </summary>
internal static class ReminderBench
{
    public static async Task Run(Report report, Postgres postgres, int leads, TimeSpan window)
    {
        Report.Say($"{leads:N0} leads with armed reminders, due over {window.TotalMinutes:0.#} min after a restart");
        await Measure(report, postgres, leads, window, closed: TimeSpan.Zero, "due over the window");
        Report.Say($"{leads:N0} leads, all due at once while no silo is up");
        await Measure(report, postgres, leads, TimeSpan.Zero, closed: TimeSpan.FromSeconds(20), "due at once");
    }

    private static async Task Measure(Report report, Postgres postgres, int leads, TimeSpan window, TimeSpan closed, string what)
    {
        var connection = await postgres.Database();
        await using var database = NpgsqlDataSource.Create(connection);
        // Asked some time ago, so that all fall due when they have been made, at the same instant or over the window.
        var making = TimeSpan.FromSeconds(30 + leads / 700);
        var start = Moment.From(TimeProvider.System.GetUtcNow()) + making;
        var program = SmallProgram.Program with { Cadence = SmallProgram.Program.Cadence with { StartAfter = TimeSpan.FromDays(1) } };
        await using (var silo = await OneSilo.Start(connection, program))
        {
            var random = new Random(5);
            var engine = silo.Engine;
            await Parallel.ForEachAsync(Enumerable.Range(0, leads), new ParallelOptions { MaxDegreeOfParallelism = 128 }, async (n, cancel) =>
            {
                TimeSpan offset;
                lock (random) offset = window * random.NextDouble();
                await engine.Tell(Load.Lead(n), Load.Inquiry(n) with { At = start + offset - TimeSpan.FromDays(1), Consents = [] }, default, cancel);
            });
            var wait = Stopwatch.StartNew();
            while (await Count(database, "SELECT count(*) FROM OrleansRemindersTable") < leads && wait.Elapsed < TimeSpan.FromMinutes(1)) await Task.Delay(200);
        }
        report.Add(new Figure($"{what}: reminders registered", await Count(database, "SELECT count(*) FROM OrleansRemindersTable"), "of " + leads, leads));
        report.Add(new Figure($"{what}: left until the first is due", (start - Moment.From(TimeProvider.System.GetUtcNow())).TotalSeconds, "s"));
        if (start + closed - Moment.From(TimeProvider.System.GetUtcNow()) is var rest && closed > TimeSpan.Zero && rest > TimeSpan.Zero) await Task.Delay(rest);

        var wakes = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) => { if (instrument.Name == Wakes.Instrument) l.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => wakes.AddOrUpdate((string)tags[0].Value!, value, (_, sum) => sum + value));
        listener.Start();
        var opened = Moment.From(TimeProvider.System.GetUtcNow());
        await using (await OneSilo.Start(connection, program))
        {
            var end = Moment.Later(start, opened) + window + TimeSpan.FromMinutes(3);
            while (await Count(database, "SELECT count(*) FROM lead_row WHERE stage = 'Inquiry'") > 0 && Moment.From(TimeProvider.System.GetUtcNow()) < end) await Task.Delay(500);
        }
        report.Add(new Figure($"{what}: alarms lost", await Count(database, "SELECT count(*) FROM lead_row WHERE stage = 'Inquiry'"), "leads", 0, AtLeast: false));
        // Due is a day after the first entry's own instant of asking; nobody can be late before the house is open.
        foreach (var (name, part) in new[] { ("median", "0.5"), ("p99", "0.99"), ("latest", "1") })
            report.Add(new Figure($"{what}: late, {name}", await Count(database, $"""
                SELECT coalesce(percentile_disc({part}) WITHIN GROUP (ORDER BY since - greatest({opened.Milliseconds}, (convert_from(s.PayloadBinary, 'UTF8')::json -> 'state' ->> 'cycleSinceAt')::bigint + 86400000)), 0)
                FROM lead_row l JOIN OrleansStorage s ON s.GrainTypeString = 'lead' AND decode(convert_from(s.PayloadBinary, 'UTF8')::json -> 'state' ->> 'id', 'hex') = l.id WHERE l.stage = 'Nurturing'
                """) / 1000.0, "s", name == "latest" ? 90 : null, AtLeast: false));
        report.Add(new Figure($"{what}: wakes by reminder", wakes.GetValueOrDefault(Wakes.Reminder), "leads"));
        report.Add(new Figure($"{what}: wakes by sweep", wakes.GetValueOrDefault(Wakes.Sweep), "leads"));
    }

    private static async Task<long> Count(NpgsqlDataSource database, string sql)
    {
#pragma warning disable CA2100 // our own text
        await using var query = database.CreateCommand(sql);
#pragma warning restore CA2100
        query.CommandTimeout = 120;
        return Convert.ToInt64(await query.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
