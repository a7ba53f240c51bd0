using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>
/// What is going to be done, earliest first; at the same minute in the order in which it was planned. Everything is
/// done at whole minutes, so that what comes together is decided together.
/// </summary>
internal sealed class Agenda
{
    private const long MinuteMs = 60_000;
    private const int OrderBits = 34;

    private readonly PriorityQueue<Deed, long> _deeds = new();
    private long _order;

    /// <summary>When the next thing is to be done, or null.</summary>
    public Moment? NextAt => _deeds.TryPeek(out _, out var key) ? new Moment((key >> OrderBits) * MinuteMs) : null;

    /// <summary>
    /// Plans something for the first whole minute at or after an instant, and after <paramref name="now"/>.
    /// </summary>
    public void Plan(Moment now, Moment at, Deed deed)
    {
        var minute = Math.Max((at.Milliseconds + MinuteMs - 1) / MinuteMs, now.Milliseconds / MinuteMs + 1);
        _deeds.Enqueue(deed, (minute << OrderBits) | _order++);
    }

    /// <summary>Takes the next thing that is to be done by an instant.</summary>
    public bool TryTake(Moment now, out Deed deed)
    {
        if (NextAt <= now) return _deeds.TryDequeue(out deed, out _);
        deed = default;
        return false;
    }
}
