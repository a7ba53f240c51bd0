using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// A clock that stands still until it is moved, for tests and rehearsal. Timers made from it fire, in order, on the
/// thread that moves it. Thread-safe.
/// </summary>
public sealed class VirtualTime(Moment start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<VirtualTimer, long> _timers = new();
    private Moment _now = start;

    /// <summary>The instant it shows.</summary>
    public Moment Now
    {
        get { lock (_lock) return _now; }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();

    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now.Milliseconds;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Moves on to an instant, firing every timer on the way at its own; an earlier instant moves nothing.</summary>
    public void MoveTo(Moment at)
    {
        while (true)
        {
            VirtualTimer timer;
            lock (_lock)
            {
                if (!_timers.TryPeek(out timer!, out var dueMs) || dueMs > at.Milliseconds)
                {
                    _now = Moment.Later(_now, at);
                    return;
                }
                _timers.Dequeue();
                if (timer.DueMs != dueMs) continue;
                _now = Moment.Later(_now, new Moment(dueMs));
            }
            timer.Fire();
        }
    }

    /// <summary>Moves on by a span of zero or more.</summary>
    public void Advance(TimeSpan span) => MoveTo(Now + span);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        // Under the clock's lock; null when not armed. An entry of the queue with another value is stale.
        public long? DueMs { get; private set; }

        public void Fire()
        {
            Change(_period, _period);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                _period = period;
                DueMs = dueTime < TimeSpan.Zero ? null : (time._now + dueTime).Milliseconds;
                if (DueMs is { } due) time._timers.Enqueue(this, due);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
