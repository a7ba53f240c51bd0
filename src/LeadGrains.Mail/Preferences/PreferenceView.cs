namespace LeadGrains.Mail;

/// <summary>What a person sees of their choices (C2, C3).</summary>
/// <param name="Reach">Whose choices these are, hidden but for what tells the person that it is them.</param>
/// <param name="Channels">Those that reach the person, with what may be sent on each.</param>
/// <param name="Rhythms">What can be chosen, the person's own among it.</param>
/// <param name="IsAllOff">Nothing is allowed on any channel.</param>
public sealed record PreferenceView(string Reach, IReadOnlyList<ChannelChoice> Channels, int? RhythmDays, IReadOnlyList<int> Rhythms,
    Channel? Preferred, Moment? QuietUntilAt, bool IsAllOff);

/// <summary>A channel, and which topics may come by it.</summary>
public sealed record ChannelChoice(Channel Channel, IReadOnlyList<TopicChoice> Topics);

/// <summary>A topic of the program, wanted or not.</summary>
public sealed record TopicChoice(string Topic, bool IsWanted);

/// <summary>What a form asks for: all commands, or every fault; never both.</summary>
/// <param name="Commands">In the order in which to say them; none when nothing was changed.</param>
/// <param name="Faults">A sentence each, for the person.</param>
public sealed record PreferenceReading(IReadOnlyList<LeadCommand> Commands, IReadOnlyList<string> Faults);

/// <summary>A form as it was sent: the values of each field.</summary>
public delegate IReadOnlyList<string> FormValues(string field);
