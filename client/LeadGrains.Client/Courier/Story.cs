using LeadGrains.Client.Words;
using LeadGrains.Lifecycle;

namespace LeadGrains.Client.Courier;

/// <summary>The story so far, for whoever takes a lead over: so that nobody has to tell everything again (Q9).</summary>
internal static class Story
{
    private const int PiecesShown = 6, ReasonsShown = 4;

    /// <summary>All of it, in short paragraphs. For the owner only: it names the person.</summary>
    public static string Of(LeadState lead, Program program, Moment now) => string.Join("\n\n", new[]
    {
        Who(lead), Came(lead), Titled("What they said", Said(lead, program)), Titled("What they read", Read(lead, program)),
        Titled("Score", Score(lead, program, now)), Titled("To begin with", Opening(lead, program, now)),
    }.Where(part => part.Length > 0));

    /// <summary>Answers in the words of the questions; nothing that names the person.</summary>
    public static IEnumerable<string> Answers(LeadState lead, Program program) => lead.Facts.Select(fact =>
    {
        var question = program.Questions.FirstOrDefault(q => q.Fact == fact.Name);
        var words = question?.Choices.FirstOrDefault(c => c.Value == fact.Value)?.Words ?? fact.Value;
        var from = fact.Source == FactSource.Enrichment ? " (looked up, not said)" : "";
        return question is null ? $"{fact.Name}: {words}{from}" : $"{question.Words} “{words}”{from}";
    });

    /// <summary>One line of what was answered, for an introduction or a call; empty when nothing was.</summary>
    public static string Summary(LeadState lead, Program program) => Say.List(lead.Facts.Where(f => f.Source != FactSource.Enrichment)
        .Select(f => $"{f.Name.Replace('_', ' ')} {program.Questions.FirstOrDefault(q => q.Fact == f.Name)?.Choices.FirstOrDefault(c => c.Value == f.Value)?.Words ?? f.Value}"));

    /// <summary>The topics they asked for; empty when they said none.</summary>
    public static string Interests(LeadState lead) => Say.List(lead.Consents
        .Where(c => c.Standing == ConsentStanding.Given && c.Topic != Consents.EveryTopic).Select(c => c.Topic).Distinct());

    private static string Who(LeadState lead)
    {
        var person = lead.Person;
        var who = string.Join(", ", new[] { person.Name, person.JobTitle, person.Company, person.Country }.OfType<string>());
        var reach = string.Join(", ", new[] { person.Email, person.Phone, person.PostalAddress }.OfType<string>());
        return $"{(who.Length > 0 ? who : "Somebody who gave no name")}\n{reach}".TrimEnd();
    }

    private static string Came(LeadState lead) =>
        $"Asked first on {Say.Day(lead.FirstInquiryAt)}"
        + (lead.Origin.Source.Length > 0 ? $", came through {lead.Origin.Source}" : "")
        + (lead.Origin.Campaign is { } campaign ? $", campaign {campaign}" : "")
        + (lead.Origin.Offer is { } offer ? $", for {offer}" : "")
        + (lead.Inquiries > 1 ? $"; asked {lead.Inquiries} times, last on {Say.Day(lead.LastInquiryAt)}" : "") + "."
        + (lead.Wins > 0 ? $" Has bought {Say.Count(lead.Wins, "time")} before." : "");

    private static IEnumerable<string> Said(LeadState lead, Program program) =>
        (lead.WishWords is { } words ? [$"“{words}” ({Say.Day(lead.WishedAt)})"] : Array.Empty<string>()).Concat(Answers(lead, program));

    // What they could read: not a call's script, and not what is still under way.
    private static List<string> Reading(LeadState lead, Program program) => [.. lead.Nurture.Seen
        .Where(id => id != lead.Nurture.Pending?.Piece && program.Piece(id)?.Channel != Channel.Call)];

    private static IEnumerable<string> Read(LeadState lead, Program program)
    {
        var seen = Reading(lead, program);
        if (seen.Count > 0) yield return Say.List(seen.TakeLast(PiecesShown).Select(id => id.Replace('-', ' '))) + (seen.Count > PiecesShown ? $", and {seen.Count - PiecesShown} before" : "");
        if (lead.Engagement.Points > 0) yield return $"last did something with it on {Say.Day(lead.Engagement.At)}";
    }

    private static IEnumerable<string> Score(LeadState lead, Program program, Moment now)
    {
        if (lead.Standing is { } standing) yield return $"{standing.Score} points, {Say.Route(standing.Route)} (program version {standing.ProgramVersion})";
        foreach (var line in Scoring.Judge(lead, now, program).Trace.Where(l => l.Points != 0).OrderByDescending(l => Math.Abs(l.Points)).Take(ReasonsShown))
            yield return $"{line.Points:+0;-0} {line.Criterion}: {line.Saw}";
    }

    // What they want first, else what they told, else what they read.
    private static IEnumerable<string> Opening(LeadState lead, Program program, Moment now)
    {
        var name = lead.Person.FirstName is { } first ? $"“{first}, " : "“";
        if (lead.WishWords is { } words) yield return $"{name}you wrote: {Say.Short(words)} – what brought that up?”";
        else if (lead.WishedAt > Moment.Never) yield return $"{name}you asked us to get in touch – what brought that up?”";
        else if (Answers(lead, program).FirstOrDefault() is { } answer) yield return $"{name}you told us something about this: {answer} – is that still so?”";
        else if (Reading(lead, program) is [.., var latest]) yield return $"{name}we sent you something on {latest.Replace('-', ' ')} – was it of use?”";
        if (Scoring.NextQuestion(lead, now, program) is { } open) yield return $"Not known yet: {open.Words}";
    }

    private static string Titled(string title, IEnumerable<string> lines) =>
        string.Concat(lines.Select(line => $"\n  {line}")) is { Length: > 0 } text ? title + text : "";
}
