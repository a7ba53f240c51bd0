using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Typing;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains send LEAD COMMAND</c>: tells a lead something and prints the answer.</summary>
internal static class SendCommand
{
    public static Command Build()
    {
        var lead = new Argument<string>("LEAD") { Description = LeadFinder.Description };
        var name = new Argument<string?>("COMMAND")
        { Description = "What to tell it; left out, all commands are listed", Arity = ArgumentArity.ZeroOrOne };
        var fields = new Argument<string[]>("FIELDS")
        { Description = "Its fields: key=value, such as by=ines reason=price", Arity = ArgumentArity.ZeroOrMore };
        var data = new Option<string?>("--data") { Description = "Its fields as JSON instead", HelpName = "JSON" };
        var id = new Option<string?>("--id")
        { Description = "An id: the same id again gets the same answer and changes nothing", HelpName = "ID" };
        var by = new Option<string?>("--by")
        { Description = "Who says so, for the journal (default: cli)", HelpName = "NAME" };
        var command =
            new Command("send", "Tell a lead something: qualify, accept, win, optOut, … and print the answer")
            { lead, name, fields, data, id, by };
        command.SetAction(
            Session.Run((session, parsed, cancel) => Run(session, parsed.GetValue(lead)!, parsed.GetValue(name),
            Fields(parsed.GetValue(fields) ?? []), parsed.GetValue(data),
                new Ticket(parsed.GetValue(id), By: parsed.GetValue(by) ?? "cli"), cancel)));
        return command;
    }

    private static async Task<int> Run(Session session, string text, string? name,
        IReadOnlyList<KeyValuePair<string, string>> fields, string? data, Ticket ticket, CancellationToken cancel)
    {
        if (name is null) throw new ProblemException(
            ProblemKind.Usage, "which command? These there are (key=value for each field):")
        {
            Faults =
            CommandReader.Usages()
        };
        var command = CommandReader.Read(name, fields, data);
        LeadId lead;
        using (var views = session.Read()) lead = LeadFinder.One(views, text).Id;
        return await Send(session, lead, name, command, ticket, cancel);
    }

    /// <summary>Tells a lead something, prints the answer, and says by the exit code whether it was fine.</summary>
    public static async Task<int> Send(Session session, LeadId lead, string name, LeadCommand command, Ticket ticket, CancellationToken cancel)
    {
        Reply reply;
        await using (var desk = Desk.Open(session)) reply = await desk.Engine.Tell(lead, command, ticket, cancel);
        if (session.Out.Json) session.Out.Document(ReplyJson(lead, reply));
        else Tell(session.Out, name, reply);
        return reply.Kind switch
        {
            ReplyKind.Busy => Problems.Of(ProblemKind.Busy).ExitCode,
            _ => reply.IsFine ? Session.Fine : Session.Refused,
        };
    }

    private static void Tell(Output to, string name, Reply reply)
    {
        var now = reply.Lead is { } state
            ? $" The lead is {Say.Stage(state.Stage)}, owned by {state.Owner} (version {reply.Version})."
            : $" (version {reply.Version})";
        to.Line(reply.Kind switch
        {
            ReplyKind.Done => $"Done: {name}.{now}",
            ReplyKind.AlreadySo => $"Already so; nothing changed.{now}",
            _ => $"{Say.Words(reply.Kind)}: {reply.Words}",
        }, reply.IsFine ? Look.Good : Look.Warn);
    }

    /// <summary>An answer for programs.</summary>
    public static JsonObject ReplyJson(LeadId? lead, Reply reply)
    {
        var document = new JsonObject();
        if (lead is { } id) document["lead"] = id.ToString();
        document["reply"] = Say.Words(reply.Kind);
        document["version"] = reply.Version;
        if (reply.Words is { } words) document["words"] = words;
        if (reply.Lead is { } state) (document["stage"], document["owner"]) =
            (Say.Stage(state.Stage), state.Owner.ToString());
        return document;
    }

    private static List<KeyValuePair<string, string>> Fields(string[] given)
    {
        var fields = new List<KeyValuePair<string, string>>();
        for (var i = 0; i < given.Length; i++)
        {
            var at = given[i].IndexOf('=', StringComparison.Ordinal);
            if (at > 0) fields.Add(new(given[i][..at].TrimStart('-'), given[i][(at + 1)..]));
            else if (given[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < given.Length) fields.Add(
                new(given[i].TrimStart('-'), given[++i]));
            else throw new ProblemException(ProblemKind.Usage,
                $"'{given[i]}' is no field; key=value is meant, such as by=ines.");
        }
        return fields;
    }
}
