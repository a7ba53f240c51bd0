using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Words;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains mail …</c>: what leaves, whether it may, and what nobody is sure of.</summary>
internal static class MailCommand
{
    public static Command Build() => new("mail", "What leaves the house and what comes back: status, hold, release, uncertain touches, in")
    {
        Status(), Holding("hold", "Send nothing until it is released", true),
        Holding("release", "Send again: what is too late is skipped, the rest leaves at its pace", false), Doubting(), MailInCommand.Build(),
    };

    private static Command Status()
    {
        var mail = MailOption();
        var command = new Command("status", "Where mail goes, whether it is held, and what waits") { mail };
        command.SetAction(Session.Run((session, parsed) => Show(session, MailFile.Read(parsed.GetValue(mail), session.FilePath))));
        return command;
    }

    private static Command Holding(string verb, string description, bool held)
    {
        var command = new Command(verb, description);
        command.SetAction(Session.Run(async (session, _, cancel) =>
        {
            await using (var desk = Desk.Open(session)) await desk.Engine.HoldSending(held, cancel);
            if (session.Out.Json) session.Out.Document(new JsonObject { ["held"] = held });
            session.Out.Line(held ? "Sending is held." : "Sending is released; 'leadgrains serve' sends.", Look.Good);
            return Session.Fine;
        }));
        return command;
    }

    private static Command Doubting()
    {
        var lead = new Argument<string?>("LEAD") { Description = LeadFinder.Description, Arity = ArgumentArity.ZeroOrOne };
        var number = new Argument<int?>("TOUCH") { Description = "The number of the touch", Arity = ArgumentArity.ZeroOrOne };
        var sent = new Option<bool>("--sent") { Description = "It was sent: the server's log says so" };
        var notSent = new Option<bool>("--not-sent") { Description = "It wasn't: its piece may come again" };
        var command = new Command("uncertain", "Touches that were perhaps sent; none is repeated by itself. With LEAD TOUCH and --sent or --not-sent, settle one")
        { lead, number, sent, notSent };
        command.SetAction(Session.Run(async (session, parsed, cancel) =>
        {
            var (who, touch, yes, no) = (parsed.GetValue(lead), parsed.GetValue(number), parsed.GetValue(sent), parsed.GetValue(notSent));
            if (who is null && !yes && !no) return List(session);
            if (who is null || touch is not { } which || yes == no)
                throw new ProblemException(ProblemKind.Usage, "to settle one, write: leadgrains mail uncertain LEAD TOUCH --sent, or --not-sent.");
            LeadLine found;
            using (var views = session.Read()) found = LeadFinder.One(views, who);
            return await SendCommand.Send(session, found.Id, "settle-touch", new SettleTouch(which, yes), new Ticket(By: "cli"), cancel);
        }));
        return command;
    }

    /// <summary>The option that names a mail file.</summary>
    public static Option<string?> MailOption() => new("--mail")
    {
        Description = "How mail leaves (default: mail.yaml beside the file; without one, into a pick-up folder)",
        HelpName = "FILE",
    };

    private static int List(Session session)
    {
        using var views = session.Read();
        var doubts = views.Doubts().Take(DoubtTables.Max).ToList();
        if (session.Out.Json) session.Out.Document(DoubtTables.Json(doubts));
        else if (doubts.Count == 0) session.Out.Line("No touch is in doubt.", Look.Good);
        else session.Out.Table(DoubtTables.Table(doubts));
        return Session.Fine;
    }

    private static int Show(Session session, MailSettings settings)
    {
        using var views = session.Read();
        var (outbox, doubts) = (views.Outbox(session.Now), views.Doubts().Take(DoubtTables.Max).Count(d => !d.IsUnderWay));
        var held = views.Setting(Sending.Setting) == Sending.Held;
        var where = MailDoor.WhereOf(settings, MailCourier.FolderOf(session.FilePath));
        if (session.Out.Json)
            session.Out.Document(new JsonObject
            {
                ["held"] = held,
                ["where"] = where,
                ["sender"] = settings.Sender.Email,
                ["waiting"] = outbox.Waiting,
                ["ready"] = outbox.Ready,
                ["nextAt"] = outbox.NextAt?.ToString(),
                ["uncertain"] = doubts,
            });
        session.Out.Line($"Mail goes to {where}{(settings.Smtp is null ? " (a pick-up folder: nothing leaves this machine)" : "")}.");
        session.Out.Line(held ? "Sending is held: 'leadgrains mail release' lets it go." : "Sending is not held.", held ? Look.Warn : Look.Good);
        session.Out.Line($"{Say.Count(outbox.Waiting, "parcel")} in the outbox, {Say.Number(outbox.Ready)} of them ready to leave"
            + (outbox.NextAt is { } next && outbox.Ready == 0 ? $", the next at {Say.Minute(next)} UTC." : "."));
        session.Out.Line(doubts == 0 ? "No touch is in doubt." : $"{Say.Count(doubts, "touch", "touches")} in doubt: 'leadgrains mail uncertain' lists them.");
        return Session.Fine;
    }
}
