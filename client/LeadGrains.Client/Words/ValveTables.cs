using System.Text.Json.Nodes;
using LeadGrains.Client.Terminal;
using LeadGrains.Reports;

namespace LeadGrains.Client.Words;

/// <summary>What the valve let through: new leads per member and day, and who waited how long.</summary>
internal static class ValveTables
{
    private const int BarChars = 40, DaysShown = 12;

    /// <summary>The first days of every team as bars: what the busiest member got, and all of them on average.</summary>
    public static void Tell(Output to, ReleaseReport release)
    {
        foreach (var team in release.Days.GroupBy(d => d.Team))
        {
            var members = team.Select(d => d.Member).Distinct().Count();
            var largest = team.Max(d => d.Offers);
            var grid = new Grid($"new leads a day, {team.Key}", ">most for one of " + Say.Number(members), ">on average", "");
            foreach (var day in team.GroupBy(d => d.Day).OrderBy(d => d.Key).Take(DaysShown))
                grid.Add(day.Key.ToString("ddd yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Say.Number(day.Max(d => d.Offers)),
                    ((double)day.Sum(d => d.Offers) / members).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture), Bar.Of(day.Max(d => d.Offers), largest, BarChars));
            to.Table(grid);
            to.Line();
        }
        to.Line(release.Waited == 0 ? "Nobody had to wait for a free hand."
            : $"Waited for a free hand: {Say.Number(release.Waited)}, of these {Say.Number(release.Released)} were offered, {Say.Number(release.WaitedInVain)} moved on, "
            + $"{Say.Number(release.Waiting)} wait; longest {Say.Span(release.LongestWait)}; passed over by a lesser one: {Say.Number(release.PassedOver)}.");
    }

    /// <summary>All of it, day by day and member by member.</summary>
    public static JsonObject Document(RehearsalPlan plan, ReleaseReport release) => new()
    {
        ["on"] = plan.Valve,
        ["waited"] = release.Waited,
        ["released"] = release.Released,
        ["waitedInVain"] = release.WaitedInVain,
        ["waiting"] = release.Waiting,
        ["passedOver"] = release.PassedOver,
        ["longestWaitHours"] = Math.Round(release.LongestWait.TotalHours, 2),
        ["teams"] = new JsonObject(release.Days.GroupBy(d => d.Team).Select(team => KeyValuePair.Create(team.Key, (JsonNode?)new JsonObject
        {
            ["mostNewPerMemberAndDay"] = team.Max(d => d.Offers),
            ["members"] = new JsonObject(team.GroupBy(d => d.Member).Select(m => KeyValuePair.Create(m.Key,
                (JsonNode?)new JsonObject(m.Select(d => KeyValuePair.Create(d.Day.ToString("O", null), (JsonNode?)d.Offers)))))),
        }))),
    };
}
