using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Intake;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains quarantine …</c>: inquiries that somebody should look at before they become leads.</summary>
internal static class QuarantineCommand
{
    /// <summary>Listed at once.</summary>
    private const int ListedMax = 100;

    public static Command Build() => new("quarantine", "Inquiries that wait until somebody has looked at them: list, show, release, purge")
    { Listing(), Showing(), Releasing(), Purging() };

    private static Argument<long> Number => new("NUMBER") { Description = "As 'quarantine list' shows it" };

    private static Command Listing()
    {
        var reason = new Option<string?>("--reason") { Description = "Only these: unreachable, disposable, trap or too-many", HelpName = "REASON" };
        var before = new Option<long?>("--before") { Description = "The next page: those before this number", HelpName = "NUMBER" };
        var command = new Command("list", "What waits, the latest first") { reason, before };
        command.SetAction(Session.Run((session, parsed) => List(session, parsed.GetValue(reason), parsed.GetValue(before) ?? long.MaxValue)));
        return command;
    }

    private static Command Showing()
    {
        var number = Number;
        var command = new Command("show", "All that one of them says") { number };
        command.SetAction(Session.Run((session, parsed) => Show(session, parsed.GetValue(number))));
        return command;
    }

    private static Command Releasing()
    {
        var number = Number;
        var email = new Option<string?>("--email") { Description = "How the person can be reached, where you found it out", HelpName = "ADDRESS" };
        var command = new Command("release", "Let it become a lead, asked when it arrived") { number, email };
        command.SetAction(Session.Run((session, parsed, cancel) => Release(session, parsed.GetValue(number), parsed.GetValue(email), cancel)));
        return command;
    }

    private static Command Purging()
    {
        var number = new Argument<long?>("NUMBER") { Description = "One of them", Arity = ArgumentArity.ZeroOrOne };
        var reason = new Option<string?>("--reason") { Description = "All of this reason", HelpName = "REASON" };
        var command = new Command("purge", "Throw one away, or all of a reason, for good") { number, reason };
        command.SetAction(Session.Run((session, parsed, cancel) => Purge(session, parsed.GetValue(number), parsed.GetValue(reason), cancel)));
        return command;
    }

    private static int List(Session session, string? reason, long before)
    {
        using var views = session.Read();
        var (waiting, counts, purged) = (views.Quarantine(ListedMax, before, reason), views.QuarantineCounts(), views.Setting(QuarantineLimits.PurgedSetting) ?? "0");
        if (session.Out.Json)
        {
            session.Out.Document(new JsonObject
            {
                ["counts"] = new JsonObject(counts.Select(c => KeyValuePair.Create(c.Reason, (JsonNode?)c.Count))),
                ["purged"] = long.Parse(purged, System.Globalization.CultureInfo.InvariantCulture),
                ["list"] = new JsonArray([.. waiting.Select(Document)]),
            });
            return Session.Fine;
        }
        var grid = new Grid(">number", "arrived (UTC)", "door", "who", "why it is here");
        foreach (var one in waiting) grid.Add(Say.Number(one.Number), Say.Minute(one.At), one.Door, Who(one), Suspicions.Say(one.Reason));
        if (grid.Count > 0) session.Out.Table(grid);
        session.Out.Line(counts.Count == 0 ? "Nothing waits." : $"{Say.List(counts.Select(c => $"{Say.Number(c.Count)} {c.Reason}"))}.", Look.Quiet);
        if (purged != "0") session.Out.Line($"{purged} were purged since the file was made, by hand or for their age.", Look.Quiet);
        return Session.Fine;
    }

    private static int Show(Session session, long number)
    {
        using var views = session.Read();
        var one = Find(views, number);
        if (session.Out.Json)
        {
            session.Out.Document(Document(one));
            return Session.Fine;
        }
        var (command, grid) = (one.Inquiry, new Grid("", ""));
        foreach (var (name, value) in new[]
        {
            ("arrived", Say.Minute(one.At)), ("door", one.Door), ("from", one.Sender), ("why it is here", Suspicions.Say(one.Reason)), ("name", command.Person.Name),
            ("e-mail", command.Person.Email), ("phone", command.Person.Phone), ("company", command.Person.Company), ("source", command.Origin.Source), ("page", command.Origin.Page),
        }.Concat(command.Facts.Select(f => (f.Name, (string?)f.Value))).Concat(command.Consents.Select(c => ($"agreed, {c.Topic} by {c.Channel}", (string?)c.Proof.Words))))
            if (!string.IsNullOrEmpty(value)) grid.Add(name, value);
        session.Out.Table(grid);
        return Session.Fine;
    }

    private static async Task<int> Release(Session session, long number, string? email, CancellationToken cancel)
    {
        if (email is not null && !EmailAddress.TryParse(email, out _)) throw new ProblemException(ProblemKind.Usage, $"'{email}' is no e-mail address.");
        Identity? better = email is not null && EmailAddress.TryParse(email, out var address) ? Identity.Email(address.Text) : null;
        LeadId lead;
        using (var views = session.Read()) lead = better is { } found ? LeadId.Of(found) : Find(views, number).Lead;
        Reply reply;
        await using (var desk = Desk.Open(session)) reply = await desk.Engine.Release(number, better, Environment.UserName, cancel);
        if (session.Out.Json) session.Out.Document(new JsonObject { ["number"] = number, ["reply"] = Say.Words(reply.Kind), ["lead"] = reply.IsFine ? lead.ToString() : null, ["words"] = reply.Words });
        else session.Out.Line(reply.IsFine ? $"Released; it is lead {lead.ToString()[..8]} now." : $"{Say.Words(reply.Kind)}: {reply.Words}", reply.IsFine ? Look.Good : Look.Warn);
        return CodeOf(reply);
    }

    private static async Task<int> Purge(Session session, long? number, string? reason, CancellationToken cancel)
    {
        if (number is null == reason is null) throw new ProblemException(ProblemKind.Usage, "name one: leadgrains quarantine purge NUMBER, or --reason trap.");
        List<long> numbers;
        using (var views = session.Read()) numbers = number is { } one ? [Find(views, one).Number] : [.. views.QuarantineNumbers(reason!)];
        Reply reply;
        await using (var desk = Desk.Open(session)) reply = await desk.Engine.Purge(numbers, cancel);
        if (session.Out.Json) session.Out.Document(new JsonObject { ["purged"] = reply.Version });
        else session.Out.Line($"{Say.Count(reply.Version, "inquiry", "inquiries")} purged.", Look.Good);
        return CodeOf(reply);
    }

    private static int CodeOf(Reply reply) => reply.IsFine ? Session.Fine : reply.Kind == ReplyKind.Busy ? Problems.Of(ProblemKind.Busy).ExitCode : Session.Refused;

    private static Quarantined Find(LeadViews views, long number) =>
        views.Quarantined(number) ?? throw new ProblemException(ProblemKind.NotFound, $"there is no inquiry {number} in quarantine; 'leadgrains quarantine list' shows what waits.");

    private static string Who(Quarantined one) => one.Inquiry.Person.Email ?? one.Inquiry.Person.Phone ?? one.Inquiry.Person.Name ?? "nobody";

    private static JsonNode Document(Quarantined one) => JsonSerializer.SerializeToNode(one, JournalJson.Options)!;
}
