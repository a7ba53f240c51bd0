namespace LeadGrains.Orleans;

/// <summary>Messages on their way, oldest first, and the number of the latest.</summary>
public sealed record Outbox
{
    public int Last { get; init; }
    public IReadOnlyList<Message> Waiting { get; init; } = [];

    /// <summary>With what follows from some events of a lead.</summary>
    /// <param name="before">The lead before them.</param>
    public Outbox With(IEnumerable<Effect> effects, LeadState before) => With(effects.Select(e => Numbered(e, before)));

    /// <summary>With what follows from some events.</summary>
    public Outbox With(IEnumerable<Effect> effects)
    {
        var (last, waiting) = (Last, new List<Message>(Waiting));
        foreach (var effect in effects)
            if (Of(effect, last + 1) is { } message)
            {
                waiting.Add(message);
                last++;
            }
        return last == Last ? this : new Outbox { Last = last, Waiting = waiting };
    }

    /// <summary>Without what has arrived.</summary>
    public Outbox Without(int upTo) => this with { Waiting = [.. Waiting.Where(m => m.Number > upTo)] };

    // "Whatever it held" is right only at once: said again later it would end what the lead holds by then. What a lead holds
    // is what it asked for last.
    private static Effect Numbered(Effect effect, LeadState before) =>
        effect is TellTeam(var team, Settle { Number: 0 } settle) ? new TellTeam(team, settle with { Number = before.Requests }) : effect;

    private static Message? Of(Effect effect, int number) => effect switch
    {
        TellLead(var lead, var command) => new ToLead(number, lead, command),
        TellTeam(var team, var command) => new ToTeam(number, team, command),
        CallWaiting(var team, var free) => new ToWaiting(number, team, free),
        _ => null,
    };
}
