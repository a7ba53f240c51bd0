using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>
/// Everything that is held about a person, as one document for them to take away (C6; GDPR, articles 15 and 20): what is
/// known, what they allowed, what happened. Pure.
/// </summary>
public static class PersonalData
{
    /// <param name="lead">The lead that lives on for the person.</param>
    /// <param name="timeline">Its entries, oldest first.</param>
    /// <param name="others">Leads that proved to be the same person, with their entries.</param>
    public static JsonObject Of(LeadLine lead, IReadOnlyList<Entry> timeline, IReadOnlyList<(LeadLine Lead, IReadOnlyList<Entry> Timeline)>? others = null) => new()
    {
        ["id"] = lead.Id.ToString(),
        ["person"] = Node(lead.State.Person),
        ["identities"] = new JsonArray([.. lead.State.Identities.Select(i => (JsonNode)i.ToString())]),
        ["facts"] = new JsonArray([.. lead.State.Facts.Select(f => (JsonNode)new JsonObject
        {
            ["name"] = f.Name, ["value"] = f.Value, ["source"] = f.Source.ToString(), ["at"] = f.At.ToString(),
        })]),
        ["preferences"] = Node(lead.State.Preferences),
        ["consents"] = new JsonArray([.. ConsentLedger.Of(timeline).Select(Of)]),
        ["state"] = Node(lead.State),
        ["timeline"] = new JsonArray([.. timeline.Select(Of)]),
        ["samePerson"] = new JsonArray([.. (others ?? []).Select(other => (JsonNode)Of(other.Lead, other.Timeline))]),
    };

    /// <summary>A step of the ledger for programs.</summary>
    public static JsonObject Of(ConsentLine line)
    {
        var step = new JsonObject { ["seq"] = line.Seq, ["at"] = line.At.ToString(), ["step"] = line.Step.ToString() };
        if (line.Topic is { } topic) step["topic"] = topic;
        if (line.Channel is { } channel) step["channel"] = channel.ToString();
        (step["by"], step["notedAt"]) = (line.By, line.NotedAt.ToString());
        if (line.Proof is not null) step["proof"] = Node(line.Proof);
        if (line.Request is { } request) step["request"] = new JsonObject { ["at"] = request.At.ToString(), ["proof"] = Node(request.Proof) };
        if (line.Lacks is { } lacking) step["lacks"] = lacking;
        return step;
    }

    private static JsonObject Of(Entry entry) => new()
    {
        ["seq"] = entry.Seq,
        ["at"] = entry.At.ToString(),
        ["by"] = entry.By,
        ["command"] = entry.CommandId,
        ["events"] = Node(entry.LeadEvents),
    };

    private static readonly JsonSerializerOptions ForPeople = new(JournalJson.Options) { Converters = { new InstantJson() } };

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, ForPeople);

    // The journal counts milliseconds; a person reads a date.
    private sealed class InstantJson : JsonConverter<Moment>
    {
        public override Moment Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Moment value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
