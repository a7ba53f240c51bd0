using System.Text.Json;

namespace LeadGrains.Lifecycle.Tests.Histories;

/// <summary>What must hold after every step, whatever people do.</summary>
internal sealed class Invariants(World world)
{
    private readonly Dictionary<LeadId, (int Requests, int Touches)> _numbers = [];
    private readonly HashSet<string> _pieces = [];

    // Since when a lead might be spoken to at all; silence is counted from here at the earliest.
    private readonly Dictionary<LeadId, Moment> _reachableSince = [];

    public void Check()
    {
        foreach (var (before, happened, after, at) in world.Happened) OfEvent(before, happened, after, at);
        foreach (var id in world.Happened.Select(h => h.After.Id).ToHashSet()) OfLead(world.Leads[id]);
        world.Happened.Clear();
        OfTeams();
    }

    /// <summary>Of every lead at the end, since silence needs no event.</summary>
    public void CheckAll()
    {
        foreach (var lead in world.Leads.Values)
            if (lead.Stage != Stage.None) OfLead(lead);
    }

    /// <summary>The events alone give the state again.</summary>
    public void CheckHistory(LeadId id)
    {
        var again = LeadLifecycle.Evolve(LeadState.Unknown, world.HistoryOf(id));
        Is(again, JsonSerializer.Serialize(again) == JsonSerializer.Serialize(world.Leads[id]), "the history gives another state");
    }

    /// <summary>What stays of a forgotten person gives the same state, and names nobody.</summary>
    public void CheckForgotten(LeadId id)
    {
        var history = world.HistoryOf(id).ToList();
        var at = history.FindLastIndex(e => e is Erased);
        if (at < 0) return;
        var kept = Forgetting.Without(history[..(at + 1)]);
        var again = LeadLifecycle.Evolve(LeadLifecycle.Evolve(LeadState.Unknown, kept), history[(at + 1)..]);
        Is(again, JsonSerializer.Serialize(again) == JsonSerializer.Serialize(world.Leads[id]), "what is kept of the forgotten gives another state");
        var text = JsonSerializer.Serialize(kept);
        Is(again, !text.Contains("example.org", StringComparison.Ordinal) && !text.Contains("+49", StringComparison.Ordinal)
            && !text.Contains("Hauptstr", StringComparison.Ordinal), "the forgotten is named");
    }

    private void OfEvent(LeadState before, LeadEvent happened, LeadState after, Moment at)
    {
        switch (happened)
        {
            case TouchBegun:
                var touch = before.Nurture.Pending!;
                var piece = world.Program.Piece(touch.Piece)!;
                Is(before, before.Consents.Allow(piece.Topic, touch.Channel), "a touch begins without consent");
                Is(before, NurturePlan.IsNurtured(before) || (touch.Place == TouchPlace.Introduction && before.Work is { FirstContactAt: null }), "a touch begins while somebody owns the lead");
                Is(before, before.Nurture.LastContactAt is not { } last || at - last >= world.Program.Cadence.GapMin, "a touch begins within the gap");
                Is(before, !(before.Preferences.QuietUntilAt > at), "a touch begins in a pause");
                Is(before, touch is { Channel: Channel.Post, Task: not null } || BusinessTime.IsOpen(NurturePlan.HoursOf(before, world.Program), at), "a touch begins out of hours");
                var budget = world.Program.Budget;
                Is(before, before.Nurture.Contacts.Count(c => c > at - budget.Window) < budget.ContactsMax, "a touch begins over the budget");
                break;
            case TouchMade e:
                Is(before, _pieces.Add($"{before.Id} {before.Cycle} {e.Piece}") || Erased(before.Id), $"{e.Piece} again");
                break;
            case TouchSettled { Sent: false } e:
                foreach (var cycle in Enumerable.Range(1, before.Cycle)) _pieces.Remove($"{before.Id} {cycle} {e.Doubt.Piece}");
                _reachableSince[after.Id] = at; // only now it is known that nothing was said
                break;
            case Offered e:
                Is(before, before.Declined.All(d => (d.Team, d.Member) != (e.Offer.Team, e.Offer.Member)), "offered to who declined");
                break;
            case OptedIn { Consent: var given } when world.Program.Consent.Asks(given.Topic, given.Channel):
                Is(before, given.Request is not null && given.At <= before.Confirmations[^1] + world.Program.Consent.ConfirmWithin, "consent nobody confirmed");
                break;
            case ConfirmationRequested:
                Is(before, after.Confirmations.Count(c => c > at - ConsentRules.RequestsWindow) <= ConsentRules.RequestsMax, "one request too many");
                Is(before, before.Confirmations.Count < ConsentRules.RequestsMax || at >= before.Confirmations[0] + ConsentRules.RequestsWindow, "flooded with requests");
                break;
            case Preferred:
                _reachableSince[after.Id] = at;
                break;
            case OfferExpired e:
                Is(before, before.Handoff!.Offer!.DueAt <= at, "expired before its deadline");
                break;
        }
        if ((!Speakable(before) || before.Nurture.Exhausted) && Speakable(after) && !after.Nurture.Exhausted) _reachableSince[after.Id] = at;
        if (before.Preferences.QuietUntilAt is { } until && until > at && after.Preferences.QuietUntilAt != until) _reachableSince[after.Id] = at;
    }

    private bool Erased(LeadId id) => world.HistoryOf(id).OfType<Erased>().Any();

