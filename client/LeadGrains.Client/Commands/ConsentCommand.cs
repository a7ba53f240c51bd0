using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Words;
using LeadGrains.Reports;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains consent LEAD</c>: what a person allowed, with the proof of it.</summary>
internal static class ConsentCommand
{
    public static Command Build()
    {
        var lead = new Argument<string>("LEAD") { Description = LeadFinder.Description };
        var command = new Command("consent", "Show what a person allowed and withdrew: when, where, which words, who noted it") { lead };
        command.SetAction(Session.Run((session, parsed) => Run(session, parsed.GetValue(lead)!)));
        return command;
    }

    private static int Run(Session session, string text)
    {
        using var views = session.Read();
        var lead = LeadFinder.One(views, text);
        var lines = ConsentLedger.Of(LeadHistory.Of(views, lead.Row));
        if (session.Out.Json)
            session.Out.Document(new JsonObject
            {
                ["id"] = lead.Id.ToString(),
                ["stands"] = new JsonArray([.. lead.State.Consents.Select(c => new JsonObject
                {
                    ["topic"] = c.Topic, ["channel"] = Say.Channel(c.Channel), ["stands"] = Say.Words(c.Standing), ["since"] = c.At.ToString(),
                })]),
                ["ledger"] = new JsonArray([.. lines.Select(PersonalData.Of)]),
            });
        else Tell(session.Out, LeadFinder.Name(lead), lines, ShowTables.Consents(lead.State));
        return Session.Fine;
    }

    private static void Tell(Output to, string name, IReadOnlyList<ConsentLine> lines, Grid stands)
    {
        to.Line(name, Look.Strong);
        if (lines.Count == 0)
        {
            to.Line("Never allowed anything, so nothing is sent.");
            return;
        }
        to.Table(stands);
        to.Line();
        to.Line("Ledger", Look.Accent);
        var grid = new Grid("at (UTC)", "what", "topic", "channel", "noted by", "where and which words");
        foreach (var line in lines)
            grid.Add(Say.Minute(line.At), Say.Words(line.Step, ' '), line.Topic is { } topic ? Say.Topic(topic) : "",
                line.Channel is { } channel ? Say.Channel(channel) : "every channel", line.By, Proof(line));
        to.Table(grid);
        if (lines.Count(l => l.Lacks is not null) is > 0 and var lacking)
            to.Line($"{Say.Count(lacking, "consent")} can't prove all of it, from before that was asked for.", Look.Warn);
    }

    private static string Proof(ConsentLine line)
    {
        if (line.Proof is not { } proof) return "";
        var where = new[] { proof.Form, proof.Page, proof.Address }.OfType<string>();
        return string.Join(", ", where) + (proof.Words.Length > 0 ? $": “{proof.Words}”" : "")
            + (proof.WordsVersion is { } version ? $" (version {version})" : "")
            + (line.Request is { } request ? $"; asked for {Say.Minute(request.At)}" : "")
            + (line.Lacks is { } lacking ? $"; lacks {lacking}" : "");
    }
}
