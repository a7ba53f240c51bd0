using System.CommandLine;
using LeadGrains.Client.Files;
using LeadGrains.Client.Words;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains why LEAD</c>: the decision trace of the latest verdict, and what would change it.</summary>
internal static class WhyCommand
{
    public static Command Build()
    {
        var lead = new Argument<string>("LEAD") { Description = LeadFinder.Description };
        var command = new Command("why",
            "Tell why a lead is where it is: every criterion, the fact it saw, its points, "
            + "the rule that decided, what would change it") { lead };
        command.SetAction(Session.Run((session, parsed) => Run(session, parsed.GetValue(lead)!)));
        return command;
    }

    private static int Run(Session session, string text)
    {
        using var views = session.Read();
        var lead = LeadFinder.One(views, text);
        var versions = ProgramVersions.Of(views);
        var program = session.ProgramOf(views.Setting).Read().Program;
        var why = Explanation.Of(History(views, lead),
            number => number == program.Version ? program : Kept(versions, number), program);
        if (why is null)
            throw new ProblemException(ProblemKind.NotFound,
                $"{LeadFinder.Name(lead)} was never judged ({Say.Stage(lead.Stage)}).");
        var open = Scoring.OpenQuestions(lead.State, session.Now, program).ToList();
        var next = Scoring.NextQuestion(lead.State, session.Now, program);
        var now = Scoring.Judge(lead.State, session.Now, program);
        var asked = open.FirstOrDefault(o => o.Question == next);
        if (session.Out.Json) session.Out.Document(WhyJson.Of(lead, why, now, asked, program));
        else WhyTables.Tell(session.Out, lead, why, now, asked, program);
        return Session.Fine;
    }

    private static Lifecycle.Program? Kept(ProgramVersions versions, int number) =>
        versions.Agreement.Version(number) is null ? null : versions.Text(number).Read().Program;

    // From the first entry on: the facts of the verdict's instant are what the events before it say.
    private static List<Entry> History(LeadViews views, LeadLine lead)
    {
        var entries = views.Timeline(lead.Row).ToList();
        while (entries.Count > 0 && entries[^1].Previous > 0)
            entries.AddRange(views.Timeline(lead.Row, LeadViews.PageMax, entries[^1].Previous));
        entries.Reverse();
        return entries;
    }
}
