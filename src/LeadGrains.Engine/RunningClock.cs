using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// A virtual clock that somebody watches and adjusts while a house lives by it on real threads: it stands, runs at a speed,
/// or jumps. It goes in steps and waits for the house after each, so that nothing happens later than
/// <see cref="StepMax"/> after its instant; where the house can't follow, the clock goes slower. Thread-safe.
/// </summary>
public sealed class RunningClock : IAsyncDisposable
{
    /// <summary>The longest step.</summary>
    public static readonly TimeSpan StepMax = TimeSpan.FromMinutes(5);

    /// <summary>How often it moves, in real time.</summary>
    public static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>The highest speed, for one real second; and the longest jump.</summary>
    public static readonly TimeSpan PerSecondMax = TimeSpan.FromDays(1), JumpMax = TimeSpan.FromDays(31);

    private readonly VirtualTime _time;
    private readonly Func<Task> _follow;
    private readonly TimeProvider _wall;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Task _running;
    private TimeSpan _perSecond, _left; // under the lock
    private TaskCompletionSource? _arriving; // under the lock

    /// <param name="follow">Ends when the house has done what was due: any question to the engine does it.</param>
    /// <param name="wall">Real time.</param>
    public RunningClock(VirtualTime time, Func<Task> follow, TimeProvider wall)
    {
        (_time, _follow, _wall) = (time, follow, wall);
        _running = Task.Run(Run);
    }

    /// <summary>What it shows.</summary>
    public Moment Now => _time.Now;

    /// <summary>How far it goes in a real second; zero while it stands.</summary>
    public TimeSpan PerSecond
    {
        get { lock (_lock) return _perSecond; }
    }

    /// <summary>How far it still has to go of a jump.</summary>
    public TimeSpan Left
    {
        get { lock (_lock) return _left; }
    }

    /// <summary>Runs at a speed from now on; zero stops it, in the middle of a jump too.</summary>
    /// <param name="perSecond">From zero to <see cref="PerSecondMax"/>.</param>
    public void Run(TimeSpan perSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perSecond, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perSecond, PerSecondMax);
        lock (_lock)
        {
            _perSecond = perSecond;
            if (perSecond > TimeSpan.Zero) return;
            _left = TimeSpan.Zero;
            Arrive();
        }
    }

    /// <summary>Goes a span on as fast as the house follows; ends when it is there, or was stopped.</summary>
    /// <param name="by">From zero to <see cref="JumpMax"/>, with what is left of earlier jumps.</param>
    public Task Jump(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_lock)
        {
            if (_left + by > JumpMax) by = JumpMax - _left;
            _left += by;
            return (_arriving ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Stops it. Twice is once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    private async Task Run()
    {
        try
        {
            for (var last = _wall.GetTimestamp(); ;)
            {
                await Task.Delay(TickEvery, _wall, _stop.Token);
                var elapsed = _wall.GetElapsedTime(last);
                last = _wall.GetTimestamp();
                lock (_lock)
                    if (_left < _perSecond) _left += _perSecond * elapsed.TotalSeconds;
                while (Step() is { } step)
                {
                    _time.Advance(step);
                    await _follow().WaitAsync(_stop.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or EngineStoppedException)
        {
            // It stands still for good.
        }
        lock (_lock) Arrive();
    }

    private TimeSpan? Step()
    {
        lock (_lock)
        {
            var step = _left < StepMax ? _left : StepMax;
            _left -= step;
            if (step > TimeSpan.Zero) return step;
            Arrive();
            return null;
        }
    }

    private void Arrive()
    {
        _arriving?.TrySetResult();
        _arriving = null;
    }
}
