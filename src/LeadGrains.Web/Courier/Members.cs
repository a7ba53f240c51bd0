using System.Collections.Concurrent;
using LeadGrains.Store;

namespace LeadGrains.Web.Courier;

/// <summary>
/// Looks members up in the journal, and again after a minute, since addresses change. Safe from any thread.
/// </summary>
/// <param name="open">Views for one look.</param>
internal sealed class Members(Func<LeadViews> open, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Team, string Name), (Member? Member, long ReadAt)> _known = new();

    /// <summary>The member, or null when the team has none of that name.</summary>
    public Member? Find(string team, string name)
    {
        if (_known.TryGetValue((team, name), out var known)
            && time.GetElapsedTime(known.ReadAt) < KeptFor) return known.Member;
        var now = time.GetTimestamp();
        using var views = open();
        foreach (var state in views.Teams())
            foreach (var seat in state.Seats) _known[(state.Name, seat.Member.Name)] = (seat.Member, now);
        return _known.TryGetValue((team, name), out known) && known.ReadAt == now ? known.Member : null;
    }
}