    private void OfLead(LeadState lead)
    {
        var owned = lead.Work is not null;
        var byMember = lead.Stage is Stage.SalesOwned or Stage.PartnerOwned;
        Is(lead, !byMember || (owned && lead.Owner.Member is not null), "nobody works on an owned lead");
        Is(lead, byMember || lead.Stage is Stage.Won || lead.Owner == Owner.Marketing || (lead.Stage == Stage.Qualified && owned), $"{lead.Stage} belongs to {lead.Owner}");
        Is(lead, !owned || lead.Owner.Member is not null, "work without an owner");
        Is(lead, lead.Stage == Stage.Qualified || owned || lead.Handoff is null, "a hand-off outside of qualified");
        Is(lead, lead.Stage != Stage.Qualified || owned || lead.Handoff is { Asked: true } or { Offer: not null } or { WaitingSinceAt: not null }, "stuck in qualified");
        Is(lead, !(owned && lead.Handoff?.Offer is not null), "owned and offered");
        Is(lead, LeadLifecycle.DeadlineAt(lead) is not { } dueAt || dueAt >= world.Now, $"still open after its deadline {LeadLifecycle.DeadlineAt(lead)}");
        Is(lead, lead.Handoff is not { WaitingSinceAt: { } since } h || since + LeadLifecycle.RungOf(h, world.Program).WaitMax >= world.Now, "waits longer than its rung allows");
        Is(lead, lead.Nurture.Contacts.Count <= Nurture.ContactsKept && lead.Nurture.Contacts.SequenceEqual(lead.Nurture.Contacts.Order()), "contacts in disorder");
        Is(lead, lead.Facts.Select(f => f.Name).Distinct().Count() == lead.Facts.Count, "a fact twice");

        var (requests, touches) = _numbers.GetValueOrDefault(lead.Id);
        Is(lead, lead.Requests >= requests && lead.Nurture.Touches >= touches, "numbers shrink");
        _numbers[lead.Id] = (lead.Requests, lead.Nurture.Touches);

        var due = LeadLifecycle.DueAt(lead, world.Program);
        Is(lead, due is not null || !Expects(lead), "no alarm though something is to come");
        if (NurturePlan.Next(lead, world.Program) is { } next)
            Is(lead, BusinessTime.IsOpen(NurturePlan.HoursOf(lead, world.Program), next.DueAt), $"a touch due at {next.DueAt}, out of hours");
        if (lead.Handoff?.Offer is { } offer) Is(lead, offer.DueAt >= world.Now, "an offer outlives its deadline");
        NotForgotten(lead);
    }

    private void NotForgotten(LeadState lead)
    {
        if (!Speakable(lead) || lead.Nurture.Exhausted || lead.Nurture.Pending is { Begun: true }) return;
        var since = Moment.Later(lead.CycleSinceAt, lead.Nurture.LastContactAt ?? Moment.Never);
        since = Moment.Later(since, _reachableSince.GetValueOrDefault(lead.Id));
        // Whoever was out of reach or tried in vain is spoken to as soon as the hours allow.
        var slack = NurturePlan.RetryAfter + NurturePlan.ClosedMax;
        since = Moment.Later(since, lead.Preferences.QuietUntilAt ?? Moment.Never);
        since = Moment.Later(since, Moment.Later(lead.Nurture.TriedAt, lead.Nurture.HeardAt));
        Is(lead, world.Now - since <= NurturePlan.SilenceMax(lead, world.Program) + slack, $"silent since {since}");
    }

    private static bool Speakable(LeadState lead) =>
        lead.Stage != Stage.Won && NurturePlan.IsNurtured(lead) && NurturePlan.Reach(lead, null) is not null;

    private static bool Expects(LeadState lead) =>
        lead.Stage is Stage.Inquiry or Stage.Won || lead.Work is not null || lead.Handoff is { Offer: not null } or { WaitingSinceAt: not null }
        || (Speakable(lead) && lead.Nurture.Pending is null && !lead.Nurture.Exhausted);

    private void OfTeams()
    {
        foreach (var (name, team) in world.Teams)
        {
            foreach (var (id, held) in team.Held)
            {
                var lead = world.Leads[id];
                var holds = held.Owned ? lead.Work is not null && lead.Owner == new Owner(name, held.Member)
                    : lead.Handoff?.Offer is { } offer && (offer.Team, offer.Member, offer.Number) == (name, held.Member, held.Number);
                Is(lead, holds, $"{name} thinks that {held.Member} holds it");
                Is(lead, team.Seat(held.Member) is { } seat && !(seat.PausedUntilAt > world.Now), $"{held.Member} is not there and holds it");
            }
            foreach (var seat in team.Seats)
            {
                var count = team.Held.Values.Count(h => h.Member == seat.Member.Name);
                Assert.True(seat.Open == count, $"{seat.Member.Name} holds {count}, the seat says {seat.Open}");
            }
        }
        foreach (var lead in world.Leads.Values)
        {
            if (lead.Work is not null) Is(lead, world.Teams[lead.Owner.Team].Held.ContainsKey(lead.Id), "the team knows nothing of its lead");
            if (lead.Handoff?.Offer is { } offer) Is(lead, world.Teams[offer.Team].Held.ContainsKey(lead.Id), "the team knows nothing of its offer");
        }
    }

    private static void Is(LeadState lead, bool holds, string otherwise)
    {
        if (!holds) Assert.Fail($"{lead.Id.ToString()[..4]} {lead.Stage}: {otherwise}");
    }
}
