using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>Somebody who can own leads, with what they take and how much (P4). Empty lists mean "any".</summary>
public sealed record Member(string Name)
{
    /// <summary>As a lead reads it in an introduction.</summary>
    public string DisplayName { get; init; } = Name;
    public string? Email { get; init; }
    public string? Phone { get; init; }

    /// <summary>Own hours and zone; the team's where null.</summary>
    public WorkingHours? Hours { get; init; }

    /// <summary>Open leads and offers, 1 to 1,000; the team's figure where null.</summary>
    public int? CapacityOpen { get; init; }

    /// <summary>New offers a working day, 1 to 1,000; the team's figure where null.</summary>
    public int? CapacityNewPerDay { get; init; }
    public IReadOnlyList<string> Countries { get; init; } = [];
    public IReadOnlyList<string> Languages { get; init; } = [];
    public IReadOnlyList<string> Segments { get; init; } = [];
}

/// <summary>A member and what they hold now.</summary>
public sealed record Seat(Member Member)
{
    /// <summary>No offers before this instant.</summary>
    public Moment? PausedUntilAt { get; init; }

    /// <summary>Offers open and leads owned now.</summary>
    public int Open { get; init; }

    /// <summary>Offers ever given; who joins later begins with the team's average, for fair shares.</summary>
    public int Given { get; init; }

    /// <summary>Working time that they were there for, up to <see cref="CountedAt"/>: shares are fair by hours worked.
    /// Holidays and pauses are no working time, so nobody has to catch up afterwards.</summary>
    public TimeSpan Worked { get; init; }
    public Moment CountedAt { get; init; }

    /// <summary>Offers given on <see cref="Day"/>, the member's local day.</summary>
    public int GivenToday { get; init; }
    public DateOnly Day { get; init; }
}

/// <summary>A lead that a member holds: an open offer, or owned.</summary>
public sealed record Holding(int Number, string Member, bool Owned)
{
    /// <summary>The lead's company, see <see cref="Company"/>; null where it says nothing.</summary>
    public string? Company { get; init; }

    /// <summary>What the open offer needs; null when owned, or when somebody named the member.</summary>
    public Needs? Needs { get; init; }
}

/// <summary>What a lead needs of its owner; null where nobody knows.</summary>
public sealed record Needs(string? Country = null, string? Language = null, string? Segment = null);

/// <summary>Who looks after a company: whoever accepted a lead of it first and is still there (Q11).</summary>
public sealed record Account(string Company, string Member, Moment At);

/// <summary>A pool of reps, partners or callers: who is there, what they hold, who waits.</summary>
public sealed record TeamState
{
    /// <summary>A team nobody has joined yet.</summary>
    public static readonly TeamState Empty = new();
    public string Name { get; init; } = "";
    public IReadOnlyList<Seat> Seats { get; init; } = [];
    public ImmutableDictionary<LeadId, Holding> Held { get; init; } = ImmutableDictionary<LeadId, Holding>.Empty;

    /// <summary>Companies remembered; the one that was quiet for longest goes.</summary>
    public const int AccountsMax = 1_000;

    /// <summary>Who looks after which company, the quietest first, at most <see cref="AccountsMax"/>.</summary>
    public IReadOnlyList<Account> Accounts { get; init; } = [];

    /// <summary>Leads may wait for a free hand since this instant; null when none does.</summary>
    public Moment? WaitingSinceAt { get; init; }

    /// <summary>When those who wait were last called.</summary>
    public Moment CalledAt { get; init; }

    /// <summary>A member's seat, or null.</summary>
    public Seat? Seat(string member)
    {
        foreach (var seat in Seats)
            if (seat.Member.Name == member) return seat;
        return null;
    }
}

/// <summary>Everything a team can be told; a closed family.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(AddMember), nameof(AddMember))]
[JsonDerivedType(typeof(ChangeMember), nameof(ChangeMember))]
[JsonDerivedType(typeof(PauseMember), nameof(PauseMember))]
[JsonDerivedType(typeof(ResumeMember), nameof(ResumeMember))]
[JsonDerivedType(typeof(RemoveMember), nameof(RemoveMember))]
[JsonDerivedType(typeof(Seek), nameof(Seek))]
[JsonDerivedType(typeof(Settle), nameof(Settle))]
[JsonDerivedType(typeof(NoneWaiting), nameof(NoneWaiting))]
[JsonDerivedType(typeof(OpenValve), nameof(OpenValve))]
public abstract record TeamCommand;

public sealed record AddMember(Member Member) : TeamCommand;

