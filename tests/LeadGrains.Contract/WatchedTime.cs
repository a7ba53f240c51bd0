using LeadGrains.Engine;

namespace LeadGrains.Contract;

/// <summary>A view of the test's clock that knows who waits: so that a test moves it on only when everybody has come.</summary>
public sealed class WatchedTime(VirtualTime clock) : TimeProvider
{
    private int _waits;

    /// <summary>Waits that ever began.</summary>
    public int Waits => Volatile.Read(ref _waits);

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _waits);
        return timer;
    }
}
