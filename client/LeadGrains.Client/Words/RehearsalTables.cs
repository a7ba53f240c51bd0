using System.Text.Json.Nodes;
using LeadGrains.Client.Terminal;
using LeadGrains.Reports;

namespace LeadGrains.Client.Words;

/// <summary>What a rehearsal showed, for people and for programs.</summary>
internal static class RehearsalTables
{
    private const int BarChars = 36, ViolationsShown = 10;

    /// <summary>The checker's verdict on what the journal promises.</summary>
    public static void Verdict(Output to, CheckReport check)
    {
        to.Line(check.IsClean
            ? $"The checker read {Say.Count(check.Entries, "entry", "entries")} of {Say.Count(check.Leads, "lead")} "
                + $"and found no broken promise:"
            : $"The checker found {Say.Count(check.Total, "broken promise")} in "
                + $"{Say.Count(check.Entries, "entry", "entries")}:", check.IsClean ? Look.Good : Look.Bad);
        if (check.IsClean)
            to.Line($"  one owner each at every instant; no two touches closer than "
                + $"{(check.ShortestGap is { } gap ? $"{gap.TotalDays:0.#} days" : "–")}; "
                + $"nobody opted in heard nothing for longer than {check.LongestSilence.TotalDays:0} days; nothing "
                    + $"twice to one person.");
        foreach (var violation in check.Examples.Take(ViolationsShown))
            to.Line($"  {Say.Minute(violation.At)} entry {violation.Seq}: {Say.Words(violation.Kind)}: "
                + $"{violation.Words}");
    }

    /// <summary>How evenly messages left, and what the courier did to them; nothing where nobody watched.</summary>
    public static void Sending(Output to, RehearsalReport report)
    {
        if (report.Check.Peaks is not { } peaks) return;
        to.Line($"  {Say.Number(peaks.Messages)} messages left: at most {Say.Number(peaks.BusiestMinute)} in any minute, "
            + $"{Say.Number(peaks.BusiestHour)} in the busiest hour, {peaks.Peak:0.0} times the mean of {peaks.MeanHour:0.0}.");
        if (report.Misdeeds.Count > 0)
            to.Line("  The courier: " + Say.List(report.Misdeeds.OrderBy(m => m.Key).Select(m => $"{Say.Words(m.Key)} {Say.Number(m.Value)}")) + ".");
    }

    /// <summary>The funnel as bars.</summary>
    public static void Chart(Output to, Funnel funnel)
    {
        var grid = new Grid("funnel", ">leads", "", ">of all");
        foreach (var step in funnel.Steps) grid.Add(step.Name, Say.Number(step.Count),
            Bar.Of(step.Count, step.Of, BarChars), Say.Percent(step.Share));
        to.Table(grid);
    }

    /// <summary>Wins by source, most leads first.</summary>
    public static void Sources(Output to, FunnelReport report)
    {
        var grid = new Grid("source", ">leads", ">won", ">share");
        foreach (var source in report.BySource)
            grid.Add(source.Name.Length == 0 ? "(not said)" : source.Name, Say.Number(source.Leads),
                Say.Number(source.Won), Say.Percent(source.Share));
        to.Table(grid);
        if (report.DaysToWon is { } days)
            to.Line($"Days from first contact to won: median {days.Median:0.#}, a quarter within {days.P25:0.#}, "
                + $"three quarters within {days.P75:0.#}, longest {days.Max:0}.");
    }

    /// <summary>All of it.</summary>
    public static JsonObject Document(RehearsalReport report) => new()
    {
        ["leads"] = report.Plan.Leads,
        ["months"] = report.Plan.Months,
        ["seed"] = report.Plan.Seed,
        ["seconds"] = Math.Round(report.Elapsed.TotalSeconds, 3),
        ["hash"] = report.Hash.ToString("x16", null),
        ["funnel"] = FunnelJson.Of(report.Funnel),
        ["touchesPerPerson"] = FunnelJson.Of(report.TouchesPerPerson),
        ["valve"] = ValveTables.Document(report.Plan, report.Release),
        ["check"] = CheckDocument(report.Check),
    };

    /// <summary>A checker's report.</summary>
    public static JsonObject CheckDocument(CheckReport check) => new()
    {
        ["clean"] = check.IsClean,
        ["entries"] = check.Entries,
        ["leads"] = check.Leads,
        ["violations"] = check.Total,
        ["longestSilenceDays"] = Math.Round(check.LongestSilence.TotalDays, 1),
        ["messages"] = check.Peaks?.Messages,
        ["busiestMinute"] = check.Peaks?.BusiestMinute,
        ["busiestHour"] = check.Peaks?.BusiestHour,
        ["meanHour"] = check.Peaks is { } peaks ? Math.Round(peaks.MeanHour, 1) : null,
        ["shortestGapDays"] = check.ShortestGap is { } gap ? Math.Round(gap.TotalDays, 2) : null,
        ["examples"] = new JsonArray([.. check.Examples.Take(ViolationsShown).Select(v => new JsonObject
        {
            ["kind"] = Say.Words(v.Kind), ["seq"] = v.Seq, ["lead"] = v.Lead, ["at"] = v.At.ToString(),
                ["words"] = v.Words,
        })]),
    };
}
