using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains program propose</c>, <c>sign</c> and <c>activate</c>: how a change comes into force.</summary>
internal static class ProgramSigningCommands
{
    private static Argument<int> Version => new("VERSION") { Description = "Its number, as 'program list' shows it" };
    private static Option<string> By => new("--by") { Description = "Who does it", HelpName = "NAME", Required = true };

    public static Command Proposing()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder with program.yaml and content/*.md" };
        var by = By;
        var note = new Option<string?>("--note") { Description = "Why, for those who sign", HelpName = "TEXT" };
        var command = new Command("propose",
            "Put up a changed program as a new version; it changes nothing until both sides signed it")
            { folder, by, note };
        command.SetAction(Session.Run((session, parsed, cancel) =>
            Propose(session, parsed.GetValue(folder)!, parsed.GetValue(by)!, parsed.GetValue(note), cancel)));
        return command;
    }

    public static Command Signing()
    {
        var (version, by) = (Version, By);
        var side = new Option<Side>("--as")
        {
            Description = "For which side: marketing or sales",
            HelpName = "SIDE",
            Required = true,
        };
        var command = new Command("sign", "Sign a version for marketing or for sales; nobody signs for both")
            { version, side, by };
        command.SetAction(Session.Run((session, parsed, cancel) =>
            Tell(session, _ => new Sign(parsed.GetValue(version), parsed.GetValue(side), parsed.GetValue(by)!),
                Signed, cancel)));
        return command;
    }

    public static Command Activating()
    {
        var (version, by) = (Version, By);
        by.Required = false;
        var command = new Command("activate",
            "Let a version that both sides signed take over; an earlier one can come back the same way")
            { version, by };
        command.SetAction(Session.Run((session, parsed, cancel) => Tell(session, versions =>
        {
            var number = parsed.GetValue(version);
            var program = versions.Text(number).Read().Program;
            return new Activate(number, parsed.GetValue(by) ?? Environment.UserName, program);
        }, (number, _) => $"Version {number} is at work. Verdicts carry its number from now on; "
            + "what falls due when was computed anew.", cancel)));
        return command;
    }

    private static Task<int> Propose(Session session, string folder, string by, string? note, CancellationToken cancel)
    {
        var text = ProgramText.FromFolder(folder);
        text.Read();
        return Tell(session, _ => new Propose(by, text.ToSetting(), note), (number, _) =>
            $"Proposed as version {number}. See 'leadgrains program diff {number}' and 'program replay {number}'; "
            + $"'program sign {number} --as marketing|sales --by NAME' signs it.", cancel);
    }

    private static string Signed(int number, Agreement agreement) => agreement.Version(number) is { IsSigned: true }
        ? $"Signed. Both sides have signed version {number}; 'leadgrains program activate {number}' lets it take over."
        : $"Signed. Version {number} waits for the other side.";

    private static async Task<int> Tell(Session session, Func<ProgramVersions, AgreementCommand> make,
        Func<int, Agreement, string> done, CancellationToken cancel)
    {
        using var views = session.Read();
        var command = make(ProgramVersions.Of(views));
        Reply reply;
        await using (var desk = Desk.Open(session))
        {
            // A file from before programs were kept works by the default one: from now on that is said in the file.
            if (!desk.Settings.ContainsKey(AgreementBook.ProgramSetting))
                await desk.Engine.Keep(AgreementBook.ProgramSetting, ProgramText.Default.ToSetting());
            reply = await desk.Engine.Tell(command, cancel);
        }
        var agreement = ProgramVersions.Of(views).Agreement;
        if (session.Out.Json)
            session.Out.Document(new JsonObject
            {
                ["reply"] = Say.Words(reply.Kind),
                ["version"] = reply.Version,
                ["active"] = agreement.Active,
                ["words"] = reply.Words,
            });
        else
            session.Out.Line(reply.Kind switch
            {
                ReplyKind.Done => done(reply.Version, agreement),
                ReplyKind.AlreadySo => command is Propose ? $"This is version {reply.Version} already; nothing changed."
                    : "Already so; nothing changed.",
                _ => $"{Say.Words(reply.Kind)}: {reply.Words}",
            }, reply.IsFine ? Look.Good : Look.Warn);
        return reply.IsFine ? Session.Fine : reply.Kind == ReplyKind.Busy ? Problems.Of(ProblemKind.Busy).ExitCode
            : Session.Refused;
    }
}
