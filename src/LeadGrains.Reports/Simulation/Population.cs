using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>
/// Sample leads for a program. A lead is a pure function of the seed and its number: the same in a crowd of ten and of
/// a million, in whatever order they are asked for. All addresses are in the domains kept for examples (RFC 2606), so
/// that no mail can ever reach anybody. Thread-safe.
/// </summary>
public sealed class Population
{
    /// <summary>
    /// Assumption: this part asks in the first month, as after a campaign; the rest over the whole time.
    /// </summary>
    public const double AtTheStart = 0.4;

    /// <summary>
    /// Assumptions: part with consent by e-mail for every topic, and for one topic; the rest gives none.
    /// </summary>
    public const double EveryTopic = 0.68, OneTopic = 0.17;

    private readonly ulong _seed;
    private readonly Program _program;
    private readonly Moment _start;
    private readonly TimeSpan _span;
    private readonly string[] _facts;
    private readonly string[][] _values;

    /// <summary>
    /// A population whose leads arrive from <paramref name="start"/> over <paramref name="months"/>, 1 to 120.
    /// </summary>
    public Population(ulong seed, Program program, Moment start, int months)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(months, 120);
        (_seed, _program, _start) = (seed, program, start);
        _span = TimeSpan.FromDays(months * BuyingTimes.DaysPerMonth);
        _facts = [.. program.Definition.Criteria.Select(c => c.Fact)
            .Concat(program.Questions.Select(q => q.Fact)).Distinct()];
        _values = [.. _facts.Select(fact => BestFirst(fact, program))];
    }

    /// <summary>All ask within this much of the start; null: over the months.</summary>
    public TimeSpan? ArriveWithin { get; init; }

    /// <summary>People come from every zone that the system knows, all alike; false: from a few countries.</summary>
    public bool AllZones { get; init; }

    /// <summary>The facts that the program's definition and questions speak of.</summary>
    public IReadOnlyList<string> Facts => _facts;

    /// <summary>The lead of a number from 0 on.</summary>
    public SampleLead Lead(int number)
    {
        var dice = new Dice(_seed, number);
        var decided = DecidedBy(number);
        var place = dice.Pick(SampleWords.Places, Why.Place);
        var person = PersonOf(number, dice, place);
        if (AllZones) person = person with { Zone = dice.Pick(Zones, Why.Zone) };
        var inquiry = new Inquire(Identity.Email(person.Email!), OriginOf(dice), person)
        {
            Facts = [.. Told(number, dice, decided)],
            Consents = [.. ConsentsOf(dice, person)],
            Wish = dice.Happens(IsSoon(decided) ? 0.15 : 0.004, Why.EarlyWish) ? Wish.Call : null,
        };
        return new SampleLead(number, ArrivesAt(dice), inquiry, decided);
    }

    /// <summary>What becomes of a lead's search; without making the whole lead.</summary>
    public Decided DecidedBy(int number)
    {
        var dice = new Dice(_seed, number);
        return BuyingTimes.Decide(dice.Roll(Why.Intention), dice.Roll(Why.IntentionAt));
    }

    /// <summary>When a lead's inquiry comes; without making the whole lead.</summary>
    public Moment ArrivalOf(int number) => ArrivesAt(new Dice(_seed, number));

    /// <summary>What a lead would say when asked for the fact at this place of <see cref="Facts"/>.</summary>
    public string Truth(int number, int fact)
    {
        // Who buys tends to the values that count for more; who never does, to the others (assumption).
        var bias = DecidedBy(number) switch
        {
            { Intention: Intention.Buys, After.Days: < 400 } => 2.4,
            { Intention: Intention.Buys } => 1.4,
            _ => 0.7,
        };
        var values = _values[fact];
        return values[(int)(Math.Pow(new Dice(_seed, number).Roll(Why.Truth, fact), bias) * values.Length)];
    }

    // Sorted, so that a seed gives the same on every machine with the same zones.
    private static readonly string[] Zones =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/')).Order(StringComparer.Ordinal)];

    internal Dice DiceOf(int number) => new(_seed, number);

    private static bool IsSoon(Decided decided) => decided is { Intention: Intention.Buys, After.TotalDays: < 90 };

    private Moment ArrivesAt(Dice dice)
    {
        var within = ArriveWithin is { } at ? at : dice.Happens(AtTheStart, Why.Arrival) ? TimeSpan.FromDays(BuyingTimes.DaysPerMonth) : _span;
        return _start + within * dice.Roll(Why.ArrivalAt);
    }

    private static Person PersonOf(int number, Dice dice, (string Country, string Zone, string Dial) place)
    {
        var first = dice.Pick(SampleWords.FirstNames, Why.FirstName);
        var last = dice.Pick(SampleWords.LastNames, Why.LastName);
        var company = dice.Pick(SampleWords.Companies, Why.Company)
            + " " + dice.Pick(SampleWords.CompanyKinds, Why.CompanyKind);
        var domain = $"{company.Replace(' ', '-').ToLowerInvariant()}.{dice.Pick(SampleWords.Domains, Why.Company, 1)}";
        return new Person
        {
            FirstName = first,
            LastName = last,
            Company = company,
            JobTitle = dice.Happens(0.6, Why.Title) ? dice.Pick(SampleWords.Titles, Why.Title, 1) : null,
            Email = $"{first}.{last}.{number}@{domain}".ToLowerInvariant(),
            Phone = dice.Happens(0.45, Why.Phone) ? $"{place.Dial}555{number % 10_000_000:D7}" : null,
            Country = place.Country,
            Zone = place.Zone,
            Language = "en",
        };
    }

    private static Origin OriginOf(Dice dice)
    {
        var roll = dice.Roll(Why.Source);
        var source = SampleWords.Sources[^1].Source;
        foreach (var (name, share) in SampleWords.Sources)
        {
            if (roll < share) { source = name; break; }
            roll -= share;
        }
        return new Origin
        {
            Source = source,
            Campaign = dice.Happens(0.55, Why.Campaign) ? dice.Pick(SampleWords.Campaigns, Why.Campaign, 1) : null,
            Page = "/contact",
        };
    }

    // Few tell everything at once; who buys soon tells more (assumption).
    private IEnumerable<Telling> Told(int number, Dice dice, Decided decided)
    {
        for (var i = 0; i < _facts.Length; i++)
            if (dice.Happens(IsSoon(decided) ? 0.45 : 0.18, Why.Told, i))
                yield return new Telling(_facts[i], Truth(number, i));
    }

    private IEnumerable<ConsentGiven> ConsentsOf(Dice dice, Person person)
    {
        var proof = new ConsentProof
        {
            Words = "Keep me posted by e-mail. I can stop it at any time.",
            Form = "sample-form",
        };
        var roll = dice.Roll(Why.Consent);
        if (roll < EveryTopic || (roll < EveryTopic + OneTopic && _program.Topics.Count == 0))
            yield return new ConsentGiven(Consents.EveryTopic, Channel.Email, proof);
        else if (roll < EveryTopic + OneTopic)
            yield return new ConsentGiven(dice.Pick(_program.Topics, Why.ConsentTopic), Channel.Email, proof);
        if (person.Phone is not null && dice.Happens(0.3, Why.CallConsent))
            yield return new ConsentGiven(Consents.EveryTopic, Channel.Call, proof with { Words = "You may call me." });
    }

    // The possible values of a fact, those that count for most first.
    private static string[] BestFirst(string fact, Program program)
    {
        var criterion = program.Definition.Criteria.FirstOrDefault(c => c.Fact == fact);
        var choices = program.Questions.Where(q => q.Fact == fact).SelectMany(q => q.Choices).Select(c => c.Value);
        var values = choices.Concat(criterion?.Values.Keys ?? [])
            .Concat(criterion?.Values.Count > 0 ? [] : criterion?.Bands.Select(b => b.From.ToString("0.##")) ?? [])
            .Distinct().ToList();
        if (values.Count == 0) values.Add("yes");
        return [.. values.OrderByDescending(v => criterion is null ? 0 : Scoring.Points(criterion, v))
            .ThenBy(v => v, StringComparer.Ordinal)];
    }
}
