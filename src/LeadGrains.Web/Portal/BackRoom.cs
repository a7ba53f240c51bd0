using System.Threading.Channels;
using LeadGrains.Engine;

namespace LeadGrains.Web.Portal;

/// <summary>
/// Work that looks at every lead, and so would hold a request up: done one at a time in the background, while pages show how
/// far it is. What it came to is kept until others take its place, or the house closes. Thread-safe.
/// </summary>
public sealed class BackRoom : IDisposable
{
    /// <summary>Chores that may wait for their turn, and that are kept after they are over.</summary>
    public const int WaitingMax = 8, KeptMax = 30;

    /// <summary>A chore that takes longer is ended.</summary>
    public static readonly TimeSpan LastsMax = TimeSpan.FromMinutes(30);

    /// <summary>What is under way when the house closes has this long to notice.</summary>
    public static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(5);

    private readonly Channel<(Chore Chore, Work Work)> _queue = System.Threading.Channels.Channel.CreateBounded<(Chore, Work)>(WaitingMax);
    private readonly List<Chore> _chores = []; // guarded by itself
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<Moment> _now;
    private readonly Action<string> _complain;
    private readonly Task _loop;
    private long _number;

    /// <summary>Opens it, empty.</summary>
    /// <param name="now">The house's time.</param>
    /// <param name="complain">Told in one line when something stumbles.</param>
    public BackRoom(Func<Moment> now, Action<string> complain)
    {
        (_now, _complain) = (now, complain);
        _loop = Task.Run(Run);
    }

    /// <summary>Says how far something is, 0 to 1, and what it is at.</summary>
    public delegate void Telling(double done, string? saying = null);

    /// <summary>What a chore does; its answer is the chore's result.</summary>
    public delegate Task<object> Work(Telling tell, CancellationToken cancel);

    /// <summary>Puts something in the queue. Asked for again while it isn't over, it is the same; null when too much waits.</summary>
    public Chore? Begin(string kind, string key, string by, Work work)
    {
        lock (_chores)
        {
            if (Latest(kind, key) is { IsOver: false } under) return under;
            var chore = new Chore(++_number, kind, key, by, _now());
            if (!_queue.Writer.TryWrite((chore, work))) return null;
            _chores.Add(chore);
            while (_chores.Count > KeptMax && _chores.FirstOrDefault(c => c.IsOver) is { } oldest) _chores.Remove(oldest);
            return chore;
        }
    }

    /// <summary>The latest of a kind, or of a kind and key; null when there is none.</summary>
    public Chore? Latest(string kind, string? key = null)
    {
        lock (_chores) return _chores.LastOrDefault(c => c.Kind == kind && (key is null || c.Key == key));
    }

    /// <summary>All of a kind, the latest first.</summary>
    public IReadOnlyList<Chore> All(string kind)
    {
        lock (_chores) return [.. _chores.Where(c => c.Kind == kind).Reverse()];
    }

    /// <summary>Ends what is under way and begins nothing more.</summary>
    public void Dispose()
    {
        if (_closing.IsCancellationRequested) return;
        _queue.Writer.TryComplete();
        _closing.Cancel();
        _loop.Wait(CloseWithin);
    }

    private async Task Run()
    {
        while (await _queue.Reader.WaitToReadAsync())
            while (_queue.Reader.TryRead(out var next))
                await Do(next.Chore, next.Work);
    }

    private void Set(Chore chore, Func<Chore, Chore> change)
    {
        lock (_chores)
        {
            if (_chores.FindIndex(c => c.Number == chore.Number) is >= 0 and var at) _chores[at] = change(_chores[at]);
        }
    }

    private void Fail(Chore chore, string fault) => Set(chore, c => c with { Saying = null, Fault = fault, IsOver = true });

    private async Task Do(Chore chore, Work work)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        limit.CancelAfter(LastsMax);
        try
        {
            limit.Token.ThrowIfCancellationRequested();
            var result = await work((done, saying) => Set(chore, c => c with { Done = Math.Clamp(done, 0, 1), Saying = saying }), limit.Token);
            Set(chore, c => c with { Done = 1, Saying = null, Result = result, IsOver = true });
        }
        catch (OperationCanceledException)
        {
            Fail(chore, _closing.IsCancellationRequested ? "The house closed meanwhile." : $"It took longer than {LastsMax.TotalMinutes:0} minutes and was ended; the command line has no such limit.");
        }
        catch (EngineStoppedException)
        {
            Fail(chore, "The house closed meanwhile.");
        }
        catch (Exception e)
        {
            Fail(chore, "It stumbled over something; the house's log has a line about it.");
            _complain($"portal: {e.GetType().Name} in {chore.Kind}");
        }
    }
}
