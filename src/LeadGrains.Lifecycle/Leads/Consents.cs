namespace LeadGrains.Lifecycle;

/// <summary>What the person allowed: per topic and channel, the latest word holds (C1).</summary>
public static class Consents
{
    /// <summary>Stands for all topics.</summary>
    public const string EveryTopic = "*";

    /// <summary>
    /// May this topic be sent on this channel? The topic's own consent decides; where there is none, the one for
    /// every topic does. Something that belongs to no topic (a readiness check, a thank-you) needs any consent on the channel.
    /// </summary>
    public static bool Allow(this IReadOnlyList<Consent> consents, string? topic, Channel channel)
    {
        ConsentStanding? all = null;
        var any = false;
        foreach (var consent in consents)
        {
            if (consent.Channel != channel) continue;
            any |= consent.Standing == ConsentStanding.Given;
            if (consent.Topic == topic) return consent.Standing == ConsentStanding.Given;
            if (consent.Topic == EveryTopic) all = consent.Standing;
        }
        return topic is null ? any : all == ConsentStanding.Given;
    }

    /// <summary>Does any consent hold on any channel?</summary>
    public static bool AnyGiven(this IReadOnlyList<Consent> consents)
    {
        foreach (var consent in consents)
            if (consent.Standing == ConsentStanding.Given) return true;
        return false;
    }

    internal static IReadOnlyList<Consent> With(this IReadOnlyList<Consent> consents, Consent latest) =>
        [.. consents.Where(c => c.Topic != latest.Topic || c.Channel != latest.Channel), latest];

    internal static IReadOnlyList<Consent> Without(this IReadOnlyList<Consent> consents, string topic, Channel? channel, Moment at)
    {
        var kept = consents.Select(c => (topic == EveryTopic || c.Topic == topic) && (channel ?? c.Channel) == c.Channel
            ? c with { Standing = ConsentStanding.Withdrawn, At = at } : c).ToList();
        Channel[] channels = channel is { } one ? [one] : Enum.GetValues<Channel>();
        // The withdrawal is kept even where nothing was given: it beats an older opt-in that arrives late.
        foreach (var c in channels)
            if (!kept.Exists(k => k.Topic == topic && k.Channel == c))
                kept.Add(new Consent(topic, c, ConsentStanding.Withdrawn, at, null));
        return kept;
    }

    /// <summary>What was last said of exactly this topic on this channel, or null.</summary>
    public static Consent? Of(this IReadOnlyList<Consent> consents, string topic, Channel channel)
    {
        foreach (var consent in consents)
            if (consent.Channel == channel && consent.Topic == topic) return consent;
        return null;
    }

    /// <summary>
    /// Was it withdrawn, or asked for and not confirmed, for this topic or for every topic, at this instant or later?
    /// </summary>
    internal static bool Overruled(this IReadOnlyList<Consent> consents, string topic, Channel channel, Moment at)
    {
        foreach (var c in consents)
            if (c.Channel == channel && (c.Topic == topic || c.Topic == EveryTopic) && c.Standing != ConsentStanding.Given && c.At >= at)
                return true;
        return false;
    }

    /// <summary>
    /// Of two people who prove to be one, the stricter word wins (I4): what one of them withdrew for every topic is
    /// withdrawn for each topic that the other one had allowed.
    /// </summary>
    internal static IReadOnlyList<Consent> Stricter(IReadOnlyList<Consent> mine, IReadOnlyList<Consent> theirs)
    {
        var topics = mine.Concat(theirs).Select(c => (c.Topic, c.Channel)).Distinct();
        return [.. topics.Select(t => Strict(Word(mine, t.Topic, t.Channel), Word(theirs, t.Topic, t.Channel)) with { Topic = t.Topic })];
    }

    // What somebody said of a topic; where nothing, what they said of every topic.
    private static Consent? Word(IReadOnlyList<Consent> consents, string topic, Channel channel) =>
        consents.FirstOrDefault(c => c.Topic == topic && c.Channel == channel)
        ?? consents.FirstOrDefault(c => c.Topic == EveryTopic && c.Channel == channel);

    private static Consent Strict(Consent? a, Consent? b) => (a?.Standing, b?.Standing) switch
    {
        (null, _) => b!,
        (_, null) => a!,
        (ConsentStanding.Withdrawn, _) => a!,
        (_, ConsentStanding.Withdrawn) => b!,
        (ConsentStanding.Asked, _) => a!,
        _ => b!,
    };
}
