using System.Globalization;

namespace LeadGrains.Lifecycle;

/// <summary>What an answer to a question would lead to.</summary>
/// <param name="Value">As the fact would record it.</param>
public sealed record AnswerEffect(string Value, string Words, int Score, Route Route);

/// <summary>A question that is still open, and how much hangs on it.</summary>
/// <param name="RouteChanges">Part of its answers that send the lead another way at once, 0 to 1.</param>
/// <param name="ReachChanges">Part of its answers after which another route is the best that can still come, 0 to 1.</param>
/// <param name="Swing">Points between its best answer and its worst.</param>
public sealed record OpenQuestion(Question Question, double RouteChanges, double ReachChanges, int Swing,
    IReadOnlyList<AnswerEffect> Answers);

/// <summary>Which question is worth asking: found from the definition, not from the order of a list (I5).</summary>
public static partial class Scoring
{
    /// <summary>
    /// The one unknown fact that can still change the verdict most. First counts how many of its answers change the route
    /// at once; then how many change the best route that can still be reached, with everything else unknown at its best;
    /// then the points between its answers. Null when no answer can change anything.
    /// </summary>
    public static Question? NextQuestion(LeadState lead, Moment now, Program program)
    {
        OpenQuestion? best = null;
        foreach (var open in OpenQuestions(lead, now, program))
            if (best is null || Weight(open).CompareTo(Weight(best)) > 0) best = open;
        return best?.Question;
    }

    /// <summary>Every question that is not answered yet and can change anything, in the program's order.</summary>
    public static IEnumerable<OpenQuestion> OpenQuestions(LeadState lead, Moment now, Program program)
    {
        var route = Judge(lead, now, program).Route;
        var reach = Reach(lead, now, program);
        foreach (var question in program.Questions)
        {
            if (lead.Fact(question.Fact) is not null || question.Choices.Count == 0) continue;
            var answers = question.Choices.Select(choice => Effect(lead, question.Fact, choice, now, program)).ToList();
            var points = answers.Select(a => a.Score).ToList();
            var open = new OpenQuestion(
                question,
                Part(answers, a => a.Route != route),
                Part(answers, a => Reach(Told(lead, question.Fact, a.Value), now, program) != reach),
                points.Max() - points.Min(),
                answers);
            if (Weight(open).CompareTo(default) > 0) yield return open;
        }
    }

    private static (double, double, int) Weight(OpenQuestion open) =>
        (open.RouteChanges, open.ReachChanges, open.Swing);

    private static double Part(List<AnswerEffect> answers, Func<AnswerEffect, bool> so) =>
        (double)answers.Count(so) / answers.Count;

    private static AnswerEffect Effect(LeadState lead, string fact, Choice choice, Moment now, Program program)
    {
        var verdict = Judge(Told(lead, fact, choice.Value), now, program);
        return new AnswerEffect(choice.Value, choice.Words, verdict.Score, verdict.Route);
    }

    private static LeadState Told(LeadState lead, string fact, string value) =>
        lead with { Facts = [.. lead.Facts, new Fact(fact, value, FactSource.Person, default)] };

    private static Route Reach(LeadState lead, Moment now, Program program) =>
        Judge(AtBest(lead, program), now, program).Route;

    // Every question still open gets the answer with the most points.
    private static LeadState AtBest(LeadState lead, Program program)
    {
        var facts = new List<Fact>(lead.Facts);
        foreach (var criterion in program.Definition.Criteria)
        {
            if (lead.Fact(criterion.Fact) is not null) continue;
            var best = criterion.Values.Select(v => (Value: v.Key, Points: v.Value))
                .Concat(criterion.Bands.Select(b => (Value: b.From.ToString(CultureInfo.InvariantCulture), b.Points)))
                .MaxBy(v => v.Points).Value;
            if (best is not null) facts.Add(new Fact(criterion.Fact, best, FactSource.Person, default));
        }
        return lead with { Facts = facts };
    }
}
