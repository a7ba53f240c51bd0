namespace LeadGrains.Lifecycle;

/// <summary>What happens when nothing unseen is left (N6).</summary>
public enum WhenExhausted { ReadinessOnly, CallCentre }

/// <summary>How the drip runs (N1–N6).</summary>
public sealed record Cadence
{
    /// <summary>From the inquiry to the first touch; 0 to 30 days.</summary>
    public TimeSpan StartAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Between touches of people who set no rhythm; at least the gap, at most the longest silence.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromDays(28);

    /// <summary>Touches are spread by up to this much after their place; 0 to 7 days.</summary>
    public TimeSpan Jitter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Never two contacts closer than this (N3); 1 to 60 days.</summary>
    public TimeSpan GapMin { get; init; } = TimeSpan.FromDays(6);

    /// <summary>Nobody who opted in hears nothing for longer (N3); 14 to 366 days.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromDays(100);

    /// <summary>From one readiness check to the next (N5); 14 to 366 days.</summary>
    public TimeSpan ReadinessEvery { get; init; } = TimeSpan.FromDays(90);

    /// <summary>A touch later than this is skipped, never caught up in a burst; 1 to 72 hours.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The hours of the person, in their own zone.</summary>
    public WorkingHours Hours
    {
        get;
        init => (field, _inCountry) = (value, new());
    } = new WorkingHours();

    /// <summary>Local dates without touches for people of a country (ISO 3166, such as DE), beside those of everybody.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DateOnly>> HolidaysIn
    {
        get;
        init => (field, _inCountry) = (value, new());
    } = NoCountries;

    /// <summary>A drop is spread over this much of everybody's working time, so that it never becomes a thundershower: three weeks. Less is
    /// sooner, with a higher peak; 0 to 200 hours.</summary>
    public TimeSpan DropSpread { get; init; } = TimeSpan.FromHours(120);

    /// <summary>The most mail that leaves in a minute; 1 to 100,000 messages.</summary>
    public int MailsPerMinuteMax { get; init; } = 600;
    public WhenExhausted WhenExhausted { get; init; } = WhenExhausted.ReadinessOnly;

    /// <summary>After a win, the thank-you; 0 to 30 days.</summary>
    public TimeSpan ThankAfter { get; init; } = TimeSpan.FromDays(2);

    /// <summary>After a win, nurture for the next purchase begins (Q12); 1 to 1,095 days.</summary>
    public TimeSpan NextCycleAfter { get; init; } = TimeSpan.FromDays(90);

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<DateOnly>> NoCountries = new Dictionary<string, IReadOnlyList<DateOnly>>();

    private CountryHours _inCountry = new();

    /// <summary>The hours with the holidays of a country; those of everybody where it is unknown or has none of its own.</summary>
    public WorkingHours HoursIn(string? country)
    {
        if (country is null || HolidaysIn.Count == 0) return Hours;
        var known = _inCountry.Known ??= HolidaysIn.ToDictionary(
            c => c.Key, c => Hours with { Holidays = [.. Hours.Holidays.Concat(c.Value).Distinct().Order()] });
        return known.GetValueOrDefault(country, Hours);
    }

    // Compiled once, shared by all people of a country; says nothing of its own, so any two are equal. Two threads may both
    // fill it, with the same.
    private sealed class CountryHours
    {
        public Dictionary<string, WorkingHours>? Known { get; set; }

        public override bool Equals(object? other) => other is CountryHours;

        public override int GetHashCode() => 0;
    }
}

/// <summary>How consent is taken (C1).</summary>
public sealed record ConsentRules
{
    /// <summary>Confirmation requests to one person within <see cref="RequestsWindow"/>: nobody can be flooded through a form.</summary>
    public const int RequestsMax = 3;

    /// <summary>See <see cref="RequestsMax"/>.</summary>
    public static readonly TimeSpan RequestsWindow = TimeSpan.FromDays(30);

    /// <summary>A form sent twice asks once: no second request within this.</summary>
    public static readonly TimeSpan RequestGap = TimeSpan.FromHours(1);

    /// <summary>Consent to mail counts only when it was confirmed from the mailbox, whatever the topic.</summary>
    public bool DoubleOptIn { get; init; }

    /// <summary>Topics for which it is so where it isn't for all.</summary>
    public IReadOnlyList<string> DoubleOptInTopics { get; init; } = [];

    /// <summary>A request can be confirmed for so long; 1 hour to 60 days.</summary>
    public TimeSpan ConfirmWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Must this consent be confirmed? It proves whose mailbox it is, so only mail can be. Consent to every topic covers
    /// those that must.
    /// </summary>
    public bool Asks(string topic, Channel channel) => channel == Channel.Email
        && (DoubleOptIn || DoubleOptInTopics.Contains(topic) || (topic == Consents.EveryTopic && DoubleOptInTopics.Count > 0));
}

/// <summary>How often a person may be contacted at all, by anyone (C4).</summary>
public sealed record AttentionBudget
{
    /// <summary>Contacts in any window of <see cref="Window"/>; 1 to <see cref="Nurture.ContactsKept"/>.</summary>
    public int ContactsMax { get; init; } = 4;

    /// <summary>7 to 92 days.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(30);
}

/// <summary>What an owner promises after acceptance (Q8).</summary>
public sealed record Sla
{
    /// <summary>First contact within this much of the owner's working time; 30 minutes to 80 hours.</summary>
    public TimeSpan FirstContactWithin { get; init; } = TimeSpan.FromHours(16);

    /// <summary>Progress at least this often; 1 to 92 days.</summary>
    public TimeSpan ProgressEvery { get; init; } = TimeSpan.FromDays(21);

    /// <summary>The reminder comes when this part of the time is left; 0 to 0.9.</summary>
    public double RemindAtLeft { get; init; } = 0.25;
}
