using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains program list</c> and <c>diff</c>: which versions there are, what they say otherwise.</summary>
internal static class ProgramVersionsCommands
{
    public static Command Listing()
    {
        var command = new Command("list", "Show every version: who proposed it, who signed it, which one is at work");
        command.SetAction(Session.Run((session, _) => List(session)));
        return command;
    }

    public static Command Comparing()
    {
        var a = new Argument<int>("A") { Description = "A version; alone it is compared with the one at work" };
        var b = new Argument<int?>("B")
        {
            Description = "Another version: what it says otherwise than A",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("diff", "Tell in words what one version says otherwise than another") { a, b };
        command.SetAction(Session.Run((session, parsed) => Compare(session, parsed.GetValue(a), parsed.GetValue(b))));
        return command;
    }

    private static int List(Session session)
    {
        using var views = session.Read();
        var agreement = ProgramVersions.Of(views).Agreement;
        if (session.Out.Json)
        {
            session.Out.Document(new JsonArray([.. agreement.Versions.Select(v => Document(v, agreement))]));
            return Session.Fine;
        }
        var grid = new Grid(">version", "", "proposed", "marketing", "sales", "note");
        foreach (var version in agreement.Versions)
            grid.Add($"{version.Number}", Standing(version, agreement),
                version.IsFirst ? "the file began with it" : $"{version.ProposedBy}, {Say.Minute(version.ProposedAt)}",
                Signed(version, Side.Marketing), Signed(version, Side.Sales), version.Note);
        session.Out.Table(grid);
        return Session.Fine;
    }

    private static int Compare(Session session, int a, int? b)
    {
        using var views = session.Read();
        var versions = ProgramVersions.Of(views);
        var (from, to) = b is { } second ? (a, second) : (versions.Agreement.Active, a);
        var (before, after) = (versions.Text(from), versions.Text(to));
        before.Read();
        after.Read();
        var changes = ProgramVersions.Compare(before, after);
        if (session.Out.Json)
        {
            session.Out.Document(new JsonObject
            {
                ["from"] = from,
                ["to"] = to,
                ["changes"] = new JsonArray([.. changes.Select(c => new JsonObject
                {
                    ["section"] = c.Section, ["item"] = c.Item, ["before"] = c.Before, ["after"] = c.After,
                })]),
            });
            return Session.Fine;
        }
        if (changes.Count == 0)
        {
            session.Out.Line($"Version {to} says the same as version {from}.");
            return Session.Fine;
        }
        session.Out.Line($"What version {to} says otherwise than version {from}:", Look.Strong);
        var grid = new Grid("part", "what", $"version {from}", $"version {to}");
        foreach (var c in changes) grid.Add(c.Section, c.Item, c.Before ?? "–", c.After ?? "–");
        session.Out.Table(grid);
        return Session.Fine;
    }

    private static string Standing(ProgramVersion version, Agreement agreement) =>
        version.Number == agreement.Active ? "at work" : version.ActivatedAt is not null ? "was at work"
            : version.IsSigned ? "signed" : "proposed";

    private static string Signed(ProgramVersion version, Side side) =>
        version.SignatureOf(side) is { } s ? $"{s.By}, {Say.Minute(s.At)}" : version.IsFirst ? "" : "not yet";

    private static JsonObject Document(ProgramVersion version, Agreement agreement) => new JsonObject
    {
        ["version"] = version.Number,
        ["standing"] = Standing(version, agreement),
        ["proposedBy"] = version.IsFirst ? null : version.ProposedBy,
        ["proposedAt"] = version.IsFirst ? null : version.ProposedAt.ToString(),
        ["note"] = version.Note,
        ["digest"] = version.Digest,
        ["signatures"] = new JsonArray([.. version.Signatures
            .Select(s => new JsonObject { ["side"] = Say.Words(s.Side), ["by"] = s.By, ["at"] = s.At.ToString() })]),
        ["activatedAt"] = version.ActivatedAt?.ToString(),
        ["activatedBy"] = version.ActivatedBy,
    };
}
