using System.CommandLine;
using LeadGrains.Client.Calls;
using LeadGrains.Client.Files;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains call done LEAD</c>: how a call went, told to the lead in one command.</summary>
internal static class CallDoneCommand
{
    public static Command Build()
    {
        var lead = new Argument<string>("LEAD") { Description = LeadFinder.Description };
        var by = AsMember.Option("Who called: the team and the member, such as call-centre/kim");
        var outcome = new Option<string>("--outcome") { Description = string.Join(", ", CallWords.Outcomes), HelpName = "OUTCOME", Required = true };
        outcome.Validators.Add(result =>
        {
            if (result.GetValue(outcome) is { } word && CallWords.Outcome(word) is null) result.AddError($"--outcome is one of {string.Join(", ", CallWords.Outcomes)}, not '{word}'");
        });
        var date = new Option<string?>("--date") { Description = "With not-before: the day they named", HelpName = "2027-03-01" };
        var answer = new Option<string[]>("--answer") { Description = "What they answered, word for word where it is their own", HelpName = "FACT=VALUE" };
        var note = new Option<string?>("--note") { Description = "What whoever comes next should know", HelpName = "TEXT" };
        var command = new Command("done", "Report how a call went: the outcome, answers, a note") { lead, by, outcome, date, answer, note };
        command.SetAction(Session.Run((session, parsed, cancel) => Done(session, parsed.GetValue(lead)!, parsed.GetValue(by)!,
            CallWords.Outcome(parsed.GetValue(outcome)!)!.Value, parsed.GetValue(date), parsed.GetValue(answer) ?? [], parsed.GetValue(note), cancel)));
        return command;
    }

    private static async Task<int> Done(Session session, string text, string asText, CallOutcome outcome, string? date, string[] answers,
        string? note, CancellationToken cancel)
    {
        LeadId lead;
        ReportCall report;
        using (var views = session.Read())
        {
            var program = session.ProgramAtWork(views.Setting).Read().Program;
            var by = AsMember.Parse(asText, views).ToString();
            var call = CallFinder.One(views, text, program, session.Now);
            lead = call.Lead.Id;
            report = new ReportCall(call.Touch.Number, by, outcome)
            {
                Facts = [.. answers.Select(answer => Told(answer, program))],
                Note = note,
                NotBeforeAt = Day(outcome, date),
            };
        }
        return await SendCommand.Send(session, lead, $"call {Say.Words(outcome)}", report, new Ticket(By: report.By), cancel);
    }

    // A day is a day where the person is.
    private static Moment? Day(CallOutcome outcome, string? text) => (outcome, text) switch
    {
        (CallOutcome.NotBefore, _) => CallWords.Day(text) ?? throw new ProblemException(ProblemKind.Usage, "not-before needs the day they named: --date 2027-03-01."),
        (_, null) => null,
        _ => throw new ProblemException(ProblemKind.Usage, "--date goes with --outcome not-before."),
    };

    private static Telling Told(string answer, Lifecycle.Program program)
    {
        if (answer.Split('=', 2) is not [{ Length: > 0 } fact, { Length: > 0 } value])
            throw new ProblemException(ProblemKind.Usage, $"--answer is FACT=VALUE, such as timeline=3-months, not '{answer}'.");
        var told = new Telling(fact, value);
        return CallWords.Fault(told, program) is { } fault ? throw new ProblemException(ProblemKind.Usage, fault) : told;
    }
}
