using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>
/// How often somebody came lately: two windows, of which the older one counts for the part of it that is still within
/// reach. In memory only, so a restart forgives. Thread-safe.
/// </summary>
internal sealed class Crowd
{
    /// <summary>Remembered in one window, about 100 bytes each; further ones are counted by nobody.</summary>
    public const int RememberedMax = 50_000;

    private readonly Lock _lock = new();
    private Dictionary<string, int> _now = [], _before = [];
    private long _window;

    /// <summary>Counts one more, and answers how many came within the span, this one among them.</summary>
    public double Come(string who, TimeSpan span, Moment at)
    {
        lock (_lock)
        {
            var (window, into) = Math.DivRem(at.Milliseconds, (long)span.TotalMilliseconds);
            if (window > _window) (_before, _now, _window) = (window == _window + 1 ? _now : [], [], window);
            if (!_now.TryGetValue(who, out var count) && _now.Count >= RememberedMax) return 0;
            _now[who] = ++count;
            return count + _before.GetValueOrDefault(who) * (1 - into / span.TotalMilliseconds);
        }
    }
}
