using LeadGrains.Engine;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>A lead as its list shows it.</summary>
public sealed record LeadItem(LeadId Id, int Version, Stage Stage, string Owner, int? Score, Route? Route, string? Name, string? Company, string Source, Moment? DueAt)
{
    internal static LeadItem Of(LeadLine line) => new(line.Id, line.Version, line.Stage, line.State.Owner.ToString(), line.Score, line.Route,
        line.State.Person.Name, line.State.Person.Company, line.Source, line.DueAt);
}

/// <summary>A page of leads.</summary>
/// <param name="Next">For <c>after</c> of the next page; null on the last. A page may be short, or empty, before that: few passed the filter so far.</param>
public sealed record LeadPageView(IReadOnlyList<LeadItem> Leads, string? Next);

/// <summary>A lead as far as the caller reaches it: of an offer only what it is worth, and nothing that names the person (P1).</summary>
public sealed record LeadView(LeadId Id, int Version, Stage Stage, string Owner, Reach Reach)
{
    public int? Score { get; init; }
    public Route? Route { get; init; }
    public int Cycle { get; init; }
    public Moment StageSinceAt { get; init; }

    /// <summary>Null for who was forgotten.</summary>
    public Moment? FirstInquiryAt { get; init; }
    public Moment? DueAt { get; init; }
    public IReadOnlyList<Fact> Facts { get; init; } = [];
    public OfferView? Offer { get; init; }

    /// <summary>Of an offer only the country.</summary>
    public Person Person { get; init; } = new();
    public Origin? Origin { get; init; }
    public Wish? Wish { get; init; }
    public string? WishWords { get; init; }
    public IReadOnlyList<Consent>? Consents { get; init; }
    public Preferences? Preferences { get; init; }
    public Work? Work { get; init; }
    public Outcome? Outcome { get; init; }
    public LeadId? MergedInto { get; init; }

    /// <param name="program">Tells what of an offer names nobody.</param>
    internal static LeadView Of(LeadSnapshot lead, Reach reach, Program program)
    {
        var state = lead.State;
        var shown = new LeadView(lead.Id, lead.Version, state.Stage, state.Owner.ToString(), reach)
        {
            Score = state.Standing?.Score,
            Route = state.Handoff?.Route ?? state.Standing?.Route,
            Cycle = state.Cycle,
            StageSinceAt = state.StageSinceAt,
            FirstInquiryAt = state.Inquiries > 0 ? state.FirstInquiryAt : null,
            Facts = Story.FactsOfOffer(state, program),
            Wish = state.Wish,
            Offer = reach != Reach.Call && state.Handoff?.Offer is { } offer ? OfferView.Of(lead.Id, state, offer, program) : null,
            Person = new Person { Country = Story.CountryOfOffer(state, program) },
        };
        return reach != Reach.Whole ? shown : shown with
        {
            DueAt = lead.DueAt,
            Facts = state.Facts,
            Person = state.Person,
            Origin = state.Origin,
            WishWords = state.WishWords,
            Consents = state.Consents,
            Preferences = state.Preferences,
            Work = state.Work,
            Outcome = state.Outcome,
            MergedInto = state.MergedInto,
        };
    }
}

/// <summary>An open offer.</summary>
public sealed record OfferView(LeadId Lead, int Number, string Team, string Member, Route? Route, int? Score, string? Country, Moment OfferedAt, Moment DueAt, Moment? ViewedAt)
{
    internal static OfferView Of(LeadId lead, LeadState state, OpenOffer offer, Program program) => new(lead, offer.Number, offer.Team, offer.Member,
        state.Handoff?.Route, state.Standing?.Score, Story.CountryOfOffer(state, program), offer.OfferedAt, offer.DueAt, offer.ViewedAt);
}

/// <summary>One command's entry in the journal.</summary>
public sealed record EntryView(long Seq, Moment At, string By, int Version)
{
    public LeadId? Lead { get; init; }
    public string? Team { get; init; }

    /// <summary>What happened to a lead.</summary>
    public IReadOnlyList<LeadEvent>? Events { get; init; }

    /// <summary>What happened to a team.</summary>
    public IReadOnlyList<TeamEvent>? TeamEvents { get; init; }

    internal static EntryView Of(Entry entry, LeadId? lead) => new(entry.Seq, entry.At, entry.By, entry.Version)
    {
        Lead = lead,
        Team = entry.Team,
        Events = entry.Team is null ? entry.LeadEvents : null,
        TeamEvents = entry.Team is null ? null : entry.TeamEvents,
    };
}

/// <summary>The latest entries of a lead, latest first.</summary>
/// <param name="Next">For <c>from</c> of the next page; null on the last.</param>
public sealed record TimelineView(IReadOnlyList<EntryView> Entries, long? Next);

/// <summary>What a command led to.</summary>
public sealed record CommandAnswer(LeadId Lead, ReplyKind Reply, int Version, Stage? Stage, string? Owner);
