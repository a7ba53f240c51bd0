using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>A part of the story so far.</summary>
/// <param name="Title">Empty for the part that needs none.</param>
public sealed record StoryPart(string Title, IReadOnlyList<string> Lines);

/// <summary>The story so far, for whoever takes a lead over: so that nobody has to tell everything again (Q9).</summary>
public static class Story
{
    private const int PiecesShown = 6, ReasonsShown = 4;

    /// <summary>All of it, in short paragraphs. For the owner only: it names the person.</summary>
    public static string Of(LeadState lead, Program program, Moment now) => string.Join("\n\n", Parts(lead, program, now)
        .Select(part => part.Title.Length == 0 ? string.Join('\n', part.Lines) : part.Title + string.Concat(part.Lines.Select(line => $"\n  {line}")))
        .Prepend(Who(lead)));

    /// <summary>The same part by part, without who it is. For the owner only: their own words may name them.</summary>
    public static IReadOnlyList<StoryPart> Parts(LeadState lead, Program program, Moment now) => [.. new StoryPart[]
    {
        new("", [Came(lead)]),
        new("What they said", [.. Said(lead, program)]),
        new("What they read", [.. Read(lead, program)]),
        new("Score", [.. Score(lead, program, now)]),
        new("To begin with", [.. Opening(lead, program, now)]),
    }.Where(part => part.Lines.Count > 0)];

    /// <summary>Answers in the words of the questions.</summary>
    public static IEnumerable<string> Answers(LeadState lead, Program program) => lead.Facts.Select(fact =>
    {
        var question = program.Questions.FirstOrDefault(q => q.Fact == fact.Name);
        var words = InWords(fact, program);
        var from = fact.Source == FactSource.Enrichment ? " (looked up, not said)" : "";
        return question is null ? $"{fact.Name}: {words}{from}" : $"{question.Words} “{words}”{from}";
    });

    /// <summary>A fact's value in the words of its question, else as it is.</summary>
    public static string InWords(Fact fact, Program program) =>
        program.Questions.FirstOrDefault(q => q.Fact == fact.Name)?.Choices.FirstOrDefault(c => c.Value == fact.Value)?.Words ?? fact.Value;

    /// <summary>
    /// The facts that an offer may show (P1): values that are the program's own, or a number where it counts one. Whatever
    /// else stands in a fact, somebody typed, and it may name the person.
    /// </summary>
    public static IReadOnlyList<Fact> FactsOfOffer(LeadState lead, Program program) => [.. lead.Facts.Where(fact =>
        program.Questions.Any(q => q.Fact == fact.Name && q.Choices.Any(c => c.Value == fact.Value))
        || program.Definition.Criteria.Any(c => c.Fact == fact.Name && (c.Values.ContainsKey(fact.Value)
            || (c.Bands.Count > 0 && fact.Value.Length <= 9 && fact.Value.All(char.IsAsciiDigit)))))];

    /// <summary>The topics that an offer may show: the program's, since a list that was imported may say anything there.</summary>
    public static string InterestsOfOffer(LeadState lead, Program program) => Interests(lead, program.Topics.Contains);

    /// <summary>The country that an offer may show: a code (ISO 3166) or one that the program has holidays for, since forms let people type anything there; else null.</summary>
    public static string? CountryOfOffer(LeadState lead, Program program) => lead.Person.Country is { } country
        && ((country.Length == 2 && country.All(char.IsAsciiLetter)) || program.Cadence.HolidaysIn.ContainsKey(country)) ? country : null;

    /// <summary>Why it is offered, in a sentence that names nobody.</summary>
    public static string WhyOffered(LeadState lead, Program program, Moment now)
    {
        if (lead.Handoff?.ByHand == true) return "Somebody of ours vouches for it.";
        if (lead.Wish is { } wish) return $"They asked for {Say.Wish(wish)}.";
        var verdict = Scoring.Judge(lead, now, program);
        return $"It qualified because {verdict.Because}{(lead.Standing is { } standing ? $"; {Say.Count(standing.Score, "point")}" : "")}.";
    }

    /// <summary>One line of what was answered, for an introduction or a call; empty when nothing was.</summary>
    public static string Summary(LeadState lead, Program program) => Say.List(lead.Facts.Where(f => f.Source != FactSource.Enrichment)
        .Select(f => $"{f.Name.Replace('_', ' ')} {InWords(f, program)}"));

    /// <summary>The topics they asked for; empty when they said none.</summary>
    public static string Interests(LeadState lead) => Interests(lead, _ => true);

    private static string Interests(LeadState lead, Func<string, bool> shown) => Say.List(lead.Consents
        .Where(c => c.Standing == ConsentStanding.Given && c.Topic != Consents.EveryTopic && shown(c.Topic)).Select(c => c.Topic).Distinct());

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
        if (lead.WishWords is { } words) yield return $"{name}you wrote: {Say.Brief(words)} – what brought that up?”";
        else if (lead.WishedAt > Moment.Never) yield return $"{name}you asked us to get in touch – what brought that up?”";
        else if (Answers(lead, program).FirstOrDefault() is { } answer) yield return $"{name}you told us something about this: {answer} – is that still so?”";
        else if (Reading(lead, program) is [.., var latest]) yield return $"{name}we sent you something on {latest.Replace('-', ' ')} – was it of use?”";
        if (Scoring.NextQuestion(lead, now, program) is { } open) yield return $"Not known yet: {open.Words}";
    }
}
