using System.CommandLine;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Words;
using LeadGrains.Mail;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains rehearse</c>: what would a program do to many leads? In memory, nothing is kept.</summary>
internal static class RehearseCommand
{
    private const int OwnersShown = 12;

    public static Command Build()
    {
        var leads = new Option<int>("--leads") { Description = "How many simulated leads, 1 to 10,000,000", DefaultValueFactory = _ => 10_000, HelpName = "N" };
        var months = new Option<int>("--months") { Description = "How many months, 1 to 120", DefaultValueFactory = _ => 18, HelpName = "N" };
        var seed = new Option<ulong>("--seed") { Description = "Another seed, other lives; the same seed, the same", DefaultValueFactory = _ => 1, HelpName = "S" };
        var within = new Option<int?>("--within-days") { Description = "All inquiries come in the first N days (default: over the months)", HelpName = "N" };
        var members = new Option<int?>("--members") { Description = "Members of each sales team (default: enough for the leads)", HelpName = "N" };
        var valve = new Option<string>("--valve") { Description = "off: members take whatever comes, to see the difference", DefaultValueFactory = _ => "on", HelpName = "on|off" };
        var year = new Option<bool>("--year") { Description = "A hard year: every time zone, twelve drops, consent in two steps, and a courier that refuses, is late and crashes" };
        var drops = new Option<int?>("--drops") { Description = "Drops to everybody who wants the topic, 0 to 100 (default: none, with --year 12)", HelpName = "N" };
        var command = new Command("rehearse", "Try a program on simulated leads: funnel, touches, load per owner, broken promises") { leads, months, seed, within, members, valve, year, drops };
        Bounds.Check(leads, 1, 10_000_000);
        Bounds.Check(months, 1, 120);
        Bounds.Check(within, 1, 3_650);
        Bounds.Check(members, 1, 1_000);
        Bounds.Check(drops, 0, 100);
        valve.AcceptOnlyFromAmong("on", "off");
        command.SetAction(Session.Run((session, parsed, cancel) =>
        {
            var hard = parsed.GetValue(year) ? RehearsalPlan.Year(parsed.GetValue(leads)) : null;
            var plan = (hard ?? new RehearsalPlan { Leads = parsed.GetValue(leads), Months = parsed.GetValue(months) }) with
            {
                Seed = parsed.GetValue(seed),
                Drops = parsed.GetValue(drops) ?? hard?.Drops ?? 0,
                ArriveWithin = parsed.GetValue(within) is { } days ? TimeSpan.FromDays(days) : null,
                Members = parsed.GetValue(members),
                Valve = parsed.GetValue(valve) == "on",
            };
            return Task.Run(() => Run(session, plan, cancel), CancellationToken.None);
        }));
        return command;
    }

    private static int Run(Session session, RehearsalPlan plan, CancellationToken cancel)
    {
        var program = Program(session).Read().Program;
        RehearsalReport report;
        using (var show = StageShow.Of(session, null)) report = Rehearsal.Run(plan, new MemoryJournal(), program, null, show.Tell, cancel);
        if (session.Out.Json) session.Out.Document(RehearsalTables.Document(report));
        else Tell(session.Out, report);
        return report.Check.IsClean ? Session.Fine : Session.Refused;
    }

    // The program of the file, where there is one.
    private static ProgramText Program(Session session)
    {
        if (session.ProgramFolder is not null || !File.Exists(session.FilePath)) return session.ProgramOf(_ => null);
        using var views = session.Read();
        var settings = views.Settings();
        return session.ProgramOf(name => settings.GetValueOrDefault(name));
    }

    private static void Tell(Output to, RehearsalReport report)
    {
        to.Line();
        RehearsalTables.Verdict(to, report.Check);
        RehearsalTables.Sending(to, report);
        to.Line();
        RehearsalTables.Chart(to, report.Funnel.Funnel);
        to.Line();
        RehearsalTables.Sources(to, report.Funnel);
        if (report.TouchesPerPerson is { } touches)
            to.Line($"Touches per person: median {touches.Median:0.#}, most {touches.Max:0}.");
        to.Line();
        var grid = new Grid("owner", ">offers", ">accepted", ">won", ">open at once", ">offers a day");
        foreach (var o in report.Owners.OrderByDescending(o => o.Offers).Take(OwnersShown))
            grid.Add($"{o.Team}/{o.Member}", Say.Number(o.Offers), Say.Number(o.Accepted), Say.Number(o.Won), Say.Number(o.OpenMax), Say.Number(o.OffersPerDayMax));
        to.Table(grid);
        to.Line();
        ValveTables.Tell(to, report.Release);
        to.Line($"{Say.Count(report.Plan.Leads, "lead")}, {Say.Count(report.Plan.Months, "month")} in {report.Elapsed.TotalSeconds:0.0} s; seed {report.Plan.Seed}.", Look.Quiet);
    }
}
