using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>New leads on one working day of a member, in their own zone.</summary>
public readonly record struct MemberDay(string Team, string Member, DateOnly Day, int Offers);

/// <summary>How leads were let through to the members.</summary>
/// <param name="Days">Every member's day with a new lead, by team, member and day.</param>
/// <param name="Waited">Leads that had to wait for a free hand, once per rung.</param>
/// <param name="Released">Of these, offered to somebody.</param>
/// <param name="WaitedInVain">Of these, moved on at the end of the rung's longest wait, or otherwise.</param>
/// <param name="Waiting">Waiting still.</param>
/// <param name="PassedOver">Offers made while somebody with a better place in the queue of that team was not even
/// asked.</param>
/// <param name="LongestWait">Longest wait for a free hand on one rung.</param>
public sealed record ReleaseReport(
    IReadOnlyList<MemberDay> Days, int Waited, int Released, int WaitedInVain, int Waiting, int PassedOver,
    TimeSpan LongestWait);

/// <summary>
/// Reads a journal's entries and looks at the valve: who got how many new leads on which day, who waited and how long,
/// and whether the best went first. One thread at a time.
/// </summary>
public sealed class ReleaseReader
{
    private readonly Dictionary<(string Team, string Member, DateOnly Day), int> _days = [];
    private readonly Dictionary<long, Place> _places = [];
    private readonly Dictionary<long, int> _scores = [];
    private readonly Dictionary<string, SortedSet<(long Rank, long Lead)>> _queues = [];
    private int _waited, _released, _inVain, _passedOver;
    private TimeSpan _longest;

    /// <summary>Reads the next entry.</summary>
    public void Read(Entry entry)
    {
        foreach (var happened in entry.TeamEvents)
            if (happened is OfferMade e)
                _days[(entry.Team!, e.Member, e.Day)] = _days.GetValueOrDefault((entry.Team!, e.Member, e.Day)) + 1;
        foreach (var happened in entry.LeadEvents) Read(entry.Lead, happened, entry.At);
    }

    /// <summary>What was seen until an instant.</summary>
    public ReleaseReport Report(Moment endAt) => new(
        [.. _days.OrderBy(d => d.Key.Team, StringComparer.Ordinal).ThenBy(d => d.Key.Member, StringComparer.Ordinal)
            .ThenBy(d => d.Key.Day).Select(d => new MemberDay(d.Key.Team, d.Key.Member, d.Key.Day, d.Value))],
        _waited, _released, _inVain, _places.Count, _passedOver,
        _places.Values.Select(p => endAt - p.Since).Append(_longest).Max());

    private void Read(long lead, LeadEvent happened, Moment at)
    {
        switch (happened)
        {
            case Scored e: Score(lead, e.Verdict.Score); break;
            case Qualified e: Leave(lead, at); Score(lead, e.Verdict.Score); break;
            case Held e: Join(lead, e.Team, at); break;
            case OwnerSought e when _places.TryGetValue(lead, out var place):
                if (place.Team == e.Team && e.Named is null) _places[lead] = place with { AskedAt = at };
                else Leave(lead, at);
                break;
            case Offered e: Offer(lead, e.Offer.Team, at); break;
            case LadderEnded or Won or Lost or Merged or Erased: Leave(lead, at); break;
        }
    }

    private void Score(long lead, int score)
    {
        _scores[lead] = score;
        if (!_places.TryGetValue(lead, out var place)) return;
        _queues[place.Team].Remove((place.Rank, lead));
        place = place with { Rank = RankOf(lead, place.Since) };
        _queues[place.Team].Add((place.Rank, lead));
        _places[lead] = place;
    }

    private void Join(long lead, string team, Moment at)
    {
        if (_places.ContainsKey(lead)) return;
        _waited++;
        var place = new Place(team, at, at, RankOf(lead, at));
        _places[lead] = place;
        if (!_queues.TryGetValue(team, out var queue)) _queues[team] = queue = [];
        queue.Add((place.Rank, lead));
    }

    // Who was asked at the same instant and not taken was not passed over: nobody free suited them.
    private void Offer(long lead, string team, Moment at)
    {
        var rank = _places.TryGetValue(lead, out var place) ? place.Rank : RankOf(lead, at);
        if (place is not null && place.Team == team) _released++;
        if (_queues.TryGetValue(team, out var queue))
            foreach (var (better, other) in queue)
            {
                if (better >= rank) break;
                if (_places[other].AskedAt == at) continue;
                _passedOver++;
                break;
            }
        if (place is not null) Leave(lead, at, released: place.Team == team);
    }

    private void Leave(long lead, Moment at, bool released = false)
    {
        if (!_places.Remove(lead, out var place)) return;
        _queues[place.Team].Remove((place.Rank, lead));
        if (at - place.Since > _longest) _longest = at - place.Since;
        if (!released) _inVain++;
    }

    private long RankOf(long lead, Moment since) =>
        since.Milliseconds - (long)(WaitingRank.AgeingPerPoint.TotalMilliseconds * _scores.GetValueOrDefault(lead));

    private sealed record Place(string Team, Moment Since, Moment AskedAt, long Rank);
}
