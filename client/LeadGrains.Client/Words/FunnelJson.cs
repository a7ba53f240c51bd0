using System.Globalization;
using System.Text.Json.Nodes;
using LeadGrains.Reports;

namespace LeadGrains.Client.Words;

/// <summary>A funnel for programs; shares are parts of one, days are calendar days.</summary>
internal static class FunnelJson
{
    public static JsonObject Of(FunnelReport report)
    {
        var stages = new JsonObject();
        foreach (var (stage, count) in report.Stages) stages[Say.Stage(stage)] = count;
        return new JsonObject
        {
            ["leads"] = report.Funnel.Leads,
            ["nurtured"] = report.Funnel.Nurtured,
            ["qualified"] = report.Funnel.Qualified,
            ["offered"] = report.Funnel.Offered,
            ["accepted"] = report.Funnel.Accepted,
            ["won"] = report.Funnel.Won,
            ["lost"] = report.Funnel.Lost,
            ["stages"] = stages,
            ["bySource"] = Of(report.BySource),
            ["byRoute"] = Of(report.ByRoute),
            ["qualifiers"] = report.Qualifiers,
            ["owners"] = report.Owners,
            ["pairs"] = report.Pairs,
            ["daysToWon"] = Of(report.DaysToWon),
            ["firstContact"] = Day(report.FirstContact),
            ["lastContact"] = Day(report.LastContact),
            ["firstWon"] = Day(report.FirstWon),
            ["lastWon"] = Day(report.LastWon),
        };
    }

    /// <summary>Null without numbers.</summary>
    public static JsonObject? Of(Spread? spread) => spread is null ? null : new JsonObject
    {
        ["count"] = spread.Count,
        ["min"] = spread.Min,
        ["p25"] = spread.P25,
        ["median"] = spread.Median,
        ["p75"] = spread.P75,
        ["p90"] = spread.P90,
        ["max"] = spread.Max,
        ["mean"] = Math.Round(spread.Mean, 3),
    };

    private static JsonArray Of(IReadOnlyList<WonOf> parts) =>
        [.. parts.Select(p =>
            new JsonObject
            { ["name"] = p.Name, ["leads"] = p.Leads, ["won"] = p.Won, ["share"] = Math.Round(p.Share, 5) })];

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
