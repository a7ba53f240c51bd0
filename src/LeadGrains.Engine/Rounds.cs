namespace LeadGrains.Engine;

/// <summary>
/// Something that is done at once and then again and again, with a pause after each time, until it is ended: looking at what
/// others have changed, or whether something is free. One round at a time. Thread-safe.
/// </summary>
public sealed class Rounds : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _going;

    /// <summary>Begins with the first round, on a thread of its own.</summary>
    /// <param name="pause">Between the end of a round and the next; zero or more.</param>
    /// <param name="time">What the pause is measured by.</param>
    /// <param name="round">Told when it shall end.</param>
    /// <param name="isPassing">Is a failure one after which the next round may do better? Any other ends the rounds, and is thrown by <see cref="DisposeAsync"/>.</param>
    /// <param name="failed">Told the first failure of a row, and the next one when a round has gone well in between.</param>
    public Rounds(TimeSpan pause, TimeProvider time, Func<CancellationToken, Task> round, Func<Exception, bool> isPassing, Action<Exception>? failed = null) =>
        _going = Task.Run(() => Go(pause, time, round, isPassing, failed));

    /// <summary>Begins no more of them, and ends with the one under way. Twice is once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ending.IsCancellationRequested) return;
        await _ending.CancelAsync();
        await _going;
        _ending.Dispose();
    }

    private async Task Go(TimeSpan pause, TimeProvider time, Func<CancellationToken, Task> round, Func<Exception, bool> isPassing, Action<Exception>? failed)
    {
        for (var isFailing = false; !_ending.IsCancellationRequested;)
        {
            try
            {
                await round(_ending.Token);
                isFailing = false;
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (isPassing(e))
            {
                if (!isFailing) failed?.Invoke(e);
                isFailing = true;
            }
            await Task.Delay(pause, time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
