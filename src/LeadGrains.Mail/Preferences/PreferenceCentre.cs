using System.Globalization;

namespace LeadGrains.Mail;

/// <summary>
/// The preference centre without its page: what a person sees, and what a form they send means. The form says which
/// channels it showed, so that an incomplete one withdraws nothing. Pure.
/// </summary>
public static class PreferenceCentre
{
    // The fields of the form.
    public const string ShownField = "shown", RhythmField = "rhythm", ChannelField = "channel", PauseField = "pause",
        PauseUntilField = "until", AllField = "all";

    // The values that aren't numbers or names.
    public const string Off = "off", Resume = "resume", UntilDate = "date", AsProposed = "";

    /// <summary>Weekly to yearly, in days (C3).</summary>
    public static readonly IReadOnlyList<int> Rhythms = [7, 14, 28, 61, 91, 182, 366];

    /// <summary>Pauses to choose, in days.</summary>
    public static readonly IReadOnlyList<int> Pauses = [30, 91, 182];

    /// <summary>The field with the topics wanted on a channel.</summary>
    public static string TopicsField(Channel channel) => "topics-" + Word(channel);

    /// <summary>A channel as forms name it.</summary>
    public static string Word(Channel channel) => channel.ToString().ToLowerInvariant();

    /// <summary>What the person sees now.</summary>
    public static PreferenceView Of(LeadState lead, Program program, Moment now)
    {
        ArgumentNullException.ThrowIfNull(lead);
        var rhythm = lead.Preferences.RhythmDays;
        return new PreferenceView(
            Masked(lead.Person),
            [.. Reachable(lead).Select(c => new ChannelChoice(c,
                [.. program.Topics.Select(t => new TopicChoice(t, lead.Consents.Allow(t, c)))]))],
            rhythm, rhythm is { } own && !Rhythms.Contains(own) ? [.. Rhythms.Append(own).Order()] : Rhythms,
            lead.Preferences.Channel,
            lead.Preferences.QuietUntilAt is { } quiet && quiet > now ? quiet : null,
            !lead.Consents.AnyGiven());
    }

    /// <summary>
    /// What a form means for this lead: the changes as commands. A consent that is given anew carries the proof, with the
    /// words as they stood beside the box.
    /// </summary>
    public static PreferenceReading Read(FormValues form, LeadState lead, Program program, Moment now, ConsentProof proof)
    {
        if (One(form, AllField) == Off) return new PreferenceReading([new OptOut()], []);
        var commands = new List<LeadCommand>();
        var faults = new List<string>();
        foreach (var channel in Shown(form, lead, faults)) Topics(form, channel, lead, program, proof, commands, faults);
        Rhythm(form, lead, program, now, commands, faults);
        Pause(form, lead, now, commands, faults);
        return faults.Count > 0 ? new PreferenceReading([], faults) : new PreferenceReading(commands, []);
    }

    /// <summary>The words beside the box of a topic; what the person agrees to, exactly.</summary>
    public static string WordsOf(string topic, Channel channel) => channel switch
    {
        Channel.Email => $"Write to me by e-mail about {Said(topic)}.",
        Channel.Call => $"Call me about {Said(topic)}.",
        Channel.Message => $"Send me text messages about {Said(topic)}.",
        _ => $"Send me letters about {Said(topic)}.",
    };

    /// <summary>A topic as a person reads it.</summary>
    public static string Said(string topic) =>
        topic == Consents.EveryTopic ? "everything" : topic.Replace('-', ' ').Replace('_', ' ');

    /// <summary>The channels that reach the person.</summary>
    public static IEnumerable<Channel> Reachable(LeadState lead)
    {
        if (lead.Person.Email is not null) yield return Channel.Email;
        if (lead.Person.Phone is not null) yield return Channel.Call;
        // Nobody is asked for a channel that nobody offered them.
        if (lead.Person.Phone is not null && lead.Consents.Any(c => c.Channel == Channel.Message)) yield return Channel.Message;
        if (lead.Person.PostalAddress is not null) yield return Channel.Post;
    }

