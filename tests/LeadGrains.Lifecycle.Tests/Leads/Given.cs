namespace LeadGrains.Lifecycle.Tests.Leads;

/// <summary>
/// One lead under test: say commands at instants, look at the events and the state. A refusal is kept, not thrown, so that a
/// test can expect it.
/// </summary>
internal sealed class Given(Program? program = null)
{
    public Program Program { get; init; } = program ?? Sample.Program;
    public LeadState Lead { get; set; } = LeadState.Unknown;
    public Moment Now { get; set; } = Sample.Monday;
    public List<LeadEvent> History { get; } = [];
    public Decision<LeadEvent> Last { get; private set; }

    /// <summary>The names of what the last command led to, or "already so", or "refused: …".</summary>
    public string Then => Said(Last);
    public string? Refusal => Last.Refusal;
    public Moment? DueAt => LeadLifecycle.DueAt(Lead, Program);
    public int Asked => Lead.Requests;

    public Given Say(params LeadCommand[] commands)
    {
        foreach (var command in commands)
        {
            Last = LeadLifecycle.Decide(Lead, command, Now, Program);
            Lead = LeadLifecycle.Evolve(Lead, Last.Events);
            History.AddRange(Last.Events);
        }
        return this;
    }

    public Given After(TimeSpan span)
    {
        Now += span;
        return this;
    }

    /// <summary>The open request is answered with this member.</summary>
    public Given OfferedTo(string member, string? team = null) => Say(Sample.OfferTo(team ?? Lead.Handoff!.Team!, member, Lead.Requests, Now));

    public Given AcceptedBy(string member, string? team = null) => OfferedTo(member, team).Say(new Accept(Lead.Requests, member));

    /// <summary>Wakes at every due instant until one lies after this; touches are sent at once.</summary>
    public Given LiveUntil(Moment until, TouchOutcome outcome = TouchOutcome.Sent)
    {
        for (var steps = 0; steps < 10_000; steps++)
        {
            if (Lead.Nurture.Pending is { } touch)
            {
                var at = Moment.Later(Now, touch.SendAt);
                if (at > until) break;
                Now = at;
                if (!touch.Begun) Say(new BeginTouch(touch.Number));
                if (Lead.Nurture.Pending is { Begun: true }) Say(new ReportTouch(touch.Number, outcome));
                continue;
            }
            if (DueAt is not { } due || due > until) break;
            Now = Moment.Later(Now, due);
            Say(new Wake());
        }
        Now = Moment.Later(Now, until);
        return this;
    }

    public Given Live(TimeSpan span, TouchOutcome outcome = TouchOutcome.Sent) => LiveUntil(Now + span, outcome);

    public static string Said<T>(Decision<T> decision) =>
        decision.Refusal is { } words ? $"refused: {words}"
            : decision.Events.Count == 0 ? "already so" : string.Join(", ", decision.Events.Select(e => e!.GetType().Name));
}
