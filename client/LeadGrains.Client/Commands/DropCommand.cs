using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains drop PIECE</c>: an unscheduled piece to everybody who wants its topic, inside everybody's budget (N4).</summary>
internal static class DropCommand
{
    /// <summary>Commands under way: what one commit takes, and as much again.</summary>
    public const int UnderWayMax = 2_048;

    private static readonly EngineLimits Limits = new() { BatchCommandsMax = UnderWayMax / 2, MailboxCommandsMax = 2 * UnderWayMax };

    public static Command Build()
    {
        var piece = new Argument<string>("PIECE") { Description = "The piece to drop; 'content list' lists them" };
        var name = new Option<string?>("--id")
        { Description = "The drop's own name: run again under the same, it goes on where it stopped (default: today's date)", HelpName = "NAME" };
        var command = new Command("drop", "Send a piece to everybody who wants its topic, spread over weeks and inside everybody's budget") { piece, name };
        command.SetAction(Session.Run((session, parsed, cancel) => Run(session, parsed.GetValue(piece)!,
            parsed.GetValue(name) ?? session.Now.UtcDate.ToString("O", System.Globalization.CultureInfo.InvariantCulture), cancel)));
        return command;
    }

    private static async Task<int> Run(Session session, string id, string name, CancellationToken cancel)
    {
        var sum = new Sum();
        await using (var progress = new ProgressLine($"dropping {id}", session.Time))
        await using (var desk = Desk.Open(session, Limits))
        {
            var piece = desk.Program.Piece(id)
                ?? throw new ProblemException(ProblemKind.NotFound, $"the program has no piece '{id}'; 'leadgrains content list' lists what there is.");
            await Tell(session, desk, piece, new Ticket($"drop:{id}:{name}", By: "drop"), sum, progress, cancel);
        }
        if (session.Out.Json) session.Out.Document(Document(id, name, sum));
        else Report(session.Out, id, sum);
        cancel.ThrowIfCancellationRequested();
        return Session.Fine;
    }

    // A page of leads is read while the one before is decided; who can't get it isn't asked.
    private static async Task Tell(Session session, Desk desk, Piece piece, Ticket ticket, Sum sum, ProgressLine progress, CancellationToken cancel)
    {
        var underWay = new Queue<Task<Reply>>(UnderWayMax);
        using var views = session.Read();
        foreach (var lead in views.AllLeads())
        {
            if (cancel.IsCancellationRequested) break;
            sum.Leads++;
            if (lead.Stage is not (Stage.Inquiry or Stage.Nurturing or Stage.Qualified) || !NurturePlan.MayGo(piece, lead.State)
                || (lead.State.Person.Language ?? desk.Program.Language) != piece.Language) continue;
            if (underWay.Count >= UnderWayMax) sum.Add(await underWay.Dequeue());
            underWay.Enqueue(desk.Engine.Tell(lead.Id, new Drop(piece.Id), ticket, CancellationToken.None));
            if (sum.Leads % 256 == 0) progress.Set(0.5, $"{Say.Number(sum.Leads)} leads seen, {Say.Number(sum.Told)} get it");
        }
        while (underWay.Count > 0) sum.Add(await underWay.Dequeue());
    }

    private static void Report(Output to, string id, Sum sum)
    {
        to.Line($"{Say.Count(sum.Told, "person", "people")} of {Say.Number(sum.Leads)} will get {id}, each in their own hours, gap and budget.", Look.Good);
        if (sum.Known > 0) to.Line($"{Say.Count(sum.Known, "person", "people")} had it already, or wait for it.");
        if (sum.Refused > 0) to.Line($"{Say.Count(sum.Refused, "person", "people")} can't get it now; the first: {sum.FirstRefusal}", Look.Warn);
    }

    private static JsonObject Document(string id, string name, Sum sum) => new()
    {
        ["piece"] = id,
        ["id"] = name,
        ["leads"] = sum.Leads,
        ["told"] = sum.Told,
        ["known"] = sum.Known,
        ["refused"] = sum.Refused,
    };

    private sealed class Sum
    {
        public long Leads { get; set; }
        public long Told { get; private set; }
        public long Known { get; private set; }
        public long Refused { get; private set; }
        public string? FirstRefusal { get; private set; }

        public void Add(Reply reply)
        {
            switch (reply.Kind)
            {
                case ReplyKind.Done when reply.Lead is not null: Told++; break;
                case ReplyKind.Done or ReplyKind.AlreadySo: Known++; break; // an answer given again has no lead with it
                case ReplyKind.Busy:
                    throw new ProblemException(ProblemKind.Busy, $"there is no space for more: {reply.Words} Run it again with the same --id, it goes on from there.");
                default:
                    Refused++;
                    FirstRefusal ??= reply.Words;
                    break;
            }
        }
    }
}
