using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Serving;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Words;
using LeadGrains.Web;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains webhook …</c>: which other systems <c>serve</c> tells what happens, what they missed, and telling it again.</summary>
internal static class WebhookCommand
{
    public static Command Build() => new("webhook", "Other systems that are told what happens: add, list, pause, resume, rotate, remove; dead letters, and replay")
    {
        Adding(), Listing(), Lettering(), Replaying(),
        Of("pause", "Tell it nothing until it is resumed; nothing is lost meanwhile", number => new PauseWebhook(number), "is paused"),
        Of("resume", "Go on where it stopped", number => new ResumeWebhook(number), "goes on where it stopped"),
        Of("rotate", "A new secret, shown once; for a day messages are signed with both", number => new RotateWebhook(number), "has a new secret, and for a day the old one too. It is not shown again"),
        Of("remove", "End it for good, with what it missed", number => new RemoveWebhook(number), "is told nothing more"),
    };

    private static Argument<int> Which => new("NUMBER") { Description = "As webhook list shows it" };

    private static Command Adding()
    {
        var name = new Argument<string>("NAME") { Description = "For people" };
        var url = new Option<string>("--url") { Description = "Where it is told: https, and a public address", HelpName = "ADDRESS", Required = true };
        var events = new Option<string[]>("--event") { Description = $"Only these, once for each: {string.Join(", ", WebhookKinds.All)} (usual: all)", HelpName = "EVENT" };
        var whose = new Option<string?>("--of") { Description = "Whose leads: a team, or one member of it (usual: all leads)", HelpName = "TEAM[/MEMBER]" };
        var after = new Option<long?>("--after") { Description = "What happened after this entry of the journal too; 0: everything (usual: only what comes)", HelpName = "ENTRY" };
        var command = new Command("add", "Add one; its secret is shown once") { name, url, events, whose, after };
        command.SetAction(Session.Run((session, parsed, _) => Add(session, new WebhookInput
        {
            Name = parsed.GetValue(name),
            Url = parsed.GetValue(url),
            Events = parsed.GetValue(events) ?? [],
            Team = parsed.GetValue(whose)?.Split('/', 2)[0],
            Member = parsed.GetValue(whose)?.Split('/', 2).ElementAtOrDefault(1),
            After = parsed.GetValue(after),
        })));
        return command;
    }

    private static Command Listing()
    {
        var command = new Command("list", "All webhooks, and how they stand");
        command.SetAction(Session.Run((session, _) => List(session)));
        return command;
    }

    private static Command Lettering()
    {
        var number = Which;
        var command = new Command("dead", "Its dead letters: tried for 76 hours in vain") { number };
        command.SetAction(Session.Run((session, parsed) => Dead(session, parsed.GetValue(number))));
        return command;
    }

    private static Command Replaying()
    {
        var number = Which;
        var message = new Option<string?>("--message") { Description = "One dead letter, by its id", HelpName = "ID" };
        var from = new Option<long?>("--from") { Description = "Entries of the journal from this one on, instead of dead letters", HelpName = "ENTRY" };
        var to = new Option<long?>("--to") { Description = "The last of them (usual: the latest)", HelpName = "ENTRY" };
        var command = new Command("replay", "Tell all dead letters again, or one, or a range of entries, under the ids they had") { number, message, from, to };
        command.SetAction(Session.Run((session, parsed, _) =>
        {
            var (id, first, last) = (parsed.GetValue(message), parsed.GetValue(from), parsed.GetValue(to));
            if (last is not null && first is null) throw new ProblemException(ProblemKind.Usage, "--to goes with --from: the first entry to tell again.");
            return Replay(session, new ReplayWebhook(parsed.GetValue(number), new ReplayInput(id is null && first is null, id, first, last)));
        }));
        return command;
    }

    private static Command Of(string name, string description, Func<int, WebhookWish> wish, string done)
    {
        var number = Which;
        var command = new Command(name, description) { number };
        command.SetAction(Session.Run((session, parsed, _) => Tell(session, wish(parsed.GetValue(number)), hook => $"Webhook {hook.Number} ({hook.Name}) {done}{(hook.Secret is null ? "." : ":")}")));
        return command;
    }

    private static Task<int> Add(Session session, WebhookInput input) =>
        Tell(session, new AddWebhook(input), hook => $"Webhook {hook.Number} is told {(hook.Events.Count == 0 ? "everything" : Say.List(hook.Events))} while serve runs. Its secret is not shown again:");

    private static async Task<int> Tell(Session session, WebhookWish wish, Func<WebhookView, string> done)
    {
        var hook = (await Told(session, wish)).Shown!;
        if (session.Out.Json) session.Out.Document(WebhookTables.Document(hook));
        else
        {
            session.Out.Line(done(hook));
            if (hook.Secret is { } secret) session.Out.Verbatim(secret);
        }
        return Session.Fine;
    }

    private static async Task<int> Replay(Session session, ReplayWebhook wish)
    {
        var reply = await Told(session, wish);
        if (session.Out.Json) session.Out.Document(new JsonObject { ["replaying"] = reply.Replaying });
        else session.Out.Line($"{Say.Count(reply.Replaying, wish.Which.From is null ? "dead letter" : "entry", wish.Which.From is null ? null : "entries")} of webhook {wish.Number} will be told again while serve runs.");
        return Session.Fine;
    }

    private static async Task<WebhookReply> Told(Session session, WebhookWish wish)
    {
        await using var desk = Desk.Open(session);
        var reply = await desk.Engine.Tell(wish);
        if (reply.Faults.Count > 0) throw new ProblemException(ProblemKind.Usage, string.Join(' ', reply.Faults));
        if (reply.Refusal is { } why) throw new ProblemException(ProblemKind.Refused, why);
        return reply.Shown is null ? throw new ProblemException(ProblemKind.NotFound, "there is no such webhook or dead letter; 'leadgrains webhook list' and 'webhook dead' show them.") : reply;
    }

    private static int List(Session session)
    {
        var hooks = Kept(session).Of(WebhookWish.Owner);
        if (session.Out.Json) session.Out.Document(new JsonArray([.. hooks.Select(WebhookTables.Document)]));
        else if (hooks.Count == 0) session.Out.Line("No webhooks yet; 'leadgrains webhook add NAME --url ADDRESS' makes one.", Look.Quiet);
        else
        {
            session.Out.Table(WebhookTables.Of(hooks));
            foreach (var hook in hooks.Where(h => h.Because is not null)) session.Out.Line($"{hook.Number} is paused: {hook.Because}.", Look.Quiet);
        }
        return Session.Fine;
    }

    private static int Dead(Session session, int number)
    {
        var letters = Kept(session).Dead(WebhookWish.Owner, number) ?? throw Missing(number);
        if (session.Out.Json) session.Out.Document(new JsonArray([.. letters.Select(WebhookTables.Document)]));
        else if (letters.Count == 0) session.Out.Line("No dead letters.", Look.Quiet);
        else session.Out.Table(WebhookTables.Of(letters));
        return Session.Fine;
    }

    // To look only.
    private static WebhookDesk Kept(Session session)
    {
        using var views = session.Read();
        return new WebhookDesk(new WebhookBook(views.Webhooks(), _ => throw Looking()), null, session.Read, () => throw Looking(), () => session.Now);

        static InvalidOperationException Looking() => new("Who looks changes nothing.");
    }

    private static ProblemException Missing(int number) => new(ProblemKind.NotFound, $"there is no webhook {number}; 'leadgrains webhook list' shows them.");
}
