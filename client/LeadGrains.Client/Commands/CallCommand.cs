using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Calls;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Reports;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains call …</c>: the call centre's queue (N7).</summary>
internal static class CallCommand
{
    public static Command Build() => new("call", "Calls that wait for the call centre: list, look at, take and report them")
    {
        Listing(), Showing(), Taking(), CallDoneCommand.Build(),
    };

    private static Argument<string> Lead => new("LEAD") { Description = LeadFinder.Description };

    private static Command Listing()
    {
        var team = new Option<string?>("--team") { Description = "What nobody has taken, and what this team has", HelpName = "TEAM" };
        var member = new Option<string?>("--member") { Description = "What nobody has taken, and what this member has", HelpName = "MEMBER" };
        var command = new Command("list", "Calls to be made, those that may be made now first") { team, member };
        command.SetAction(Session.Run((session, parsed) => List(session, parsed.GetValue(team), parsed.GetValue(member))));
        return command;
    }

    private static Command Showing()
    {
        var lead = Lead;
        var command = new Command("show", "A call's sheet: whom, the story so far, the script, the question") { lead };
        command.SetAction(Session.Run((session, parsed) =>
        {
            using var views = session.Read();
            var program = session.ProgramOf(views.Setting).Read();
            CallSheet.Show(session, CallFinder.One(views, parsed.GetValue(lead)!, program.Program, session.Now), program, "TEAM/MEMBER");
            return Session.Fine;
        }));
        return command;
    }

    private static Command Taking()
    {
        var lead = new Argument<string?>("LEAD") { Description = $"{LeadFinder.Description}; without one, the most urgent", Arity = ArgumentArity.ZeroOrOne };
        var by = AsMember.Option("Who calls: the team and the member, such as call-centre/kim");
        var command = new Command("take", "Take a call in hand, so that nobody else makes it, and show its sheet") { lead, by };
        command.SetAction(Session.Run((session, parsed, cancel) => Take(session, parsed.GetValue(lead), parsed.GetValue(by)!, cancel)));
        return command;
    }

    private static int List(Session session, string? team, string? member)
    {
        using var views = session.Read();
        var program = session.ProgramOf(views.Setting).Read().Program;
        var calls = WaitingCalls.Of(views, program, session.Now).Where(call => !call.IsTaken
            || call.Task.By?.Split('/') is not [var t, var m] || ((team is null || t == team) && (member is null || m == member))).ToList();
        if (session.Out.Json) session.Out.Document(new JsonArray([.. calls.Select(call => CallSheet.Document(call))]));
        else if (calls.Count == 0) session.Out.Line("No call waits.", Look.Quiet);
        else session.Out.Table(Table(calls, session.Now));
        return Session.Fine;
    }

    private static Grid Table(List<WaitingCall> calls, Moment now)
    {
        var grid = new Grid("lead", "who", "phone", "script", ">tried", "when", "worth it until (UTC)");
        foreach (var call in calls)
            grid.Add(call.Lead.Id.ToString()[..8], LeadFinder.Name(call.Lead), call.Lead.State.Person.Phone, call.Touch.Piece, Say.Number(call.Task.Attempts),
                call.IsTaken ? $"{call.Task.By} has it" : call.MayBeginNow ? "now" : call.Task.FromAt > now ? $"from {Say.Minute(call.Task.FromAt)}" : "in their hours",
                Say.Minute(call.Task.LapseAt));
        return grid;
    }

    // Who comes second, or too late, is told why; whoever was withdrawn meanwhile is left out.
    private static async Task<int> Take(Session session, string? text, string asText, CancellationToken cancel)
    {
        AsMember by;
        List<WaitingCall> calls;
        ReadProgram program;
        using (var views = session.Read())
        {
            program = session.ProgramAtWork(views.Setting).Read();
            by = AsMember.Parse(asText, views);
            calls = text is not null ? [CallFinder.One(views, text, program.Program, session.Now)]
                : [.. WaitingCalls.For(by.ToString(), views, program.Program, session.Now)];
        }
        await using var desk = Desk.Open(session);
        foreach (var call in calls)
        {
            var reply = await desk.Engine.Tell(call.Lead.Id, new TakeTask(call.Touch.Number, by.ToString()), new Ticket(By: by.ToString()), cancel);
            if (reply.IsFine && reply.Lead?.Nurture.Pending is { Begun: true, Task: { } task } touch)
            {
                CallSheet.Show(session, call with { Lead = call.Lead with { State = reply.Lead }, Touch = touch, Task = task }, program, by.ToString());
                return Session.Fine;
            }
            if (text is null) continue;
            throw new ProblemException(reply.Kind == ReplyKind.Busy ? ProblemKind.Busy : ProblemKind.Refused,
                reply.Words ?? "the person doesn't want the call any more, or somebody owns the lead now; it was called off.");
        }
        session.Out.Line("No call may be made now.", Look.Quiet);
        if (session.Out.Json) session.Out.Document(new JsonObject { ["lead"] = null });
        return Session.Fine;
    }
}
