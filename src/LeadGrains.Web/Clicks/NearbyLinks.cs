using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary>
/// Which links of a touch were followed lately, so that a scanner that follows all of them is known. Only in memory:
/// looking at a link changes nothing, and what is forgotten at a restart costs a wrong guess at most. Thread-safe.
/// </summary>
internal sealed class NearbyLinks(int rememberedMax = WebLimits.LinksRememberedMax)
{
    private readonly Lock _lock = new();
    private readonly Queue<(Moment At, LeadId Lead, int Touch, int Link)> _seen = new();

    // The links of a touch, each with the latest instant it was followed at.
    private readonly Dictionary<(LeadId Lead, int Touch), Dictionary<int, Moment>> _byTouch = [];

    /// <summary>A link was followed, by whatever method.</summary>
    public void Follow(LinkTicket ticket, Moment now)
    {
        var link = HashCode.Combine(ticket.Kind, ticket.Detail);
        lock (_lock)
        {
            while (_seen.TryPeek(out var oldest) && (oldest.At < now - ClickRules.BurstWithin * 2 || _seen.Count >= rememberedMax)) Forget(_seen.Dequeue());
            _seen.Enqueue((now, ticket.Lead, ticket.Touch, link));
            if (!_byTouch.TryGetValue((ticket.Lead, ticket.Touch), out var links)) _byTouch[(ticket.Lead, ticket.Touch)] = links = [];
            links[link] = now;
        }
    }

    /// <summary>Different links of the same touch that were followed about then; those that come after it count as well.</summary>
    public int Around(LinkTicket ticket, Moment at)
    {
        lock (_lock)
        {
            return _byTouch.TryGetValue((ticket.Lead, ticket.Touch), out var links)
                ? Math.Max(1, links.Values.Count(followed => (followed - at).Duration() <= ClickRules.BurstWithin)) : 1;
        }
    }

    private void Forget((Moment At, LeadId Lead, int Touch, int Link) old)
    {
        if (!_byTouch.TryGetValue((old.Lead, old.Touch), out var links)) return;
        if (links.TryGetValue(old.Link, out var at) && at <= old.At) links.Remove(old.Link);
        if (links.Count == 0) _byTouch.Remove((old.Lead, old.Touch));
    }
}
