using System.CommandLine;
using System.Globalization;
using LeadGrains.Client.Calls;
using LeadGrains.Client.Files;
using LeadGrains.Client.Words;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains call done LEAD</c>: how a call went, told to the lead in one command.</summary>
internal static class CallDoneCommand
{
    private static readonly string[] Outcomes = [.. Enum.GetValues<CallOutcome>().Select(o => Say.Words(o))];

    public static Command Build()
    {
        var lead = new Argument<string>("LEAD") { Description = LeadFinder.Description };
        var by = AsMember.Option("Who called: the team and the member, such as call-centre/kim");
        var outcome = new Option<string>("--outcome") { Description = string.Join(", ", Outcomes), HelpName = "OUTCOME", Required = true };
        outcome.Validators.Add(result =>
        {
            if (result.GetValue(outcome) is { } word && !Outcomes.Contains(word)) result.AddError($"--outcome is one of {string.Join(", ", Outcomes)}, not '{word}'");
        });
        var date = new Option<string?>("--date") { Description = "With not-before: the day they named", HelpName = "2027-03-01" };
        var answer = new Option<string[]>("--answer") { Description = "What they answered, word for word where it is their own", HelpName = "FACT=VALUE" };
        var note = new Option<string?>("--note") { Description = "What whoever comes next should know", HelpName = "TEXT" };
        var command = new Command("done", "Report how a call went: the outcome, answers, a note") { lead, by, outcome, date, answer, note };
        command.SetAction(Session.Run((session, parsed, cancel) => Done(session, parsed.GetValue(lead)!, parsed.GetValue(by)!,
            Outcome(parsed.GetValue(outcome)!), parsed.GetValue(date), parsed.GetValue(answer) ?? [], parsed.GetValue(note), cancel)));
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
            var call = CallQueue.One(views, text, program, session.Now);
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

    private static CallOutcome Outcome(string word) => Enum.GetValues<CallOutcome>()[Array.IndexOf(Outcomes, word)];

    // A date in the program's own words would be a guess; a day is a day where the person is.
    private static Moment? Day(CallOutcome outcome, string? text) => (outcome, text) switch
    {
        (CallOutcome.NotBefore, { } day) when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) =>
            Moment.Utc(at.Year, at.Month, at.Day),
        (CallOutcome.NotBefore, _) => throw new ProblemException(ProblemKind.Usage, "not-before needs the day they named: --date 2027-03-01."),
        (_, null) => null,
        _ => throw new ProblemException(ProblemKind.Usage, "--date goes with --outcome not-before."),
    };

    // An answer that is none of the question's would count for nothing, and nobody would notice.
    private static Telling Told(string answer, Program program)
    {
        if (answer.Split('=', 2) is not [{ Length: > 0 } fact, { Length: > 0 } value])
            throw new ProblemException(ProblemKind.Usage, $"--answer is FACT=VALUE, such as timeline=3-months, not '{answer}'.");
        var question = program.Questions.FirstOrDefault(q => q.Fact == fact);
        if (question is not null && question.Choices.All(c => c.Value != value) && program.Definition.Criteria.FirstOrDefault(c => c.Fact == fact) is not { Bands.Count: > 0 })
            throw new ProblemException(ProblemKind.Usage, $"'{value}' is no answer to “{question.Words}”; {Say.List(question.Choices.Select(c => c.Value))} are.");
        if (question is null && program.Definition.Criteria.All(c => c.Fact != fact))
            throw new ProblemException(ProblemKind.Usage, $"the program knows no fact '{fact}'; it knows {Say.List(program.Definition.Criteria.Select(c => c.Fact))}.");
        return new Telling(fact, value);
    }
}
