using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>Counts what became of mail, by the domain it went to. One thread at a time.</summary>
/// <param name="now">Until when is read.</param>
public sealed class MailHealthReader(Moment now)
{
    /// <summary>Days that are counted.</summary>
    public const int Days = 30;

    /// <summary>A domain with fewer people than this isn't named.</summary>
    public const int PeopleMin = 10;

    /// <summary>Domains that are named at most.</summary>
    public const int DomainsMax = 25;

    private readonly List<string?> _domains = [];
    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private readonly Moment _since = now - TimeSpan.FromDays(Days);

    /// <summary>Reads the next entry.</summary>
    public void Read(Entry entry)
    {
        if (entry.Lead == 0) return;
        foreach (var happened in entry.LeadEvents)
        {
            if (EmailOf(happened) is { } email) SetDomain(entry.Lead, email);
            if (entry.At > _since) Count(entry.Lead, happened);
        }
    }

    /// <summary>The figures after everything read so far.</summary>
    public MailHealth Report()
    {
        var named = _tallies.Where(t => t.Key.Length > 0 && t.Value.People >= PeopleMin && t.Value.Any).OrderByDescending(t => t.Value.Sent)
            .ThenBy(t => t.Key, StringComparer.Ordinal).Take(DomainsMax).ToList();
        var others = _tallies.Where(t => named.All(n => n.Key != t.Key)).Select(t => t.Value).ToList();
        return new MailHealth(Days, Tally.Sum("", _tallies.Values), [.. named.Select(t => Tally.Sum(t.Key, [t.Value])), .. others.Any(o => o.Any) ? [Tally.Sum("", others)] : Array.Empty<MailCounts>()]);
    }

    private static string? EmailOf(LeadEvent happened) => happened switch
    {
        Inquired e => e.Person.Email ?? (e.Identity.Kind == IdentityKind.Email ? e.Identity.Value : null),
        Learned e => e.Person?.Email,
        Identified { Identity.Kind: IdentityKind.Email } e => e.Identity.Value,
        _ => null,
    };

    private void SetDomain(long lead, string email)
    {
        while (_domains.Count <= lead) _domains.Add(null);
        var domain = email[(email.LastIndexOf('@') + 1)..].ToLowerInvariant();
        if (_domains[(int)lead] == domain) return;
        var tally = Of(domain);
        tally.People++;
        _domains[(int)lead] = tally.Domain; // one string for all of its people
    }

    private void Count(long lead, LeadEvent happened)
    {
        switch (happened)
        {
            case TouchMade { Channel: Channel.Email, Certain: true }: To(lead).Sent++; break;
            case TouchMade { Channel: Channel.Email }: To(lead).Uncertain++; break;
            case TouchFailed { ForGood: true }: To(lead).RefusedForGood++; break;
            case TouchFailed: To(lead).RefusedForNow++; break;
            case Bounced { Hard: true }: To(lead).Hard++; break;
            case Bounced: To(lead).Soft++; break;
            case Complained: To(lead).Complaints++; break;
        }
    }

    private Tally To(long lead) => Of(lead < _domains.Count ? _domains[(int)lead] ?? "" : "");

    private Tally Of(string domain) => _tallies.TryGetValue(domain, out var tally) ? tally : _tallies[domain] = new Tally(domain);

    private sealed class Tally(string domain)
    {
        public int People, Sent, Uncertain, RefusedForNow, RefusedForGood, Hard, Soft, Complaints;
        public string Domain => domain;
        public bool Any => Sent + Uncertain + RefusedForNow + RefusedForGood + Hard + Soft + Complaints > 0;

        public static MailCounts Sum(string name, IReadOnlyCollection<Tally> all) => new(name, all.Sum(t => t.Sent), all.Sum(t => t.Uncertain), all.Sum(t => t.RefusedForNow),
            all.Sum(t => t.RefusedForGood), all.Sum(t => t.Hard), all.Sum(t => t.Soft), all.Sum(t => t.Complaints));
    }
}
