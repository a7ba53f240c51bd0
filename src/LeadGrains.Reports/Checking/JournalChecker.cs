using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>
/// Reads a journal's entries in their order and holds them against what LeadGrains promises. It keeps its own small
/// books, a few hundred bytes for each lead, and asks neither the engine nor <see cref="LeadLifecycle"/>: a mistake
/// there shows here. One thread at a time.
/// </summary>
public sealed class JournalChecker
{
    /// <summary>Violations kept with their words; further ones are only counted.</summary>
    public const int ExamplesMax = 200;

    private readonly List<LeadBook?> _leads = [];
    private readonly Dictionary<LeadId, long> _rows = [];
    private readonly Dictionary<string, TeamBook> _teams = [];
    private readonly List<Violation> _examples = [];
    private readonly SortedDictionary<ViolationKind, long> _counts = [];
    private readonly CheckerRules _rules;
    private long _entries, _seq = -1;
    private Entry? _entry;
    private Moment _now;

    /// <summary>A checker for journals that were written under this program.</summary>
    public JournalChecker(Program program) => _rules = new CheckerRules(program, Report);

    /// <summary>Reads all entries up to an instant and answers what it found.</summary>
    public static CheckReport Check(IEnumerable<Entry> entries, Program program, Moment endAt)
    {
        var checker = new JournalChecker(program);
        foreach (var entry in entries) checker.Read(entry);
        return checker.Finish(endAt);
    }

    /// <summary>Reads the next entry.</summary>
    public void Read(Entry entry)
    {
        _entries++;
        _entry = entry;
        if (_seq >= 0 && entry.Seq != _seq + 1)
            Report(ViolationKind.Version, entry.Lead, $"entry {entry.Seq} follows {_seq}");
        if (entry.At < _now) Report(ViolationKind.Version, entry.Lead, $"time goes back from {_now}");
        _seq = entry.Seq;
        _now = Moment.Later(_now, entry.At);
        if (entry.Team is { } team) ReadTeam(team, entry);
        else ReadLead(entry);
    }

    /// <summary>Reads the next message that left; between the entry that it began in and the one that says how it ended.</summary>
    public void Read(Outgone message)
    {
        _entry = null;
        _now = Moment.Later(_now, message.At);
        if (_rows.TryGetValue(message.Lead, out var row)) _rules.Leave(_leads[(int)row]!, message, row);
        else Report(ViolationKind.Message, 0, $"{message.MessageId} left for somebody the journal doesn't know");
    }

    /// <summary>
    /// What is still open at the end of the journal is looked at too; after this, nothing more is read.
    /// </summary>
    public CheckReport Finish(Moment endAt)
    {
        var seen = 0;
        _entry = null;
        _now = Moment.Later(_now, endAt);
        for (var row = 0; row < _leads.Count; row++)
        {
            if (_leads[row] is not { } book) continue;
            seen++;
            _rules.Finish(book, row, _now);
        }
        foreach (var (team, book) in _teams)
            foreach (var (lead, member) in book.Owned)
                if (_rows.TryGetValue(lead, out var row) && _leads[(int)row] is { } owned
                    && owned.Owner != (team, member))
                    Report(ViolationKind.Owner, row,
                        $"team {team} thinks {member} owns it, the lead says {owned.OwnerWords}");
        return new CheckReport(
            _entries, seen, _counts.Values.Sum(), _examples, _counts, _rules.LongestSilence, _rules.ShortestGap)
        {
            Peaks = _rules.Peaks,
        };
    }

    private void ReadLead(Entry entry)
    {
        while (_leads.Count <= entry.Lead) _leads.Add(null);
        var book = _leads[(int)entry.Lead] ??= new LeadBook();
        Continue(entry, ref book.Version, ref book.LastSeq);
        _rules.Before(book, entry.Lead, entry.At);
        foreach (var happened in entry.LeadEvents)
        {
            if (happened is Inquired e && book.Stage == Stage.None) _rows[LeadId.Of(e.Identity)] = entry.Lead;
            if (happened is Absorbed { From: var from } && _rows.TryGetValue(from, out var row))
                book.Got.UnionWith(_leads[(int)row]!.Got);
            _rules.Apply(book, happened, entry.Lead, entry.At);
        }
        _rules.After(book, entry.Lead, entry.At);
    }

    private void ReadTeam(string team, Entry entry)
    {
        if (!_teams.TryGetValue(team, out var book)) _teams[team] = book = new TeamBook();
        Continue(entry, ref book.Version, ref book.LastSeq);
        foreach (var happened in entry.TeamEvents)
        {
            switch (happened)
            {
                case OfferMade e: book.Offered[e.Lead] = e.Member; book.Owned.Remove(e.Lead); break;
                case Settled { How: Settlement.Accepted } e when book.Offered.Remove(e.Lead, out var member):
                    book.Owned[e.Lead] = member;
                    break;
                case Settled e: book.Offered.Remove(e.Lead); book.Owned.Remove(e.Lead); break;
            }
        }
    }

    private void Continue(Entry entry, ref int version, ref long lastSeq)
    {
        if (entry.Version != version + 1)
            Report(ViolationKind.Version, entry.Lead, $"version {entry.Version} follows {version}");
        if (entry.Previous != lastSeq)
            Report(ViolationKind.Version, entry.Lead, $"points to entry {entry.Previous}, the one before is {lastSeq}");
        (version, lastSeq) = (entry.Version, entry.Seq);
    }

    private void Report(ViolationKind kind, long lead, string words)
    {
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        if (_examples.Count < ExamplesMax) _examples.Add(new Violation(kind, _entry?.Seq ?? _seq, lead, _now, words));
    }

    private sealed class TeamBook
    {
        public int Version;
        public long LastSeq;
        public Dictionary<LeadId, string> Offered { get; } = [];
        public Dictionary<LeadId, string> Owned { get; } = [];
    }
}
