using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>Counts what members made of what they got, event by event.</summary>
internal sealed class Scorecards
{
    private readonly Dictionary<(string Team, string Member), Tally> _members = [];
    private readonly Dictionary<long, Offer> _offers = [];
    private readonly Dictionary<long, Held> _held = [];

    /// <summary>Everybody who was offered anything, by team and name.</summary>
    public IReadOnlyList<Scorecard> All =>
        [.. _members.OrderBy(m => m.Key.Team, StringComparer.Ordinal).ThenBy(m => m.Key.Member, StringComparer.Ordinal).Select(m => m.Value.Card(m.Key.Team, m.Key.Member))];

    public void Read(long lead, LeadEvent happened, Moment at)
    {
        switch (happened)
        {
            case Offered e:
                var offered = Of(e.Offer.Team, e.Offer.Member);
                offered.Offers++;
                _offers[lead] = new Offer(offered, e.Offer.OfferedAt);
                break;
            case OfferDeclined when _offers.Remove(lead, out var offer): offer.To.Declined++; break;
            case OfferExpired when _offers.Remove(lead, out var offer): offer.To.Expired++; break;
            case OfferWithdrawn: _offers.Remove(lead); break;
            case Accepted { Owner.Member: { } member } e:
                var owner = Of(e.Owner.Team, member);
                owner.Accepted++;
                if (_offers.Remove(lead, out var taken)) owner.HoursToAccept.Add((at - taken.At).TotalHours);
                _held[lead] = new Held(owner, at);
                break;
            case ContactLogged when _held.TryGetValue(lead, out var held) && !held.Contacted:
                held.By.HoursToContact.Add((at - held.At).TotalHours);
                held.Contacted = true;
                break;
            case Won e when _held.Remove(lead, out var held): held.By.Win(e.Outcome, held.At); break;
            case Lost when _held.Remove(lead, out var held): held.By.Lost++; break;
            case Reclaimed or Recycled or Erased or Merged: _held.Remove(lead); break;
        }
    }

    private Tally Of(string team, string member) =>
        _members.TryGetValue((team, member), out var tally) ? tally : _members[(team, member)] = new Tally();

    private sealed record Offer(Tally To, Moment At);

    private sealed class Held(Tally by, Moment at)
    {
        public Tally By => by;
        public Moment At => at;
        public bool Contacted { get; set; }
    }

    private sealed class Tally
    {
        private readonly SortedDictionary<string, decimal> _values = new(StringComparer.Ordinal);
        private readonly List<double> _daysToWon = [];
        private int _won;

        public int Offers, Accepted, Declined, Expired, Lost;
        public List<double> HoursToAccept { get; } = [];
        public List<double> HoursToContact { get; } = [];

        public void Win(Outcome outcome, Moment acceptedAt)
        {
            _won++;
            _daysToWon.Add(Math.Max(0, (outcome.At - acceptedAt).TotalDays));
            if (outcome.Value is { } value) _values[outcome.Currency ?? ""] = _values.GetValueOrDefault(outcome.Currency ?? "") + value;
        }

        public Scorecard Card(string team, string member) => new(team, member, Offers, Accepted, Declined, Expired, _won, Lost,
            Spread.Of(HoursToAccept)?.Median, Spread.Of(HoursToContact)?.Median, Spread.Of(_daysToWon)?.Median, [.. _values.Select(v => (v.Key, v.Value))]);
    }
}
