using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Words;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains team …</c>: who is there to own leads.</summary>
internal static class TeamCommand
{
    public static Command Build() => new("team", "The people who own leads: reps, partners, callers")
    {
        Listing(), Adding(), Pausing(), Changing("resume", "Back from holiday", name => new ResumeMember(name)),
        Changing("remove", "They left: everything they hold is handed on at once", name => new RemoveMember(name)),
    };

    private static Argument<string> Team => new("TEAM") { Description = "A team of the program, such as sales" };
    private static Argument<string> Member => new("MEMBER") { Description = "The member's short name, such as ines" };

    private static Command Listing()
    {
        var command = new Command("list", "Show all teams and their members");
        command.SetAction(Session.Run((session, _) => List(session)));
        return command;
    }

    private static Command Adding()
    {
        var (team, member) = (Team, Member);
        var display = new Option<string?>("--name")
        { Description = "As a lead reads it in an introduction", HelpName = "NAME" };
        var email = new Option<string?>("--email") { Description = "Where notices go", HelpName = "ADDRESS" };
        var phone = new Option<string?>("--phone") { HelpName = "NUMBER" };
        var capacity = new Option<int?>("--capacity")
        { Description = "Open leads and offers at most (default: the team's figure)", HelpName = "N" };
        var countries = new Option<string[]>("--country")
        { Description = "Countries they take; repeatable (default: any)", HelpName = "CODE" };
        var command = new Command("add", "Add a member") { team, member, display, email, phone, capacity, countries };
        command.SetAction(Session.Run((session, parsed, cancel) =>
        {
            var name = parsed.GetValue(member)!;
            return Tell(session, parsed.GetValue(team)!, new AddMember(new Member(name)
            {
                DisplayName = parsed.GetValue(display) ?? name,
                Email = parsed.GetValue(email),
                Phone = parsed.GetValue(phone),
                CapacityOpen = parsed.GetValue(capacity),
                Countries = parsed.GetValue(countries) ?? [],
            }), cancel);
        }));
        return command;
    }

    private static Command Pausing()
    {
        var (team, member) = (Team, Member);
        var until = new Option<DateTimeOffset>("--until")
        { Description = "The first day they are back", HelpName = "DATE", Required = true };
        var command = new Command("pause", "Holiday: everything they hold is handed on at once")
            { team, member, until };
        command.SetAction(Session.Run((session, parsed, cancel) => Tell(session, parsed.GetValue(team)!,
            new PauseMember(parsed.GetValue(member)!, Moment.From(parsed.GetValue(until))), cancel)));
        return command;
    }

    private static Command Changing(string verb, string description, Func<string, Lifecycle.TeamCommand> make)
    {
        var (team, member) = (Team, Member);
        var command = new Command(verb, description) { team, member };
        command.SetAction(
            Session.Run((session, parsed, cancel) =>
            Tell(session, parsed.GetValue(team)!, make(parsed.GetValue(member)!), cancel)));
        return command;
    }

    private static async Task<int> Tell(Session session, string team, Lifecycle.TeamCommand command,
        CancellationToken cancel)
    {
        Reply reply;
        await using (var desk = Desk.Open(session))
        {
            if (desk.Program.Team(team) is null)
                throw new ProblemException(ProblemKind.NotFound,
                    $"the program has no team '{team}'; it has {Say.List(desk.Program.Teams.Select(t => t.Name))}.");
            reply = await desk.Engine.Tell(team, command, new Ticket(By: "cli"), cancel);
        }
        if (session.Out.Json) session.Out.Document(SendCommand.ReplyJson(null, reply));
        else session.Out.Line(reply.Kind switch
        {
            ReplyKind.Done => "Done.",
            ReplyKind.AlreadySo => "Already so; nothing changed.",
            _ => $"{Say.Words(reply.Kind)}: {reply.Words}",
        }, reply.IsFine ? Look.Good : Look.Warn);
        return reply.IsFine ? Session.Fine : reply.Kind == ReplyKind.Busy ? Problems.Of(ProblemKind.Busy).ExitCode
            : Session.Refused;
    }

    private static int List(Session session)
    {
        using var views = session.Read();
        var teams = views.Teams();
        if (session.Out.Json)
        {
            session.Out.Document(JsonSerializer.SerializeToNode(teams, JournalJson.Options) ?? new JsonArray());
            return Session.Fine;
        }
        var settings = views.Settings();
        var program = session.ProgramOf(name => settings.GetValueOrDefault(name)).Read().Program;
        var grid = new Grid("team", "member", ">open", ">of", ">ever", "");
        foreach (var rule in program.Teams)
        {
            var seats = teams.FirstOrDefault(t => t.Name == rule.Name)?.Seats ?? [];
            foreach (var seat in seats)
                grid.Add(rule.Name, seat.Member.Name, Say.Number(seat.Open),
                    Say.Number(seat.Member.CapacityOpen ?? rule.CapacityOpen),
                    Say.Number(seat.Given), seat.PausedUntilAt > session.Now
                        ? $"away until {Say.Day(seat.PausedUntilAt.Value)}" : seat.Member.DisplayName);
            if (seats.Count == 0) grid.Add(rule.Name, "nobody yet");
        }
        session.Out.Table(grid);
        return Session.Fine;
    }
}
