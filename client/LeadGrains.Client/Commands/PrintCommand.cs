using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Printing;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Commands;

/// <summary>
/// <c>leadgrains print</c>: the letters that wait, as a batch. Each is taken in hand (durable), then written, then
/// reported: what an interruption leaves in doubt is listed, and printed again only when somebody says so.
/// </summary>
internal static class PrintCommand
{
    /// <summary>Letters in one batch; the rest waits for the next.</summary>
    public const int LettersMax = 500;

    private const string LastSetting = "print.last";

    public static Command Build()
    {
        var to = new Option<string?>("--out", "-o") { Description = "The folder that batches are written to (default: outbox-print beside the file)", HelpName = "FOLDER" };
        var again = new Option<int?>("--again") { Description = "Write a batch once more by its number, also one that was interrupted", HelpName = "BATCH" };
        var printed = new Option<int?>("--printed") { Description = "The letters of an interrupted batch were printed after all: report them so", HelpName = "BATCH" };
        var command = new Command("print", "Write the letters that wait as a batch: one HTML page each, and a CSV file for mail merge") { to, again, printed };
        command.SetAction(Session.Run((session, parsed, cancel) => Run(session, parsed.GetValue(to), parsed.GetValue(again), parsed.GetValue(printed), cancel)));
        return command;
    }

