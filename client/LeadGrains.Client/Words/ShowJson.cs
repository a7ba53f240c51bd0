using System.Text.Json;
using System.Text.Json.Nodes;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Words;

/// <summary><c>show --json</c>: one document.</summary>
internal static class ShowJson
{
    public static JsonObject Of(LeadLine lead, IReadOnlyList<Coming> coming, IReadOnlyList<Entry> timeline) => new()
    {
        ["id"] = lead.Id.ToString(),
        ["version"] = lead.Version,
        ["stage"] = Say.Stage(lead.Stage),
        ["owner"] = lead.State.Owner.ToString(),
        ["score"] = lead.Score,
        ["route"] = lead.Route is { } route ? Say.Route(route) : null,
        ["dueAt"] = lead.DueAt?.ToString(),
        ["due"] = new JsonArray(
            [.. coming.Select(c => new JsonObject { ["at"] = c.At.ToString(), ["what"] = c.What, ["rule"] = c.Rule })]),
        ["state"] = JsonSerializer.SerializeToNode(lead.State, JournalJson.Options),
        ["timeline"] = new JsonArray([.. timeline.Select(entry => EntryJson.Of(entry, lead.Id))]),
    };
}
