using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>
/// All that a lead knows about itself. It is what its events say and nothing more: <see cref="LeadLifecycle.Evolve(LeadState, LeadEvent)"/>
/// over the journal gives it again. Immutable; two states are compared by their JSON.
/// </summary>
public sealed record LeadState
{
    /// <summary>A lead nobody has heard of.</summary>
    public static readonly LeadState Unknown = new();

    public LeadId Id { get; init; }
    public Stage Stage { get; init; }
    public Moment StageSinceAt { get; init; }

    /// <summary>1 for the first purchase looked for, 2 after coming back, and so on.</summary>
    public int Cycle { get; init; }
    public Moment CycleSinceAt { get; init; }
    public Moment FirstInquiryAt { get; init; }
    public Moment LastInquiryAt { get; init; }
    public int Inquiries { get; init; }

    /// <summary>Who is accountable now; never nobody (Q5).</summary>
    public Owner Owner { get; init; } = Owner.Marketing;

    /// <summary>Who owned the lead last, for continuity (Q11).</summary>
    public Owner? LastOwner { get; init; }
    public Person Person { get; init; } = new();
    public IReadOnlyList<Identity> Identities { get; init; } = [];
    public Origin Origin { get; init; } = new();
    public IReadOnlyList<Fact> Facts { get; init; } = [];
    public Engagement Engagement { get; init; }

    /// <summary>When a machine last followed our links.</summary>
    public Moment ScannedAt { get; init; }
    public Wish? Wish { get; init; }

    /// <summary>When the person last asked for somebody.</summary>
    public Moment WishedAt { get; init; }

    /// <summary>What they last said when they asked, in their own words.</summary>
    public string? WishWords { get; init; }
    public Standing? Standing { get; init; }
    public IReadOnlyList<Consent> Consents { get; init; } = [];

    /// <summary>When the latest confirmation requests were sent, oldest first, at most <see cref="ConsentRules.RequestsMax"/>.</summary>
    public IReadOnlyList<Moment> Confirmations { get; init; } = [];
    public Preferences Preferences { get; init; } = new();
    public Nurture Nurture { get; init; } = new();
    public Handoff? Handoff { get; init; }
    public Work? Work { get; init; }

    /// <summary>Requests to teams so far; numbers never repeat over the life of a lead.</summary>
    public int Requests { get; init; }

    /// <summary>Who turned it down or let it lie in this cycle; never offered to them again.</summary>
    public IReadOnlyList<Declined> Declined { get; init; } = [];

    /// <summary>How this cycle ended; null while it goes on.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The first win ever; it stays when the next cycle begins, so that days to won and who won it are never lost.</summary>
    public Outcome? FirstWin { get; init; }

    /// <summary>Wins over all cycles.</summary>
    public int Wins { get; init; }

    /// <summary>The lead that lives on for this one, after a merge.</summary>
    public LeadId? MergedInto { get; init; }

    /// <summary>The leads that this one lives on for.</summary>
    public IReadOnlyList<LeadId> Absorbed { get; init; } = [];

    /// <summary>The stage before a merge, to go back to when it is undone.</summary>
    public Stage StageBeforeMerge { get; init; }

    /// <summary>Somebody works on it: sales or a partner has accepted.</summary>
    [JsonIgnore]
    public bool IsOwnedByMember => Work is not null;

    /// <summary>A fact by its name, or null when unknown.</summary>
    public Fact? Fact(string name)
    {
        foreach (var fact in Facts)
            if (fact.Name == name) return fact;
        return null;
    }
}
