using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Reports;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains drop PIECE</c>: an unscheduled piece to everybody who wants its topic, inside everybody's budget (N4).</summary>
internal static class DropCommand
{
    private static readonly EngineLimits Limits = new() { BatchCommandsMax = DropRun.UnderWayMax / 2, MailboxCommandsMax = 2 * DropRun.UnderWayMax };

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
        DropSum sum;
        await using (var progress = new ProgressLine($"dropping {id}", session.Time))
        await using (var desk = Desk.Open(session, Limits))
        {
            var piece = desk.Program.Piece(id)
                ?? throw new ProblemException(ProblemKind.NotFound, $"the program has no piece '{id}'; 'leadgrains content list' lists what there is.");
            using var views = session.Read();
            sum = await DropRun.Tell(desk.Engine, views, desk.Program, piece, DropRun.TicketOf(id, name), DropRun.UnderWayMax, NoRoom,
                so => progress.Set(0.5, $"{Say.Number(so.Leads)} leads seen, {Say.Number(so.Told)} get it"), cancel);
        }
        if (session.Out.Json) session.Out.Document(Document(id, name, sum));
        else Report(session.Out, id, sum);
        cancel.ThrowIfCancellationRequested();
        return Session.Fine;
    }

    private static Task<bool> NoRoom(Reply reply) =>
        throw new ProblemException(ProblemKind.Busy, $"there is no space for more: {reply.Words} Run it again with the same --id, it goes on from there.");

    private static void Report(Output to, string id, DropSum sum)
    {
        to.Line($"{Say.Count(sum.Told, "person", "people")} of {Say.Number(sum.Leads)} will get {id}, each in their own hours, gap and budget.", Look.Good);
        if (sum.Known > 0) to.Line($"{Say.Count(sum.Known, "person", "people")} had it already, or wait for it.");
        if (sum.Refused > 0) to.Line($"{Say.Count(sum.Refused, "person", "people")} can't get it now; the first: {sum.FirstRefusal}", Look.Warn);
    }

    private static JsonObject Document(string id, string name, DropSum sum) => new()
    {
        ["piece"] = id,
        ["id"] = name,
        ["leads"] = sum.Leads,
        ["told"] = sum.Told,
        ["known"] = sum.Known,
        ["refused"] = sum.Refused,
    };
}
