using System.Text.Json;
using System.Text.Json.Nodes;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Words;

/// <summary>An entry of the journal for programs: the events as they are kept, and each as a sentence.</summary>
internal static class EntryJson
{
    public static JsonObject Of(Entry entry, LeadId? lead)
    {
        var document = new JsonObject { ["seq"] = entry.Seq, ["at"] = entry.At.ToString() };
        if (lead is { } id) document["lead"] = id.ToString();
        if (entry.Team is { } team) document["team"] = team;
        document["version"] = entry.Version;
        document["by"] = entry.By;
        if (entry.CommandId is { } command) document["command"] = command;
        document["events"] = entry.Team is null
            ? JsonSerializer.SerializeToNode(entry.LeadEvents, JournalJson.Options)
            : JsonSerializer.SerializeToNode(entry.TeamEvents, JournalJson.Options);
        document["sentences"] = new JsonArray(
            [.. entry.LeadEvents.Select(Sentences.Of).Concat(entry.TeamEvents.Select(Sentences.Of))
                .Select(s => (JsonNode)s)]);
        return document;
    }
}
