using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>What became of offers.</summary>
public sealed record OfferCounts(int Made, int Accepted, int Declined, int Expired, int Withdrawn);

/// <summary>How busy a member was; a day is one in UTC on which there was anything.</summary>
/// <param name="OpenMax">The most leads owned at once.</param>
public sealed record OwnerLoad(
    string Team, string Member, int Offers, int Accepted, int Contacts, int Won, int OpenMax, int OffersPerDayMax,
    double ContactsPerDay);

/// <summary>
/// Reads a journal's entries and counts touches, offers and what members had to do. One thread at a time.
/// </summary>
public sealed class LoadReader
{
    private readonly Dictionary<(string Team, string Member), Tally> _members = [];
    private readonly Dictionary<long, (string Team, string Member)> _owned = [];
    private readonly List<int> _touches = [];
    private int _made, _accepted, _declined, _expired, _withdrawn;

    /// <summary>Reads the next entry.</summary>
    public void Read(Entry entry)
    {
        if (entry.Lead == 0) return;
        while (_touches.Count <= entry.Lead) _touches.Add(-1);
        if (_touches[(int)entry.Lead] < 0) _touches[(int)entry.Lead] = 0;
        foreach (var happened in entry.LeadEvents) Read(entry.Lead, happened, entry.At.UtcDate);
    }

    /// <summary>Touches made for each person, those without any included.</summary>
    public Spread? TouchesPerPerson => Spread.Of(_touches.Where(t => t >= 0).Select(t => (double)t));

    /// <summary>What became of offers.</summary>
    public OfferCounts Offers => new(_made, _accepted, _declined, _expired, _withdrawn);

    /// <summary>Every member who was offered anything, by team and name.</summary>
    public IReadOnlyList<OwnerLoad> Owners =>
        [.. _members.OrderBy(m => m.Key.Team, StringComparer.Ordinal).ThenBy(m => m.Key.Member, StringComparer.Ordinal)
            .Select(m => m.Value.Of(m.Key.Team, m.Key.Member))];

    private void Read(long lead, LeadEvent happened, DateOnly day)
    {
        switch (happened)
        {
            case TouchMade: _touches[(int)lead]++; break;
            case Offered e: _made++; Of(e.Offer.Team, e.Offer.Member).Offer(day); break;
            case OfferDeclined: _declined++; break;
            case OfferExpired: _expired++; break;
            case OfferWithdrawn: _withdrawn++; break;
            case Accepted { Owner: { Member: { } member } owner }:
                _accepted++;
                _owned[lead] = (owner.Team, member);
                Of(owner.Team, member).Accept();
                break;
            case ContactLogged when _owned.TryGetValue(lead, out var by): Of(by.Team, by.Member).Contact(day); break;
            case Won when _owned.Remove(lead, out var by): Of(by.Team, by.Member).Release(won: true); break;
            case Reclaimed or Recycled or Lost or Erased or Merged when _owned.Remove(lead, out var by):
                Of(by.Team, by.Member).Release(won: false);
                break;
        }
    }

    private Tally Of(string team, string member) =>
        _members.TryGetValue((team, member), out var tally) ? tally : _members[(team, member)] = new Tally();

    private sealed class Tally
    {
        private DateOnly _offerDay, _contactDay;
        private int _open, _offersToday;

        public int Offers, Accepted, Contacts, Won, OpenMax, OffersPerDayMax, Days;

        public OwnerLoad Of(string team, string member) => new(
            team, member, Offers, Accepted, Contacts, Won, OpenMax, OffersPerDayMax,
            Days == 0 ? 0 : (double)Contacts / Days);

        public void Offer(DateOnly day)
        {
            _offersToday = day == _offerDay ? _offersToday + 1 : 1;
            _offerDay = day;
            Offers++;
            OffersPerDayMax = Math.Max(OffersPerDayMax, _offersToday);
        }

        public void Accept()
        {
            Accepted++;
            OpenMax = Math.Max(OpenMax, ++_open);
        }

        public void Contact(DateOnly day)
        {
            Contacts++;
            if (day != _contactDay) Days++;
            _contactDay = day;
        }

        public void Release(bool won)
        {
            _open--;
            if (won) Won++;
        }
    }
}
