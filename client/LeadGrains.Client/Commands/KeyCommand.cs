using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Web;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains key …</c>: who may use the API, and what signs the links in mail.</summary>
internal static class KeyCommand
{
    public static Command Build() => new("key", "Keys to the API: add, list, revoke; and rotate-links for the key of links in mail")
        { Adding(), Listing(), Revoking(), Rotating() };

    private static Command Adding()
    {
        var name = new Argument<string>("NAME") { Description = "What it is for; it stands in the journal" };
        var role = new Option<string>("--role")
        {
            Description = $"What it may: {string.Join(", ", Enum.GetValues<Role>().Select(r => Say.Words(r)))}",
            HelpName = "ROLE",
            Required = true,
        };
        var member = new Option<string?>("--member") { Description = "Whose it is, for sales-rep, partner-user and call-centre", HelpName = "TEAM/MEMBER" };
        var command = new Command("add", "Make a key; it is shown once and kept as a hash") { name, role, member };
        command.SetAction(Session.Run((session, parsed, _) => Add(session, parsed.GetValue(name)!, parsed.GetValue(role)!, parsed.GetValue(member))));
        return command;
    }

    private static Command Listing()
    {
        var command = new Command("list", "All keys, without themselves");
        command.SetAction(Session.Run((session, _) => List(session)));
        return command;
    }

    private static Command Revoking()
    {
        var number = new Argument<int>("NUMBER") { Description = "As key list shows it" };
        var command = new Command("revoke", "End a key for good") { number };
        command.SetAction(Session.Run((session, parsed, _) => Revoke(session, parsed.GetValue(number))));
        return command;
    }

    private static Command Rotating()
    {
        var command = new Command("rotate-links", "A new key for links in mail; those of the key before still work, older ones don't");
        command.SetAction(Session.Run((session, _, _) => Rotate(session)));
        return command;
    }

    private static async Task<int> Add(Session session, string name, string roleName, string? place)
    {
        if (!Enum.TryParse<Role>(roleName.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var role) || !Enum.IsDefined(role))
            throw new ProblemException(ProblemKind.Usage, $"there is no role '{roleName}'; {Say.List(Enum.GetValues<Role>().Select(r => Say.Words(r)))} there are.");
        var parts = place?.Split('/') ?? [];
        if (parts.Length is not (0 or 2)) throw new ProblemException(ProblemKind.Usage, $"--member is a team and a member, such as sales/ines, not '{place}'.");
        var caller = new Caller(name, role, parts.ElementAtOrDefault(0), parts.ElementAtOrDefault(1));
        await using var desk = Desk.Open(session);
        if (ApiKey.Fault(caller, desk.Program) is { } fault) throw new ProblemException(ProblemKind.Usage, fault);
        if (place is not null)
            using (var views = session.Read()) AsMember.Parse(place, views); // a key of nobody would open nothing, and nobody would notice
        var (key, text) = await desk.Engine.AddKey(caller);
        if (session.Out.Json) session.Out.Document(Document(key, text));
        else
        {
            session.Out.Line($"Key {key.Number} for {Say.Words(role)}{(place is null ? "" : $" {place}")}. It is not shown again:");
            session.Out.Verbatim(text);
        }
        return Session.Fine;
    }

    private static int List(Session session)
    {
        using var views = session.Read();
        var keys = ApiKey.Read(views.Setting);
        if (session.Out.Json) session.Out.Document(new JsonArray([.. keys.Select(k => Document(k))]));
        else if (keys.Count == 0) session.Out.Line("No keys yet; 'leadgrains key add NAME --role admin' makes one.", Look.Quiet);
        else
        {
            var grid = new Grid(">number", "name", "role", "of", "made", "revoked");
            foreach (var key in keys)
                grid.Add(Say.Number(key.Number), key.Name, Say.Words(key.Role), key.Team is null ? "" : $"{key.Team}/{key.Member}", Say.Day(key.MadeAt),
                    key.RevokedAt is { } at ? Say.Day(at) : "");
            session.Out.Table(grid);
        }
        return Session.Fine;
    }

    private static async Task<int> Revoke(Session session, int number)
    {
        await using var desk = Desk.Open(session);
        if (!await desk.Engine.RevokeKey(number))
            throw new ProblemException(ProblemKind.NotFound, $"there is no key {number}; 'leadgrains key list' shows them.");
        session.Out.Line($"Key {number} opens nothing any more.");
        return Session.Fine;
    }

    private static async Task<int> Rotate(Session session)
    {
        await using var desk = Desk.Open(session);
        var number = await desk.Engine.RotateLinks();
        session.Out.Line($"Links are signed with key {number} from now on; those of key {number - 1} still work.");
        return Session.Fine;
    }

    private static JsonObject Document(ApiKey key, string? text = null)
    {
        var document = new JsonObject
        {
            ["number"] = key.Number,
            ["name"] = key.Name,
            ["role"] = Say.Words(key.Role),
            ["member"] = key.Team is null ? null : $"{key.Team}/{key.Member}",
            ["madeAt"] = key.MadeAt.ToString(),
            ["revokedAt"] = key.RevokedAt?.ToString(),
        };
        if (text is not null) document["key"] = text;
        return document;
    }
}
