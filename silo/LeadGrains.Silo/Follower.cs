using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Silo;

/// <summary>Looks again and again at what other processes may have changed: keys, people, webhooks, the program.</summary>
internal sealed partial class Follower : IAsyncDisposable
{
    /// <summary>So long a revoked key or a changed role may still hold on another process; 30 s is promised.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = new();
    private readonly IReadOnlyList<Action> _looks;
    private readonly ILogger _log;
    private readonly Task _loop;

    public Follower(ILogger log, params IReadOnlyList<Action> looks)
    {
        (_log, _looks) = (log, looks);
        _loop = Task.Run(Look);
    }

    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        await _closing.CancelAsync();
        await _loop;
        _closing.Dispose();
    }

    private async Task Look()
    {
        for (var isBlind = false; !_closing.IsCancellationRequested;)
        {
            try
            {
                foreach (var look in _looks) look();
                isBlind = false;
            }
            catch (Exception e) when (e is DbException or TimeoutException or StartException)
            {
                if (!isBlind) Blind(_log, e.Message);
                isBlind = true;
            }
            await Task.Delay(LookEvery, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What others have changed can't be read now and is tried again: {Why}")]
    private static partial void Blind(ILogger log, string why);
}
