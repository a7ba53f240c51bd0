using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Typing;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains team …</c>: who is there to own leads.</summary>
internal static class TeamCommand
{
    public static Command Build() => new("team", "The people who own leads: reps, partners, callers")
    {
        Listing(), Showing(), Adding(), Changing(), Pausing(), Changing("resume", "Back from holiday", name => new ResumeMember(name)),
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

    private static Command Showing()
    {
        var (team, member) = (Team, new Argument<string?>("MEMBER") { Description = "Only this member", Arity = ArgumentArity.ZeroOrOne });
        var command = new Command("show", "Show a team's members: what they take, hold and work") { team, member };
        command.SetAction(Session.Run((session, parsed) => Show(session, parsed.GetValue(team)!, parsed.GetValue(member))));
        return command;
    }

    private static Command Adding()
    {
        var (team, member, options) = (Team, Member, new MemberOptions());
        var command = new Command("add", "Add a member") { team, member };
        foreach (var option in options.All) command.Add(option);
        command.SetAction(Session.Run((session, parsed, cancel) => Tell(session, parsed.GetValue(team)!,
            (rule, _) => new AddMember(options.Of(parsed, new Member(parsed.GetValue(member)!), rule.Hours)), cancel)));
        return command;
    }

    private static Command Changing()
    {
        var (team, member, options) = (Team, Member, new MemberOptions());
        var command = new Command("change", "Change what a member takes: open offers that fit no longer are handed on, owned leads stay") { team, member };
        foreach (var option in options.All) command.Add(option);
        command.SetAction(Session.Run((session, parsed, cancel) => Tell(session, parsed.GetValue(team)!,
            (rule, state) => new ChangeMember(options.Of(parsed, state?.Seat(parsed.GetValue(member)!)?.Member ?? new Member(parsed.GetValue(member)!), rule.Hours)), cancel)));
        return command;
    }

    private static Command Pausing()
    {
        var (team, member) = (Team, Member);
        var until = new Option<DateTimeOffset>("--until") { Description = "The first day they are back", HelpName = "DATE", Required = true };
        var command = new Command("pause", "Holiday: everything they hold is handed on at once") { team, member, until };
        command.SetAction(Session.Run((session, parsed, cancel) => Tell(session, parsed.GetValue(team)!,
            (_, _) => new PauseMember(parsed.GetValue(member)!, Moment.From(parsed.GetValue(until))), cancel)));
        return command;
    }

    private static Command Changing(string verb, string description, Func<string, Lifecycle.TeamCommand> make)
    {
        var (team, member) = (Team, Member);
        var command = new Command(verb, description) { team, member };
        command.SetAction(Session.Run((session, parsed, cancel) => Tell(session, parsed.GetValue(team)!, (_, _) => make(parsed.GetValue(member)!), cancel)));
        return command;
    }

    private static async Task<int> Tell(
        Session session, string team, Func<TeamRule, TeamState?, Lifecycle.TeamCommand> make, CancellationToken cancel)
    {
        Reply reply;
        await using (var desk = Desk.Open(session))
        {
            var rule = desk.Program.Team(team) ?? throw NoTeam(team, desk.Program);
            var state = (await desk.Engine.FindTeam(team, cancel))?.State;
            reply = await desk.Engine.Tell(team, make(rule, state), new Ticket(By: "cli"), cancel);
        }
        if (session.Out.Json) session.Out.Document(SendCommand.ReplyJson(null, reply));
        else session.Out.Line(reply.Kind switch
        {
            ReplyKind.Done => "Done.",
            ReplyKind.AlreadySo => "Already so; nothing changed.",
            _ => $"{Say.Words(reply.Kind)}: {reply.Words}",
        }, reply.IsFine ? Look.Good : Look.Warn);
        return reply.IsFine ? Session.Fine : reply.Kind == ReplyKind.Busy ? Problems.Of(ProblemKind.Busy).ExitCode : Session.Refused;
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
                grid.Add(rule.Name, seat.Member.Name, Say.Number(seat.Open), Say.Number(seat.Member.CapacityOpen ?? rule.CapacityOpen),
                    Say.Number(seat.Given), seat.PausedUntilAt > session.Now ? $"away until {Say.Day(seat.PausedUntilAt.Value)}" : seat.Member.DisplayName);
            if (seats.Count == 0) grid.Add(rule.Name, "nobody yet");
        }
        session.Out.Table(grid);
        return Session.Fine;
    }

    private static int Show(Session session, string name, string? member)
    {
        using var views = session.Read();
        var settings = views.Settings();
        var program = session.ProgramOf(setting => settings.GetValueOrDefault(setting)).Read().Program;
        var rule = program.Team(name) ?? throw NoTeam(name, program);
        var seats = (views.Teams().FirstOrDefault(t => t.Name == name)?.Seats ?? []).Where(s => member is null || s.Member.Name == member).ToList();
        if (member is not null && seats.Count == 0)
            throw new ProblemException(ProblemKind.NotFound, $"there is no {member} in {name}; 'leadgrains team list' shows who there is.");
        if (session.Out.Json)
        {
            session.Out.Document(JsonSerializer.SerializeToNode<IReadOnlyList<Seat>>(seats, JournalJson.Options) ?? new JsonArray());
            return Session.Fine;
        }
        if (seats.Count == 0) session.Out.Line($"Nobody is in {name} yet; 'leadgrains team add {name} MEMBER' adds somebody.", Look.Quiet);
        else session.Out.Table(Seats(seats, rule, session.Now));
        return Session.Fine;
    }

    private static Grid Seats(List<Seat> seats, TeamRule rule, Moment now)
    {
        var grid = new Grid("member", ">open", ">of", ">new a day", ">ever", "takes", "zone", "");
        foreach (var seat in seats)
        {
            var takes = seat.Member.Countries.Concat(seat.Member.Languages).Concat(seat.Member.Segments).ToList();
            var hours = seat.Member.Hours ?? rule.Hours;
            grid.Add(seat.Member.Name, Say.Number(seat.Open), Say.Number(seat.Member.CapacityOpen ?? rule.CapacityOpen),
                Say.Number(seat.Member.CapacityNewPerDay ?? rule.CapacityNewPerDay), Say.Number(seat.Given),
                takes.Count == 0 ? MemberOptions.Any : string.Join(", ", takes), hours.Zone,
                seat.PausedUntilAt > now ? $"away until {Say.Day(seat.PausedUntilAt.Value)}" : BusinessTime.IsOpen(hours, now) ? "at work" : "");
        }
        return grid;
    }

    private static ProblemException NoTeam(string team, Lifecycle.Program program) =>
        new(ProblemKind.NotFound, $"the program has no team '{team}'; it has {Say.List(program.Teams.Select(t => t.Name))}.");
}
