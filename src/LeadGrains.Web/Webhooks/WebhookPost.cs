using System.Collections.Concurrent;
using LeadGrains.Engine;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>
/// Tells every webhook what happens, each in a lane of its own, so that none waits for another. The journal is the queue: after a
/// crash each goes on where it was, and what may have been told is told again under the same id. Starts at once; dispose it
/// before the engine. Thread-safe.
/// </summary>
public sealed class WebhookPost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, WebhookLane> _lanes = new();
    private readonly Dictionary<int, Task> _turns = []; // loop only
    private readonly CancellationTokenSource _closing = new(), _cancelled = new();
    private readonly Func<LeadViews> _open;
    private readonly WebhookBook _book;
    private readonly Func<Program> _program;
    private readonly WebhookClient _client;
    private readonly TimeProvider _time;
    private readonly Random _dice;
    private readonly Action<string> _alert;
    private readonly Func<bool> _isTeller;
    private readonly Rounds? _looks;

    /// <param name="open">Views for one look.</param>
    /// <param name="program">The program at work; asked anew for each entry.</param>
    /// <param name="alert">Told in one line, without a secret and without a person, what needs somebody.</param>
    /// <param name="isTeller">Is it this process that tells? Asked at each look; where several run, one at a time does. Null: always.</param>
    public WebhookPost(Func<LeadViews> open, WebhookBook book, Func<Program> program, TimeProvider time, Action<string> alert, Func<bool>? isTeller = null) : this(open, book, program, time, alert, Random.Shared, isTeller)
    {
        _looks = new Rounds(WebhookLimits.LookEvery, time, _ =>
        {
            Look();
            return Task.CompletedTask;
        }, isPassing: e => e is System.Data.Common.DbException or IOException, e => alert($"webhooks: the journal can't be read now ({e.GetType().Name}); it is tried again."));
    }

    /// <summary>For tests: it looks when <see cref="Work"/> is called, and not by itself.</summary>
    internal WebhookPost(Func<LeadViews> open, WebhookBook book, Func<Program> program, TimeProvider time, Action<string> alert, Random dice, Func<bool>? isTeller = null)
    {
        (_open, _book, _program, _time, _alert, _dice, _isTeller) = (open, book, program, time, alert, dice, isTeller ?? (() => true));
        _client = new WebhookClient(time);
    }

    /// <summary>The latest tries of a webhook since the start, the latest first.</summary>
    public IReadOnlyList<WebhookTry> Latest(int number) => LaneOf(number).Trace.Latest();

    /// <summary>Tells a range of entries again, under the ids they had; false while another range is being told.</summary>
    public async Task<bool> Replay(int number, WebhookReplay range)
    {
        if (_isTeller() ? !LaneOf(number).Again(range) : RowOf(number).Replay is not null) return false;
        await _book.Keep(new WebhookChange(number) { Replay = range });
        return true;
    }

    /// <summary>Looks once, and ends when every lane has done its turn; answers whether there was anything to do. For tests, instead of the loop.</summary>
    internal async Task<bool> Work()
    {
        Look();
        var any = _turns.Count > 0;
        await Task.WhenAll(_turns.Values);
        return any;
    }

    /// <summary>Takes up nothing more; what is on its way has a moment to arrive.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        await _closing.CancelAsync();
        _cancelled.CancelAfter(WebhookLimits.CloseWithin);
        if (_looks is not null) await _looks.DisposeAsync();
        await Task.WhenAll(_turns.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _closing.Dispose();
        _cancelled.Dispose();
    }

    private void Look()
    {
        foreach (var (number, _) in _turns.Where(t => t.Value.IsCompleted).ToList()) _turns.Remove(number);
        if (!_isTeller())
        {
            _lanes.Clear(); // whoever tells now writes how far it came; should it be us again, that is where we go on
            return;
        }
        var flowing = _book.All.Where(h => h.IsFlowing && !_turns.ContainsKey(h.Number)).ToList();
        if (flowing.Count == 0) return;
        using var views = _open();
        var (now, last, due) = (Moment.From(_time.GetUtcNow()), views.LastSeq(), views.WebhooksDue());
        var rows = _book.Shared is null ? [] : views.Webhooks().ToDictionary(row => row.Number);
        foreach (var hook in flowing)
        {
            var lane = LaneOf(hook.Number);
            if (_book.Shared is not null && lane.Replay is null && rows[hook.Number].Replay is { } asked) lane.Again(asked); // somebody asked another process
            if (lane.HasWork(last, due.TryGetValue(hook.Number, out var at) ? at : null, now)) _turns[hook.Number] = Task.Run(() => Turn(lane, hook));
        }
    }

    // On and on while there is something to do, so that nobody waits for the next look.
    private async Task Turn(WebhookLane lane, Webhook hook)
    {
        try
        {
            for (var current = hook; current is { IsFlowing: true } && !_closing.IsCancellationRequested; current = _book.Find(hook.Number))
            {
                var before = (lane.Cursor, lane.Replay);
                await lane.Turn(current, _cancelled.Token);
                if ((lane.Cursor, lane.Replay) == before) return;
            }
        }
        catch (EngineStoppedException)
        {
            // What wasn't noted is told again at the next start.
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or System.Text.Json.JsonException)
        {
            _alert($"webhook {hook.Number}: a turn failed ({e.GetType().Name}); it is tried again.");
        }
    }

    private WebhookLane LaneOf(int number) => _lanes.GetOrAdd(number, _ => Lane(RowOf(number)));

    private WebhookRow RowOf(int number)
    {
        using var views = _open();
        return views.Webhooks().First(row => row.Number == number);
    }

    private WebhookLane Lane(WebhookRow row) => new(row, _open, _book, _program, _client, _time, _dice, _alert);
}
