using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Reports;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains program feedback</c>: which rule sends leads that are declined or lost.</summary>
internal static class ProgramFeedbackCommand
{
    public static Command Build()
    {
        var command = new Command("feedback",
            "Tell which rule sends leads that are declined or lost, and which threshold would have avoided them");
        command.SetAction(Session.Run((session, _, cancel) => Task.FromResult(Run(session, cancel))));
        return command;
    }

    private static int Run(Session session, CancellationToken cancel)
    {
        using var views = session.Read();
        var reader = new FeedbackReader();
        foreach (var entry in views.Entries())
        {
            cancel.ThrowIfCancellationRequested();
            reader.Read(entry);
        }
        var report = reader.Report(session.ProgramOf(views.Setting).Read().Program);
        if (session.Out.Json) session.Out.Document(Document(report));
        else Tell(session.Out, report);
        return Session.Fine;
    }

    private static void Tell(Output to, FeedbackReport report)
    {
        if (report.Rules.Count == 0)
        {
            to.Line("No lead was handed over yet.");
            return;
        }
        var grid = new Grid("route", ">handed over", ">offers", ">won", ">declined", ">lost", "rule and reasons");
        foreach (var rule in report.Rules)
            grid.Add(
                Say.Route(rule.Rule.Route), Say.Number(rule.HandedOver), Say.Number(rule.Offers), Say.Number(rule.Won),
                Say.Number(rule.Declines.Sum(r => r.Count)), Say.Number(rule.Losses.Sum(r => r.Count)),
                rule.Rule.Because
                    + string.Concat(rule.Declines.Concat(rule.Losses).Select(r => $"; {r.Count} {r.Reason}")));
        to.Table(grid);
        to.Line();
        if (report.Changes.Count == 0)
            to.Line($"No threshold would have helped: that takes {FeedbackReader.SampleMin} declines or losses for one "
                + "reason, with lower scores than most wins.");
        foreach (var change in report.Changes) to.Line(change.Sentence, Look.Accent);
    }

    private static JsonObject Document(FeedbackReport report) => new()
    {
        ["rules"] = new JsonArray([.. report.Rules.Select(rule => new JsonObject
        {
            ["route"] = Say.Route(rule.Rule.Route),
            ["rule"] = rule.Rule.Because,
            ["handedOver"] = rule.HandedOver,
            ["offers"] = rule.Offers,
            ["won"] = rule.Won,
            ["declines"] = Reasons(rule.Declines),
            ["losses"] = Reasons(rule.Losses),
        })]),
        ["changes"] = new JsonArray([.. report.Changes.Select(change => new JsonObject
        {
            ["route"] = Say.Route(change.Rule.Route),
            ["rule"] = change.Rule.Because,
            ["reason"] = change.Reason,
            ["of"] = change.IsLoss ? "losses" : "declines",
            ["from"] = change.From,
            ["to"] = change.To,
            ["avoided"] = change.Avoided,
            ["sample"] = change.Of,
            ["winsMissed"] = change.WinsMissed,
            ["wins"] = change.Wins,
            ["sentence"] = change.Sentence,
        })]),
    };

    private static JsonObject Reasons(IReadOnlyList<ReasonCount> reasons)
    {
        var json = new JsonObject();
        foreach (var reason in reasons) json[reason.Reason] = reason.Count;
        return json;
    }
}
