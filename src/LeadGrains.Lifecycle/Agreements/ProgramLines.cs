using System.Globalization;

namespace LeadGrains.Lifecycle;

/// <summary>One thing that a program says: where, what, and its value in words.</summary>
public sealed record ProgramLine(string Section, string Item, string Value);

/// <summary>Everything a program says but its number, line by line, so that two can be compared.</summary>
public static class ProgramLines
{
    /// <summary>In the order of its parts, as people read them.</summary>
    public static IEnumerable<ProgramLine> Of(Program program) =>
    [
        new("program", "name", program.Name),
        new("program", "zone", program.Zone),
        new("program", "language", program.Language),
        .. Definition(program.Definition),
        .. Routes(program.Routes),
        .. program.Teams.SelectMany(Team),
        .. Cadence(program.Cadence),
        new("consent", "doubleOptIn", program.Consent.DoubleOptIn ? "every topic"
            : program.Consent.DoubleOptInTopics.Count == 0 ? "no" : Listed(program.Consent.DoubleOptInTopics)),
        new("consent", "confirmWithin", Said(program.Consent.ConfirmWithin)),
        new("budget", "contactsMax", Said(program.Budget.ContactsMax)),
        new("budget", "window", Said(program.Budget.Window)),
        new("sla", "firstContactWithin", Said(program.Sla.FirstContactWithin)),
        new("sla", "progressEvery", Said(program.Sla.ProgressEvery)),
        new("sla", "remindAtLeft", Said((decimal)program.Sla.RemindAtLeft)),
        .. program.Questions.SelectMany(Question),
        new("content", "order of the drip", Listed(program.Content.Select(p => p.Id))),
        .. program.Content.Select(p => new ProgramLine("content", $"{p.Id} ({p.Language})", Said(p))),
        new("lists", "topics", Listed(program.Topics)),
        new("lists", "declineReasons", Listed(program.DeclineReasons)),
        new("lists", "lostReasons", Listed(program.LostReasons)),
        new("lists", "recycleReasons", Listed(program.RecycleReasons)),
    ];

    private static IEnumerable<ProgramLine> Definition(Definition definition)
    {
        foreach (var criterion in definition.Criteria)
        {
            yield return new("definition", $"{criterion.Fact}, group", criterion.Group);
            foreach (var (value, points) in criterion.Values)
                yield return new("definition", $"{criterion.Fact} is {value}", Points(points));
            foreach (var band in criterion.Bands)
                yield return new("definition", $"{criterion.Fact} from {Said(band.From)}", Points(band.Points));
        }
        foreach (var (kind, points) in definition.Engagement)
            yield return new("definition", Name(kind), Points(points));
        yield return new("definition", "engagement at most", Points(definition.EngagementMax));
        yield return new("definition", "halfLife", Said(definition.HalfLife));
    }

    private static IEnumerable<ProgramLine> Routes(IReadOnlyList<RouteRule> rules)
    {
        yield return new("routes", "order", Listed(rules.Select(r => Name(r.Route)).Distinct()));
        foreach (var route in rules.GroupBy(r => r.Route))
        {
            yield return new("routes", $"{Name(route.Key)}, when", string.Join(" or ", route.Select(Said)));
            yield return new("routes", $"{Name(route.Key)}, ladder", Listed(route.First().Ladder.Select(Said)));
        }
    }

    private static IEnumerable<ProgramLine> Team(TeamRule team) =>
    [
        new("teams", $"{team.Name}, kind", Name(team.Kind)),
        new("teams", $"{team.Name}, offerFor", Said(team.OfferFor)),
        new("teams", $"{team.Name}, capacityOpen", Said(team.CapacityOpen)),
        new("teams", $"{team.Name}, capacityNewPerDay", Said(team.CapacityNewPerDay)),
        new("teams", $"{team.Name}, hours", Said(team.Hours)),
    ];

    private static IEnumerable<ProgramLine> Cadence(Cadence cadence) =>
    [
        new("cadence", "startAfter", Said(cadence.StartAfter)),
        new("cadence", "every", Said(cadence.Every)),
        new("cadence", "jitter", Said(cadence.Jitter)),
        new("cadence", "gapMin", Said(cadence.GapMin)),
        new("cadence", "silenceMax", Said(cadence.SilenceMax)),
        new("cadence", "readinessEvery", Said(cadence.ReadinessEvery)),
        new("cadence", "grace", Said(cadence.Grace)),
        new("cadence", "hours", Said(cadence.Hours)),
        new("cadence", "mailsPerMinuteMax", Said(cadence.MailsPerMinuteMax)),
        new("cadence", "whenExhausted", Name(cadence.WhenExhausted)),
        new("cadence", "thankAfter", Said(cadence.ThankAfter)),
        new("cadence", "nextCycleAfter", Said(cadence.NextCycleAfter)),
        new("cadence", "dropSpread", Said(cadence.DropSpread)),
        .. cadence.HolidaysIn.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c =>
            new ProgramLine("cadence", $"holidays in {c.Key}", Listed(c.Value.Select(d => d.ToString("O", CultureInfo.InvariantCulture))))),
    ];

    private static IEnumerable<ProgramLine> Question(Question question) =>
    [
        new("questions", question.Fact, question.Words),
        .. question.Choices.Select(c => new ProgramLine("questions", $"{question.Fact}, {c.Value}", c.Words)),
    ];

    private static string Said(RouteRule rule) => rule.When.Count == 0 ? "always" : string.Join(" and ", rule.When);

    private static string Said(Rung rung) => $"{rung.Team} ({Said(rung.Tries)} tries, waits {Said(rung.WaitMax)})";

    private static string Said(Piece piece) => string.Join(", ", new[]
    {
        Name(piece.Kind), Name(piece.Channel), piece.Topic,
        piece.Question is { } question ? $"asks {question}" : null,
        piece.Stages.Count == 0 ? null : $"for {string.Join("/", piece.Stages.Select(s => Name(s)))}",
        piece.Routes.Count == 0 ? null : $"for {string.Join("/", piece.Routes.Select(r => Name(r)))}",
        piece.NotBefore is { } from ? $"from {from:O}" : null,
        piece.NotAfter is { } to ? $"until {to:O}" : null,
    }.OfType<string>());

    private static string Said(WorkingHours hours) =>
        string.Join(", ", hours.Spans) + $" ({hours.Zone})"
        + (hours.Holidays.Count == 0 ? ""
            : $" but {string.Join(", ", hours.Holidays.Select(d => d.ToString("O", CultureInfo.InvariantCulture)))}");

    private static string Said(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } when span.Ticks % TimeSpan.TicksPerDay == 0 => $"{span.Days} days",
        { TotalHours: >= 1 } when span.Ticks % TimeSpan.TicksPerHour == 0 => $"{(int)span.TotalHours} h",
        _ => $"{span.TotalMinutes.ToString(CultureInfo.InvariantCulture)} min",
    };

    private static string Said(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Points(int points) => points is 1 or -1 ? $"{points} point" : $"{points} points";

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names);

    // As the YAML writes it: CallCentre is call-centre.
    private static string Name(Enum value) => string.Concat(
        value.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}"
            : $"{char.ToLowerInvariant(c)}"));
}
