using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// How much mail may leave now: the program's figure in any minute, saved up for one second at most, so that a hundred
/// thousand due touches leave as a stream and not as a burst. One thread uses it.
/// </summary>
internal sealed class MailPace(Moment start)
{
    private Moment _filledAt = start;
    private double _tokens = 1;

    /// <summary>Messages that may leave now.</summary>
    public int Allowed(Moment now, int perMinute)
    {
        var perMs = PerMs(perMinute);
        _tokens = Math.Min(Math.Max(1, perMinute / 60.0), _tokens + (now - _filledAt).TotalMilliseconds * perMs);
        _filledAt = now;
        return (int)_tokens;
    }

    /// <summary>So many left.</summary>
    public void Spend(int messages) => _tokens -= messages;

    /// <summary>When the next one may leave.</summary>
    public Moment NextAt(Moment now, int perMinute) =>
        _tokens >= 1 ? now : now + TimeSpan.FromMilliseconds(Math.Ceiling((1 - _tokens) / PerMs(perMinute)));

    // A little less than the figure: with what was saved up, no sixty seconds have more.
    private static double PerMs(int perMinute) => perMinute / 60_000.0 * (1 - 1 / 60.0);
}
