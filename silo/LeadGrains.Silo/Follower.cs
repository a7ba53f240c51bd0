using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Silo;

/// <summary>Looks again and again at what other processes may have changed: keys, people, webhooks, the program.</summary>
internal sealed partial class Follower(ILogger log, params IReadOnlyList<Action> looks) : IAsyncDisposable
{
    /// <summary>So long a revoked key or a changed role may still hold on another process; 30 s is promised.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Rounds _rounds = new(LookEvery, TimeProvider.System, _ => Look(looks), isPassing: e => e is DbException or TimeoutException or StartException, e => Blind(log, e.Message));

    public ValueTask DisposeAsync() => _rounds.DisposeAsync();

    private static Task Look(IEnumerable<Action> looks)
    {
        foreach (var look in looks) look();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What others have changed can't be read now and is tried again: {Why}")]
    private static partial void Blind(ILogger log, string why);
}