    /// <summary>Enough for the person to know that it is them, and too little for anybody else.</summary>
    public static string Masked(Person person) =>
        person.Email is { Length: > 0 } email && email.IndexOf('@', StringComparison.Ordinal) is var at and > 0
            ? $"{email[0]}…{email[at..]}"
            : person.Phone is { Length: > 4 } phone ? $"…{phone[^3..]}" : "you";

    private static List<Channel> Shown(FormValues form, LeadState lead, List<string> faults)
    {
        var reachable = Reachable(lead).ToList();
        var shown = new List<Channel>();
        foreach (var word in form(ShownField).Distinct())
        {
            var channel = reachable.Cast<Channel?>().FirstOrDefault(c => Word(c!.Value) == word);
            if (channel is { } known) shown.Add(known);
            else faults.Add($"We can't reach you by “{Quoted(word)}”.");
        }
        return shown;
    }

    private static void Topics(FormValues form, Channel channel, LeadState lead, Program program, ConsentProof proof,
        List<LeadCommand> commands, List<string> faults)
    {
        var wanted = form(TopicsField(channel)).Distinct().ToList();
        foreach (var strange in wanted.Except(program.Topics)) faults.Add($"We have nothing about “{Quoted(strange)}”.");
        if (wanted.Count == 0 && lead.Consents.Any(c => c.Channel == channel && c.Standing == ConsentStanding.Given))
        {
            commands.Add(new OptOut(Consents.EveryTopic, channel));
            return;
        }
        foreach (var topic in program.Topics)
        {
            var allowed = lead.Consents.Allow(topic, channel);
            if (allowed && !wanted.Contains(topic)) commands.Add(new OptOut(topic, channel));
            if (!allowed && wanted.Contains(topic))
                commands.Add(new OptIn(topic, channel, proof with { Words = WordsOf(topic, channel) }));
        }
    }

    private static void Rhythm(FormValues form, LeadState lead, Program program, Moment now, List<LeadCommand> commands, List<string> faults)
    {
        if (form(RhythmField).Count == 0 && form(ChannelField).Count == 0) return;
        var (days, channel) = (lead.Preferences.RhythmDays, lead.Preferences.Channel);
        if (One(form, RhythmField) is { } rhythm)
        {
            days = Days(rhythm);
            if (rhythm != AsProposed && (days is not { } d || !Of(lead, program, now).Rhythms.Contains(d)))
                faults.Add($"“{Quoted(rhythm)}” is no rhythm that can be chosen.");
        }
        if (One(form, ChannelField) is { } word)
        {
            channel = Reachable(lead).Cast<Channel?>().FirstOrDefault(c => Word(c!.Value) == word);
            if (word != AsProposed && channel is null) faults.Add($"We can't reach you by “{Quoted(word)}”.");
        }
        if (days != lead.Preferences.RhythmDays || channel != lead.Preferences.Channel) commands.Add(new Prefer(days, channel));
    }

    private static void Pause(FormValues form, LeadState lead, Moment now, List<LeadCommand> commands, List<string> faults)
    {
        switch (One(form, PauseField))
        {
            case null or AsProposed:
                return;
            case Resume:
                if (lead.Preferences.QuietUntilAt > now) commands.Add(new Resume());
                return;
            case UntilDate:
                if (!DateOnly.TryParseExact(One(form, PauseUntilField), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    faults.Add("Until which day? A date such as 2027-03-31 is meant.");
                else if (Midnight(day) is var until && (until <= now || until > now + LeadLifecycle.QuietMax))
                    faults.Add($"A pause ends after today and within {LeadLifecycle.QuietMax.Days / 365} years.");
                else commands.Add(new Pause(until));
                return;
            case var text when Days(text) is { } days && Pauses.Contains(days):
                commands.Add(new Pause(Midnight(now.UtcDate.AddDays(days))));
                return;
            case var text:
                faults.Add($"“{Quoted(text)}” is no pause that can be chosen.");
                return;
        }
    }

    private static Moment Midnight(DateOnly day) => Moment.Utc(day.Year, day.Month, day.Day);

    private static string? One(FormValues form, string field) => form(field) is { Count: > 0 } values ? values[^1] : null;

    private static int? Days(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;

    private static string Quoted(string text) => text.Length <= 40 ? text : text[..39] + "…";
}
