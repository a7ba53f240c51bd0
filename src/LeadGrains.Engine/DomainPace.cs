using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// Which domain may get a mail now, and until when it waits otherwise: each one who waits gets a later instant than the
/// one before, at the domain's own pace, so that a hundred thousand to one domain are put off once each. One thread
/// takes, any gives back.
/// </summary>
internal sealed class DomainPace(SendingLimits limits)
{
    /// <summary>Domains remembered; beyond it those that wait for nothing are forgotten, which costs nothing.</summary>
    private const int DomainsKeptMax = 10_000;

    /// <summary>What wasn't used within this time is lost: a quick domain's mails may leave a second's worth at once.</summary>
    private static readonly TimeSpan SavedMax = TimeSpan.FromSeconds(1);

    /// <summary>Who finds all hands full comes again after this at the earliest.</summary>
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, Lane> _lanes = [];

    /// <summary>Whether there is anything to look at.</summary>
    public bool IsLimited => limits.PerDomain is not null || limits.Domains.Count > 0;

    /// <summary>Null: it may go now, and <see cref="GiveBack"/> follows. Else not before this instant.</summary>
    public Moment? Take(string domain, Moment now)
    {
        if (limits.Of(domain) is not { } limit) return null;
        lock (_lanes)
        {
            if (!_lanes.TryGetValue(domain, out var lane))
            {
                if (_lanes.Count >= DomainsKeptMax) Forget(now);
                _lanes[domain] = lane = new Lane();
            }
            var interval = TimeSpan.FromMilliseconds(Math.Ceiling(60_000.0 / limit.PerMinuteMax));
            var saved = interval < SavedMax ? SavedMax - interval : TimeSpan.Zero;
            if (lane.FreeAt <= now + saved && lane.UnderWay < limit.AtOnceMax)
            {
                lane.UnderWay++;
                lane.FreeAt = Moment.Later(lane.FreeAt, now) + interval;
                return null;
            }
            var freeAt = Moment.Later(lane.FreeAt, now + AgainAfter);
            return lane.PromisedAt = Moment.Later(lane.PromisedAt + interval, freeAt);
        }
    }

    /// <summary>A mail to the domain is under way no longer.</summary>
    public void GiveBack(string domain)
    {
        lock (_lanes)
            if (_lanes.TryGetValue(domain, out var lane) && lane.UnderWay > 0) lane.UnderWay--;
    }

    private void Forget(Moment now)
    {
        foreach (var (domain, lane) in _lanes.ToList())
            if (lane.UnderWay == 0 && lane.FreeAt <= now && lane.PromisedAt <= now) _lanes.Remove(domain);
    }

    private sealed class Lane
    {
        public int UnderWay;
        public Moment FreeAt;
        public Moment PromisedAt;
    }
}