/// <summary>Changes what a member takes. What they own stays with them, and what is beyond a new capacity too; an open
/// offer that fits them no longer is handed on at once.</summary>
public sealed record ChangeMember(Member Member) : TeamCommand;

/// <summary>Holiday: everything they hold is handed on, at once (Q13).</summary>
public sealed record PauseMember(string Name, Moment UntilAt) : TeamCommand;
public sealed record ResumeMember(string Name) : TeamCommand;

/// <summary>They left: everything they hold is handed on, at once (Q13).</summary>
public sealed record RemoveMember(string Name) : TeamCommand;

/// <summary>A lead asks for an owner. The number ties the answer to the request.</summary>
public sealed record Seek(LeadId Lead, int Number) : TeamCommand
{
    /// <summary>Only this member, past capacity.</summary>
    public string? Named { get; init; }

    /// <summary>The last owner, first asked while they are there (Q11).</summary>
    public string? Before { get; init; }

    /// <summary>It was called from among those who wait; a newcomer takes its place among them first (Q6).</summary>
    public bool Waited { get; init; }

    /// <summary>Never back to who declined (Q7).</summary>
    public IReadOnlyList<string> Avoid { get; init; } = [];
    public Needs Needs { get; init; } = new();

    /// <summary>The person's company, see <see cref="Lifecycle.Company"/>: colleagues go to the same owner (Q11).</summary>
    public string? Company { get; init; }
}

/// <summary>How an offer or an ownership ended, as the lead tells the team.</summary>
public enum Settlement { Accepted, Declined, Expired, Withdrawn, Ended }

/// <summary>The lead tells how it went; number 0 means whatever it held.</summary>
public sealed record Settle(LeadId Lead, int Number, Settlement How) : TeamCommand;

/// <summary>The engine found nobody left who waits for this team.</summary>
public sealed record NoneWaiting : TeamCommand;

/// <summary>The alarm rang: a new working day, so there may be free hands.</summary>
public sealed record OpenValve : TeamCommand;

/// <summary>Everything that can have happened to a team; a closed family.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(MemberAdded), nameof(MemberAdded))]
[JsonDerivedType(typeof(MemberChanged), nameof(MemberChanged))]
[JsonDerivedType(typeof(MemberPaused), nameof(MemberPaused))]
[JsonDerivedType(typeof(MemberResumed), nameof(MemberResumed))]
[JsonDerivedType(typeof(MemberRemoved), nameof(MemberRemoved))]
[JsonDerivedType(typeof(OfferMade), nameof(OfferMade))]
[JsonDerivedType(typeof(HandsFull), nameof(HandsFull))]
[JsonDerivedType(typeof(Queued), nameof(Queued))]
[JsonDerivedType(typeof(Settled), nameof(Settled))]
[JsonDerivedType(typeof(WaitingCalled), nameof(WaitingCalled))]
[JsonDerivedType(typeof(WaitingEnded), nameof(WaitingEnded))]
public abstract record TeamEvent;

public sealed record MemberAdded(string Team, Member Member, int Given) : TeamEvent
{
    public TimeSpan Worked { get; init; }
    public Moment At { get; init; }
}

/// <summary>Worked is what they have worked by their hours up to now; the new ones count from here.</summary>
public sealed record MemberChanged(Member Member) : TeamEvent
{
    public TimeSpan Worked { get; init; }
    public Moment At { get; init; }
}

public sealed record MemberPaused(string Name, Moment UntilAt) : TeamEvent
{
    public TimeSpan Worked { get; init; }
}

public sealed record MemberResumed(string Name) : TeamEvent
{
    public Moment At { get; init; }
}

public sealed record MemberRemoved(string Name) : TeamEvent;
public sealed record OfferMade(LeadId Lead, int Number, string Member, DateOnly Day, WorkingHours Hours, Moment RemindAt, Moment DueAt) : TeamEvent
{
    public Moment At { get; init; }
    public TimeSpan Worked { get; init; }
    public string? Company { get; init; }
    public Needs? Needs { get; init; }
}

/// <summary>Nobody has a free hand for this lead now; not worth waiting when nobody ever will.</summary>
public sealed record HandsFull(LeadId Lead, int Number, bool WorthWaiting, Moment At) : TeamEvent;

/// <summary>There is a free hand, and others wait already: the best of all of them get it, this one perhaps.</summary>
public sealed record Queued(LeadId Lead, int Number) : TeamEvent;
public sealed record Settled(LeadId Lead, Settlement How) : TeamEvent
{
    public Moment At { get; init; }
}

public sealed record WaitingCalled(int Free, Moment At) : TeamEvent;
public sealed record WaitingEnded : TeamEvent;
