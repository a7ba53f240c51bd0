using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains offer …</c>: what waits for somebody's answer, and the answer.</summary>
internal static class OfferCommand
{
    public static Command Build() => new("offer", "Leads that are offered to members now: list, accept, decline") { Listing(), Accepting(), Declining() };

    private static Argument<string> Lead => new("LEAD") { Description = LeadFinder.Description };
    private static Option<string> As => new("--as") { Description = "Who answers: the team and the member, such as sales/ines", HelpName = "TEAM/MEMBER", Required = true };

    private static Command Listing()
    {
        var team = new Option<string?>("--team") { Description = "Only this team's", HelpName = "TEAM" };
        var member = new Option<string?>("--member") { Description = "Only this member's", HelpName = "MEMBER" };
        var command = new Command("list", "Open offers, the most urgent first") { team, member };
        command.SetAction(Session.Run((session, parsed) => List(session, parsed.GetValue(team), parsed.GetValue(member))));
        return command;
    }

    private static Command Accepting()
    {
        var (lead, by) = (Lead, As);
        var command = new Command("accept", "Take it: from now on the lead is theirs, and the first contact is due") { lead, by };
        command.SetAction(Session.Run((session, parsed, cancel) =>
            Answer(session, parsed.GetValue(lead)!, parsed.GetValue(by)!, "accept", (number, member) => new Accept(number, member), cancel)));
        return command;
    }

    private static Command Declining()
    {
        var (lead, by) = (Lead, As);
        var reason = new Option<string>("--reason") { Description = "One of the program's reasons for declining", HelpName = "REASON", Required = true };
        var command = new Command("decline", "Leave it to the next, with a reason") { lead, by, reason };
        command.SetAction(Session.Run((session, parsed, cancel) =>
            Answer(session, parsed.GetValue(lead)!, parsed.GetValue(by)!, "decline", (number, member) => new Decline(number, member, parsed.GetValue(reason)!), cancel)));
        return command;
    }

    // The open offer is the one that is meant; without one, the lead says what it is instead.
    private static async Task<int> Answer(Session session, string text, string by, string name, Func<int, string, LeadCommand> make, CancellationToken cancel)
    {
        if (by.Split('/') is not [{ Length: > 0 } team, { Length: > 0 } member])
            throw new ProblemException(ProblemKind.Usage, $"--as is a team and a member, such as sales/ines, not '{by}'.");
        LeadLine lead;
        using (var views = session.Read()) lead = LeadFinder.One(views, text);
        if (lead.State.Handoff?.Offer is { } offer && offer.Team != team)
            throw new ProblemException(ProblemKind.Refused, $"the open offer is to {offer.Team}/{offer.Member}, not to {by}.");
        return await SendCommand.Send(session, lead.Id, name, make(lead.State.Requests, member), new Ticket(By: member), cancel);
    }

    private static int List(Session session, string? team, string? member)
    {
        using var views = session.Read();
        var offers = views.Teams().Where(t => team is null || t.Name == team)
            .SelectMany(t => t.Held).Where(h => !h.Value.Owned && (member is null || h.Value.Member == member))
            .Select(h => views.Lead(h.Key)).OfType<LeadLine>().Where(l => l.State.Handoff?.Offer is not null)
            .OrderBy(l => l.State.Handoff!.Offer!.DueAt).ThenBy(l => l.Id).ToList();
        if (session.Out.Json) session.Out.Document(new JsonArray([.. offers.Select(Document)]));
        else if (offers.Count == 0) session.Out.Line("No open offers.", Look.Quiet);
        else session.Out.Table(Table(offers, session.Now));
        return Session.Fine;
    }

    // Who the person is stays hidden until somebody accepts (P1).
    private static Grid Table(List<LeadLine> offers, Moment now)
    {
        var grid = new Grid("lead", "offered to", "route", ">score", "viewed", "until (UTC)", "");
        foreach (var lead in offers)
            if (lead.State.Handoff!.Offer is { } offer)
                grid.Add(lead.Id.ToString()[..8], $"{offer.Team}/{offer.Member}", Say.Route(lead.State.Handoff.Route), Say.Number(lead.State.Standing?.Score ?? 0),
                    offer.ViewedAt is { } at ? Say.Day(at) : "", Say.Minute(offer.DueAt), Say.Away(offer.DueAt, now));
        return grid;
    }

    private static JsonNode Document(LeadLine lead)
    {
        var (handoff, offer) = (lead.State.Handoff!, lead.State.Handoff!.Offer!);
        return new JsonObject
        {
            ["lead"] = lead.Id.ToString(),
            ["number"] = offer.Number,
            ["team"] = offer.Team,
            ["member"] = offer.Member,
            ["route"] = Say.Route(handoff.Route),
            ["score"] = lead.State.Standing?.Score,
            ["offeredAt"] = offer.OfferedAt.ToString(),
            ["viewedAt"] = offer.ViewedAt?.ToString(),
            ["dueAt"] = offer.DueAt.ToString(),
        };
    }
}
