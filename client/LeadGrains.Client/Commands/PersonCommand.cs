using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Store;
using LeadGrains.Web;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains person …</c>: who may sign in to the portal. Members of teams sign in as they are.</summary>
internal static class PersonCommand
{
    public static Command Build() => new("person", "People who may sign in to the portal: add, list, remove; and a link for who can't get mail")
        { Adding(), Listing(), Removing(), Linking() };

    private static Argument<string> Whom => new("WHO") { Description = "A name or number as person list shows it, or a member as sales/ines" };

    private static Command Adding()
    {
        var name = new Argument<string>("NAME") { Description = "As colleagues read it; it stands in the journal" };
        var email = new Option<string>("--email") { Description = "Where links to sign in go", HelpName = "ADDRESS", Required = true };
        var role = new Option<string>("--role") { Description = $"What they may: {string.Join(", ", PortalUser.OwnRoles.Select(r => Say.Words(r)))}", HelpName = "ROLE", Required = true };
        var command = new Command("add", "Let somebody sign in, with a role of their own") { name, email, role };
        command.SetAction(Session.Run((session, parsed, _) => Add(session, parsed.GetValue(name)!, parsed.GetValue(email)!, parsed.GetValue(role)!)));
        return command;
    }

    private static Command Listing()
    {
        var command = new Command("list", "Everybody who may sign in");
        command.SetAction(Session.Run((session, _, _) => List(session)));
        return command;
    }

    private static Command Removing()
    {
        var who = Whom;
        var command = new Command("remove", "They may not sign in any more; what they are signed in with ends") { who };
        command.SetAction(Session.Run((session, parsed, _) => Remove(session, parsed.GetValue(who)!)));
        return command;
    }

    private static Command Linking()
    {
        var who = Whom;
        var command = new Command("link", "Print a link to sign in, once, for who can't get mail: whoever has it is them") { who };
        command.SetAction(Session.Run((session, parsed, _) => Link(session, parsed.GetValue(who)!)));
        return command;
    }

    private static async Task<int> Add(Session session, string name, string email, string roleName)
    {
        if (!Enum.TryParse<Role>(roleName.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var role) || !Enum.IsDefined(role))
            throw new ProblemException(ProblemKind.Usage, $"there is no role '{roleName}'; {Say.List(PortalUser.OwnRoles.Select(r => Say.Words(r)))} there are.");
        await using var desk = Desk.Open(session);
        var answer = await desk.Engine.AddPerson(name, email, role);
        if (answer.Person is not { } person) throw new ProblemException(ProblemKind.Usage, answer.Fault!);
        if (session.Out.Json) session.Out.Document(Document(person));
        else session.Out.Line($"{person.Name} may sign in as {Say.Words(role)}; 'leadgrains person link {person.Number}' prints a link where mail doesn't reach.");
        return Session.Fine;
    }

    private static async Task<int> List(Session session)
    {
        using var views = session.Read();
        var people = PortalUser.Read(views.Setting).Where(p => p is { IsThere: true, HasOwnRole: true }).ToList();
        var members = await MembersOf(session, views).All();
        if (session.Out.Json)
        {
            session.Out.Document(new JsonArray([.. people.Select(Document), .. members.Select(Document)]));
            return Session.Fine;
        }
        var grid = new Grid(">number", "name", "e-mail", "role", "of");
        foreach (var person in people) grid.Add(Say.Number(person.Number), person.Name, person.Email, Say.Words(person.Role), "");
        foreach (var member in members) grid.Add("", member.Name, member.Email, Say.Words(member.Role), $"{member.Team}/{member.Member}");
        if (people.Count + members.Count == 0) session.Out.Line("Nobody yet; 'leadgrains person add NAME --email ADDRESS --role admin' lets somebody in.", Look.Quiet);
        else session.Out.Table(grid);
        return Session.Fine;
    }

    private static async Task<int> Remove(Session session, string who)
    {
        if (who.Contains('/', StringComparison.Ordinal))
            throw new ProblemException(ProblemKind.Refused, $"a member signs in as long as they are in their team; 'leadgrains team remove {who.Replace('/', ' ')}' ends that.");
        await using var desk = Desk.Open(session);
        var answer = await desk.Engine.RemovePerson(Named(session, who).Number);
        if (answer.Fault is { } fault) throw new ProblemException(ProblemKind.Refused, fault);
        session.Out.Line($"{answer.Person!.Name} signs in no more.");
        return Session.Fine;
    }

    private static async Task<int> Link(Session session, string who)
    {
        var settings = MailFile.Read(null, session.FilePath);
        await using var desk = Desk.Open(session);
        var person = who.Split('/') is [var team, var member] ? await Seated(session, desk, team, member) : Named(session, who);
        var link = await desk.Engine.MakeLink(person.Number) ?? throw NobodyBy(who);
        var address = $"{settings.Sender.PublicAddress() ?? link.Home ?? Listening()}/portal/sign-in/{link.Token}";
        if (session.Out.Json) session.Out.Document(new JsonObject { ["link"] = address });
        else
        {
            session.Out.Line($"For {person.Name}, once, within {SignInLimits.LinkFor.TotalMinutes:N0} minutes{(desk.IsServed ? "" : ", while serve runs")}:");
            session.Out.Verbatim(address);
        }
        return Session.Fine;
    }

    private static string Listening() => (Environment.GetEnvironmentVariable(ServeCommand.UrlsVariable) ?? ServeCommand.UrlsUsual).Split(';')[0].TrimEnd('/');

    private static async Task<PortalUser> Seated(Session session, Desk desk, string team, string member)
    {
        using var views = session.Read();
        var standing = await MembersOf(session, views).Find(team, member)
            ?? throw new ProblemException(ProblemKind.NotFound, $"{team} has no member {member} with an e-mail address; 'leadgrains team change {team} {member} --email ADDRESS' gives one.");
        return (await desk.Engine.SeatPerson(standing)).Person ?? throw new ProblemException(ProblemKind.Refused, $"a file has at most {SignInLimits.PeopleMax} people.");
    }

    private static PortalUser Named(Session session, string who)
    {
        using var views = session.Read();
        return PortalUser.Read(views.Setting).FirstOrDefault(p => p is { IsThere: true, HasOwnRole: true }
            && (p.Name.Equals(who, StringComparison.OrdinalIgnoreCase) || p.Number.ToString(CultureInfo.InvariantCulture) == who)) ?? throw NobodyBy(who);
    }

    private static ProblemException NobodyBy(string who) => new(ProblemKind.NotFound, $"there is no {who}; 'leadgrains person list' shows everybody.");

    private static Membership MembersOf(Session session, LeadViews views)
    {
        var (teams, program) = (views.Teams(), session.ProgramAtWork(views.Setting).Read().Program);
        return new Membership(team => Task.FromResult(teams.FirstOrDefault(t => t.Name == team)), () => program);
    }

    private static JsonObject Document(PortalUser person) => new()
    {
        ["number"] = person.Number,
        ["name"] = person.Name,
        ["email"] = person.Email,
        ["role"] = Say.Words(person.Role),
        ["addedAt"] = person.AddedAt.ToString(),
    };

    private static JsonObject Document(Standing member) => new()
    {
        ["member"] = $"{member.Team}/{member.Member}",
        ["name"] = member.Name,
        ["email"] = member.Email,
        ["role"] = Say.Words(member.Role),
    };
}
