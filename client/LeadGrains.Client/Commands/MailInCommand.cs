using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Incoming;
using LeadGrains.Client.Terminal;
using LeadGrains.Mail;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains mail in FILE|FOLDER|-</c>: what comes back, each message once however often it is read.</summary>
internal static class MailInCommand
{
    /// <summary>Messages shown one by one; <c>--json</c> has all.</summary>
    private const int ShownMax = 200;

    public static Command Build()
    {
        var place = new Argument<string>("FILE|FOLDER|-") { Description = "A Maildir, a folder of .eml files, one message, or - for standard input" };
        var inquiries = new Option<bool>("--inquiries") { Description = "A letter from somebody unknown is an inquiry (default: it is kept for you to look at)" };
        var command = new Command("in", "Read bounces, complaints, out-of-office notes, unsubscriptions and replies; nothing is ever answered") { place, inquiries };
        command.SetAction(Session.Run((session, parsed, cancel) => Run(session, parsed.GetValue(place)!, parsed.GetValue(inquiries), cancel)));
        return command;
    }

    private static async Task<int> Run(Session session, string place, bool takesInquiries, CancellationToken cancel)
    {
        var handled = new List<HandledMail>();
        var unreadable = new List<string>();
        var unmatched = new UnmatchedFolder(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(session.FilePath))!, UnmatchedFolder.FolderName));
        try
        {
            await using var desk = Desk.Open(session);
            var intake = new MailIntake(desk.Engine, new MailReader(session.Time), new MailRules(ReturnPathsOf(desk.Settings)), unmatched, takesInquiries, session.Time);
            foreach (var waiting in MailSource.Open(place))
            {
                if (cancel.IsCancellationRequested) break;
                if (Bytes(waiting, unreadable) is not { } bytes) continue;
                handled.Add(await intake.Take(waiting.Name, bytes, CancellationToken.None));
                waiting.Done();
            }
        }
        catch (MailNotNowException e)
        {
            throw new ProblemException(ProblemKind.TryLater, e.Message);
        }
        catch (Exception e) when (place == "-" ? e is not ProblemException { Kind: ProblemKind.TryLater } : IsForLater(e))
        {
            // A mail server that pipes to us keeps the message and tries again; any other code would make it a bounce.
            throw new ProblemException(ProblemKind.TryLater, $"{e.Message.ReplaceLineEndings(" ")} {Say.Count(handled.Count, "message")} of this run are done; run it again later.");
        }
        if (session.Out.Json) session.Out.Document(Document(session, handled, unreadable, unmatched));
        else Tell(session, handled, unreadable, unmatched);
        cancel.ThrowIfCancellationRequested();
        var needsSomebody = unreadable.Count > 0 || handled.Any(h => h.Outcome is MailOutcome.Kept or MailOutcome.Refused);
        // On standard input a message that is safely kept is taken: the mail server must not send it back.
        return needsSomebody && place != "-" ? Session.Refused : Session.Fine;
    }

    // Where no touch ever had a signed return path there is no key, and no address is one.
    private static ReturnPathReader ReturnPathsOf(IReadOnlyDictionary<string, string> settings) =>
        ReturnPath.ReaderOf(ReturnPathKey.Kept(name => settings.GetValueOrDefault(name)));

    private static bool IsForLater(Exception e) => Problems.KindOf(e) is ProblemKind.FileUnusable or ProblemKind.Busy;

    private static byte[]? Bytes(WaitingMail waiting, List<string> unreadable)
    {
        try
        {
            return waiting.Read();
        }
        catch (Exception e) when (waiting.Name != "-" && e is IOException or UnauthorizedAccessException)
        {
            unreadable.Add($"{waiting.Name}: {e.Message}");
            return null;
        }
    }

    private static void Tell(Session session, List<HandledMail> handled, List<string> unreadable, UnmatchedFolder unmatched)
    {
        var grid = new Grid("message", "lead", "", "what it is");
        foreach (var mail in handled.Take(ShownMax))
            grid.Add(mail.Name, mail.Lead is { } lead ? lead.ToString()[..8] : "", Say.Words(mail.Outcome), mail.What);
        if (grid.Count > 0) session.Out.Table(grid);
        if (handled.Count > ShownMax) session.Out.Line($"… and {Say.Number(handled.Count - ShownMax)} more.", Look.Quiet);
        session.Out.Line($"{Say.Count(handled.Count, "message")}: {Say.List(Counts(handled).Select(c => $"{Say.Number(c.Count)} {c.Name}"))}.", Look.Good);
        if (handled.Exists(h => h.Outcome == MailOutcome.Kept)) session.Out.Line($"Messages about nobody we know are in {unmatched.Path}.", Look.Warn);
        foreach (var fault in unreadable) session.Out.Line($"Can't be read: {fault}", Look.Warn);
    }

    private static List<(string Name, int Count)> Counts(List<HandledMail> handled) =>
        [.. Enum.GetValues<MailOutcome>().Select(o => (Say.Words(o), handled.Count(h => h.Outcome == o))).Where(c => c.Item2 > 0)];

    private static JsonObject Document(Session session, List<HandledMail> handled, List<string> unreadable, UnmatchedFolder unmatched)
    {
        var document = new JsonObject { ["file"] = session.FilePath, ["messages"] = handled.Count };
        foreach (var outcome in Enum.GetValues<MailOutcome>()) document[Say.Words(outcome)] = handled.Count(h => h.Outcome == outcome);
        document["unmatched"] = unmatched.Path;
        document["unreadable"] = new JsonArray([.. unreadable.Select(u => (JsonNode)u)]);
        document["list"] = new JsonArray([.. handled.Select(h => new JsonObject
        {
            ["message"] = h.Name,
            ["outcome"] = Say.Words(h.Outcome),
            ["lead"] = h.Lead?.ToString(),
            ["what"] = h.What,
            ["keptAs"] = h.KeptAs,
        })]);
        return document;
    }
}