    private static async Task<int> Run(Session session, string? to, int? again, int? printed, CancellationToken cancel)
    {
        var parent = to ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(session.FilePath))!, "outbox-print");
        using var alone = Alone(parent);
        await using var desk = Desk.Open(session);
        var program = session.ProgramAtWork(name => desk.Settings.GetValueOrDefault(name)).Read();
        if (again is { } number) return await Again(session, desk, program, parent, number, cancel);
        if (printed is { } arrived) return await Printed(session, desk, arrived, cancel);
        return await Next(session, desk, program, parent, cancel);
    }

    // Two at once would write the same batch, one over the other.
    private static FileStream Alone(string parent)
    {
        Directory.CreateDirectory(parent);
        try
        {
            return new FileStream(Path.Combine(parent, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
        }
        catch (IOException e)
        {
            throw new ProblemException(ProblemKind.Busy, $"another print writes into {parent} just now; run this again when it is done.", e);
        }
    }

    private static async Task<int> Next(Session session, Desk desk, ReadProgram program, string parent, CancellationToken cancel)
    {
        List<LeadLine> open;
        using (var views = session.Read()) open = [.. views.OpenTasks(Channel.Post)];
        var doubt = open.Where(line => line.State.Nurture.Pending!.Begun).GroupBy(line => line.State.Nurture.Pending!.Task!.By ?? "").ToList();
        foreach (var batch in doubt) Doubt(batch.Key, batch.Count());
        var waiting = open.Where(line => LeadLifecycle.MayTake(line.State, session.Now, program.Program)).Take(LettersMax).ToList();
        if (waiting.Count == 0) return Told(session, null, 0, null, doubt.Sum(b => b.Count()));

        var number = int.Parse(desk.Settings.GetValueOrDefault(LastSetting) ?? "0", CultureInfo.InvariantCulture) + 1;
        desk.Beside = () => (LastSetting, number.ToString(CultureInfo.InvariantCulture));
        var taken = await Task.WhenAll(waiting.Select(line => desk.Engine.Tell(line.Id,
            new TakeTask(line.State.Nurture.Pending!.Number, PrintBatch.NameOf(number)), Ticket(number), cancel)));
        var letters = waiting.Zip(taken).Where(pair => pair.Second is { Kind: ReplyKind.Done, Lead.Nurture.Pending.Begun: true })
            .Select(pair => Letter(pair.First.Id, pair.Second.Lead!, pair.Second.Lead!.Nurture.Pending!.Number, pair.Second.Lead!.Nurture.Pending!.Piece, session, program)).ToList();
        return await Write(session, desk, parent, number, letters, doubt.Sum(b => b.Count()), cancel);
    }

    // Whoever withdrew since then, or was erased, gets none.
    private static async Task<int> Again(Session session, Desk desk, ReadProgram program, string parent, int number, CancellationToken cancel)
    {
        var letters = new List<Letter?>();
        using (var views = session.Read())
            foreach (var (lead, touch, piece) in Of(views, number))
                if (views.Lead(lead) is { } line && program.Program.Piece(piece) is { } known && NurturePlan.MayGo(known, line.State))
                    letters.Add(Letter(lead, line.State, touch, piece, session, program));
        return await Write(session, desk, parent, number, letters, 0, cancel);
    }

    private static async Task<int> Printed(Session session, Desk desk, int number, CancellationToken cancel)
    {
        List<(LeadId Lead, int Touch, string Piece)> letters;
        using (var views = session.Read()) letters = Of(views, number);
        await Report(desk, number, letters.Select(l => (l.Lead, l.Touch)), cancel);
        return Told(session, number, letters.Count, null, 0);
    }

    private static async Task<int> Write(Session session, Desk desk, string parent, int number, IEnumerable<Letter?> all, int doubt, CancellationToken cancel)
    {
        var letters = all.OfType<Letter>().ToList();
        var batch = new PrintBatch(parent, number);
        batch.Write(letters);
        await Report(desk, number, letters.Select(l => (l.Lead, l.Touch)), cancel);
        return Told(session, number, letters.Count, batch.Folder, doubt);
    }

    private static Task<Reply[]> Report(Desk desk, int number, IEnumerable<(LeadId Lead, int Touch)> letters, CancellationToken cancel) =>
        Task.WhenAll(letters.Select(letter => desk.Engine.Tell(letter.Lead,
            new ReportTouch(letter.Touch, TouchOutcome.Sent, $"batch {number}"), Ticket(number), cancel)));

    // What the journal says that the batch took in hand.
    private static List<(LeadId Lead, int Touch, string Piece)> Of(LeadViews views, int number)
    {
        var entries = views.EntriesBy(PrintBatch.NameOf(number), LettersMax * 3);
        if (entries.Count == 0) throw new ProblemException(ProblemKind.NotFound, $"there is no batch {number}.");
        var made = entries.SelectMany(e => e.Entry.LeadEvents.OfType<TouchMade>().Select(m => (e.LeadId, m.Number, m.Piece))).ToList();
        return [.. entries.SelectMany(e => e.Entry.LeadEvents.OfType<TouchBegun>().Select(b => (Lead: e.LeadId!.Value, b.Number)))
            .Select(b => (b.Lead, b.Number, Piece: made.Where(m => m.LeadId == b.Lead && m.Number == b.Number).Select(m => m.Piece).FirstOrDefault()
                ?? (views.Lead(b.Lead)?.State.Nurture.Pending is { } pending && pending.Number == b.Number ? pending.Piece : null)))
            .Where(b => b.Piece is not null).Select(b => (b.Lead, b.Number, b.Piece!))];
    }

    private static Letter? Letter(LeadId lead, LeadState state, int touch, string piece, Session session, ReadProgram program) =>
        TouchText.Of(state, new TouchParcel(touch, piece, Channel.Post), session.Now, program.Program, program.Content, Stationery.Of(session)) is { } rendered
            ? new Letter(lead, touch, piece, program.Program.Piece(piece)?.Language ?? program.Program.Language, state.Person, rendered) : null;

    private static Ticket Ticket(int number) => new(By: PrintBatch.NameOf(number));

    private static void Doubt(string by, int count)
    {
        var number = by.Split('-')[^1];
        Output.Note($"{Say.Count(count, "letter")} of batch {number} may have been printed: it was interrupted. "
            + $"'leadgrains print --printed {number}' reports them, 'leadgrains print --again {number}' writes them again.");
    }

    private static int Told(Session session, int? number, int count, string? folder, int doubt)
    {
        session.Out.Line(number is null ? "No letter waits." : folder is null ? $"Reported {Say.Count(count, "letter")} of batch {number} as printed."
            : $"Batch {number}: {Say.Count(count, "letter")} in {folder}.", number is null ? Look.Quiet : Look.Good);
        if (session.Out.Json)
            session.Out.Document(new JsonObject { ["batch"] = number, ["letters"] = count, ["folder"] = folder, ["inDoubt"] = doubt });
        return doubt > 0 ? Session.Refused : Session.Fine;
    }
}
