using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>A stream as its readers have it: what is wanted in one topic and language, and how much of it is left (N6).</summary>
/// <param name="Topic">A topic of the program.</param>
/// <param name="Language">In which its readers read.</param>
/// <param name="Pieces">Pieces of the drip there are.</param>
/// <param name="Readers">People who are nurtured, may be written to about it, and read this language.</param>
/// <param name="RunningDry">Readers with few unseen pieces left, those with none among them.</param>
/// <param name="Dry">Readers with nothing unseen left.</param>
/// <param name="FirstDryAt">When the first of those who still have some will have none, at their own rhythm; null: nobody does.</param>
public sealed record StreamLine(string Topic, string Language, int Pieces, int Readers, int RunningDry, int Dry, Moment? FirstDryAt);

/// <summary>
/// Counts, over the states of all leads, whose streams run dry, so that the marketer writes in time. Give it every lead,
/// then ask. One thread at a time; memory doesn't grow with the leads.
/// </summary>
/// <param name="few">So many unseen pieces are few; 0 to 100.</param>
public sealed class StreamsRunningDry(Program program, Moment now, int few = 3)
{
    private readonly Dictionary<(string Topic, string Language), Tally> _streams = [];

    /// <summary>All streams with readers or pieces, driest first.</summary>
    public IReadOnlyList<StreamLine> Lines
    {
        get
        {
            foreach (var piece in program.Content.Where(p => p is { Kind: PieceKind.Drip, Topic: not null })) _ = Of(piece.Topic!, piece.Language);
            return [.. _streams.Select(s => s.Value.Line(s.Key.Topic, s.Key.Language, program))
                .OrderByDescending(s => s.Dry > 0).ThenBy(s => s.FirstDryAt ?? new Moment(long.MaxValue))
                .ThenBy(s => s.Topic, StringComparer.Ordinal).ThenBy(s => s.Language, StringComparer.Ordinal)];
        }
    }

    /// <summary>Counts one lead.</summary>
    public void Add(LeadState lead)
    {
        if (!NurturePlan.IsNurtured(lead) || lead.Stage == Stage.Won || NurturePlan.Reach(lead, null) is null) return;
        var language = lead.Person.Language ?? program.Language;
        // One drip serves all the topics that somebody wants: what is left of all of them is what lasts.
        var left = 0;
        var wanted = new Dictionary<string, int>();
        foreach (var topic in program.Topics)
            if (NurturePlan.Reach(lead, topic) is not null) wanted[topic] = 0;
        foreach (var piece in program.Content)
        {
            if (piece is not { Kind: PieceKind.Drip, Topic: { } topic } || piece.Language != language || !wanted.TryGetValue(topic, out var unseen)
                || lead.Nurture.Seen.Contains(piece.Id) || !NurturePlan.MayGo(piece, lead) || piece.NotAfter < now.UtcDate) continue;
            wanted[topic] = unseen + 1;
            left++;
        }
        var rhythm = lead.Preferences.RhythmDays is { } days ? TimeSpan.FromDays(days) : program.Cadence.Every;
        var lastAt = Moment.Later(lead.Nurture.SlotAt, lead.Preferences.QuietUntilAt ?? Moment.Never) + rhythm * left;
        foreach (var (topic, unseen) in wanted) Of(topic, language).Add(unseen, few, Moment.Later(now, lastAt));
    }

    private Tally Of(string topic, string language) =>
        _streams.TryGetValue((topic, language), out var tally) ? tally : _streams[(topic, language)] = new Tally();

    private sealed class Tally
    {
        private int _readers, _few, _dry;
        private Moment? _firstDryAt;

        public void Add(int unseen, int few, Moment lastAt)
        {
            _readers++;
            if (unseen <= few) _few++;
            if (unseen == 0) _dry++;
            else _firstDryAt = Moment.Earlier(_firstDryAt, lastAt);
        }

        public StreamLine Line(string topic, string language, Program program) => new(topic, language,
            program.Content.Count(p => p.Kind == PieceKind.Drip && p.Topic == topic && p.Language == language), _readers, _few, _dry, _firstDryAt);
    }
}
