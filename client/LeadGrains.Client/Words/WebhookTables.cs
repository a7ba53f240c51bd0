using System.Text.Json.Nodes;
using LeadGrains.Client.Terminal;
using LeadGrains.Web;

namespace LeadGrains.Client.Words;

/// <summary>Webhooks and their dead letters, for people and for programs.</summary>
internal static class WebhookTables
{
    public static Grid Of(IReadOnlyList<WebhookView> hooks)
    {
        var grid = new Grid(">number", "name", "address", "whose leads", "stands", ">told up to", ">waiting", ">dead");
        foreach (var hook in hooks)
            grid.Add(Say.Number(hook.Number), hook.Name, hook.Url, hook.Whose, Say.Words(hook.Standing), Say.Number(hook.Told), Say.Number(hook.Waiting), Say.Number(hook.Dead));
        return grid;
    }

    public static Grid Of(IReadOnlyList<WebhookTry> letters)
    {
        var grid = new Grid("message", "tried", ">tries", "what became of it");
        foreach (var letter in letters) grid.Add(letter.Id, Say.Minute(letter.TriedAt), Say.Number(letter.Tries), letter.Answer);
        return grid;
    }

    public static JsonObject Document(WebhookView hook)
    {
        var document = new JsonObject
        {
            ["number"] = hook.Number,
            ["name"] = hook.Name,
            ["url"] = hook.Url,
            ["events"] = new JsonArray([.. hook.Events.Select(e => (JsonNode)e)]),
            ["whose"] = hook.Whose,
            ["standing"] = Say.Words(hook.Standing),
            ["because"] = hook.Because,
            ["madeAt"] = hook.MadeAt.ToString(),
            ["told"] = hook.Told,
            ["waiting"] = hook.Waiting,
            ["dead"] = hook.Dead,
        };
        if (hook.Secret is { } secret) document["secret"] = secret;
        return document;
    }

    public static JsonObject Document(WebhookTry letter) => new()
    {
        ["id"] = letter.Id,
        ["tries"] = letter.Tries,
        ["triedAt"] = letter.TriedAt.ToString(),
        ["answer"] = letter.Answer,
    };
}
