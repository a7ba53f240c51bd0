using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Store;

namespace LeadGrains.Client.Words;

/// <summary>Touches in doubt, for people and for programs.</summary>
internal static class DoubtTables
{
    /// <summary>Told at once; who has more has another problem than the rest of them.</summary>
    public const int Max = 1_000;

    public static Grid Table(IEnumerable<DoubtLine> doubts)
    {
        var grid = new Grid("lead", "person", ">touch", "piece", "by", "when (UTC)", "");
        foreach (var (lead, doubt, isUnderWay) in doubts)
            grid.Add(lead.Id.ToString()[..8], LeadFinder.Name(lead), Say.Number(doubt.Number), doubt.Piece, Say.Channel(doubt.Channel),
                Say.Minute(doubt.At), isUnderWay ? "handed over, not reported yet" : "perhaps sent");
        return grid;
    }

    public static JsonArray Json(IEnumerable<DoubtLine> doubts) => new([.. doubts.Select(d => (JsonNode)new JsonObject
    {
        ["lead"] = d.Lead.Id.ToString(),
        ["touch"] = d.Doubt.Number,
        ["piece"] = d.Doubt.Piece,
        ["channel"] = Say.Channel(d.Doubt.Channel),
        ["at"] = d.Doubt.At.ToString(),
        ["underWay"] = d.IsUnderWay,
    })]);
}
