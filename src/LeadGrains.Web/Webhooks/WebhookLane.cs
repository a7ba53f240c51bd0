using LeadGrains.Engine;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>
/// Tells one webhook, a turn at a time: what is due again, what is new, what is replayed. Deliveries come first and are noted
/// after, in one commit a turn: a crash between them tells the same again, under the same id. One turn at a time.
/// </summary>
internal sealed class WebhookLane(WebhookRow row, Func<LeadViews> open, WebhookBook book, Func<Program> program, WebhookClient client, TimeProvider time, Random dice, Action<string> alert)
{
    private readonly List<WebhookMiss> _missed = [], _settled = [];
    private readonly int _number = row.Number;
    private long _kept = row.Cursor; // as it stands in the file
    private WebhookReplay? _replayKept = row.Replay;
    private WebhookReplay? _asked; // by whoever wants a replay; taken over at the next turn
    private long _second;
    private int _sentInSecond, _missedInRow, _taken;
    private WebhookAnswer? _fatal;

    /// <summary>The latest entry that was told, or came to nothing.</summary>
    public long Cursor { get; private set; } = row.Cursor;

    /// <summary>The range that is told again.</summary>
    public WebhookReplay? Replay { get; private set; } = row.Replay;

    /// <summary>Nothing is told before this instant: the receiver asked for a pause, or has had enough for this second.</summary>
    public Moment NotBeforeAt { get; private set; }

    public WebhookTrace Trace { get; } = new();

    /// <summary>So many misses in a row that it seems to be down.</summary>
    private bool IsDown => _missedInRow >= WebhookLimits.DownAfterMisses;

    private Moment Now => Moment.From(time.GetUtcNow());

    /// <summary>Tells a range again; false while another one is being told.</summary>
    public bool Again(WebhookReplay range) => Replay is null && Interlocked.CompareExchange(ref _asked, range, null) is null;

    /// <summary>Is there anything to do?</summary>
    /// <param name="last">The number of the journal's latest entry.</param>
    /// <param name="dueAt">When a missed message is due.</param>
    public bool HasWork(long last, Moment? dueAt, Moment now) =>
        now >= NotBeforeAt && (dueAt <= now || (MayTellNews(dueAt is not null) && (Cursor < last || Replay is not null || _asked is not null)));

    /// <summary>One turn. Throws what the journal throws.</summary>
    public async Task Turn(Webhook hook, CancellationToken cancel)
    {
        if (Now < NotBeforeAt) return;
        (_taken, _fatal) = (0, null);
        Replay ??= Interlocked.Exchange(ref _asked, null);
        using var views = open();
        if (views.Setting(Sending.Setting) == Sending.Held) return;
        var before = views.WebhookCount(_number);
        await Retry(hook, views, cancel);
        if (before.Waiting + _missed.Count < WebhookLimits.WaitingMax && MayTellNews(before.Waiting > 0))
        {
            Cursor = await Tell(hook, views, Cursor, long.MaxValue, cancel);
            if (Replay is { } range && MayGoOn(Now)) Replay = range with { After = Math.Min(range.To, await Tell(hook, views, range.After, range.To, cancel)) };
        }
        await Keep(before);
        await Judge(hook, before.Dead + _missed.Count(m => m.DueAt is null));
        _missed.Clear();
        _settled.Clear();
        if (Replay is { IsOver: true }) Replay = _replayKept = null;
    }

    // While it seems to be down, only what was missed is tried, when that is due.
    private bool MayTellNews(bool hasMissed) => !IsDown || !hasMissed;

    private bool MayGoOn(Moment now) => _fatal is null && now >= NotBeforeAt && !IsDown;

    private async Task Retry(Webhook hook, LeadViews views, CancellationToken cancel)
    {
        foreach (var chunk in views.WebhookDue(_number, Now, IsDown ? 1 : WebhookLimits.RetriesAtOnceMax).Chunk(IsDown ? 1 : WebhookLimits.AtOnceMax))
        {
            var messages = new List<WebhookMessage>();
            foreach (var miss in chunk)
            {
                if (WebhookMessages.Again(hook, miss, views, program()) is { } message) messages.Add(message);
                else _settled.Add(miss); // it may not be told any more
            }
            var wasDown = IsDown;
            if (!await Send(hook, messages, cancel) || (!MayGoOn(Now) && !wasDown)) return;
        }
    }

    // What is new from an entry on; answers the last one that is through.
    private async Task<long> Tell(Webhook hook, LeadViews views, long after, long upTo, CancellationToken cancel)
    {
        var chunk = new List<WebhookMessage>();
        var read = after;
        foreach (var line in views.EventsAfter(after, WebhookLimits.EntriesAtOnceMax).TakeWhile(l => l.Entry.Seq <= upTo))
        {
            chunk.AddRange(WebhookMessages.Of(hook, line, views, program()));
            read = line.Entry.Seq;
            if (chunk.Count == 0) after = read;
            if (chunk.Count < WebhookLimits.AtOnceMax && !IsDown) continue;
            if (!await Send(hook, chunk, cancel)) return after;
            after = read;
            chunk.Clear();
            if (!MayGoOn(Now)) return after;
        }
        return await Send(hook, chunk, cancel) ? read : after;
    }

    // False when it wasn't sent, or the house closes: then it will be, again.
    private async Task<bool> Send(Webhook hook, List<WebhookMessage> messages, CancellationToken cancel)
    {
        if (messages.Count == 0) return true;
        var now = Now;
        if (!Paced(messages.Count, now) || cancel.IsCancellationRequested) return false;
        if (!WebhookTarget.TryParse(hook.Url, book.IsPrivateAllowed, out var target, out var fault))
        {
            foreach (var message in messages) Note(message, new WebhookAnswer.NotSent(true, fault));
            return true;
        }
        var secrets = hook.SecretsAt(now);
        var answers = new WebhookAnswer?[messages.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, messages.Count), new ParallelOptions { MaxDegreeOfParallelism = WebhookLimits.AtOnceMax }, async (i, _) =>
        {
            try
            {
                using var span = WebhookMeter.Begin(hook, messages[i]);
                var answer = answers[i] = await client.Post(target, messages[i].Id, messages[i].Json, secrets, cancel);
                span?.SetTag("leadgrains.outcome", WebhookMeter.Outcome(answer));
            }
            catch (OperationCanceledException)
            {
                // The house closes.
            }
        });
        if (cancel.IsCancellationRequested && answers.Any(a => a is null or WebhookAnswer.Uncertain)) return false;
        for (var i = 0; i < messages.Count; i++) Note(messages[i], answers[i]!);
        return true;
    }

    private bool Paced(int count, Moment now)
    {
        var second = now.Milliseconds / 1_000;
        if (second != _second) (_second, _sentInSecond) = (second, 0);
        if (_sentInSecond >= WebhookLimits.PerSecondMax)
        {
            NotBeforeAt = new Moment((second + 1) * 1_000);
            return false;
        }
        _sentInSecond += count;
        return true;
    }

    private void Note(WebhookMessage message, WebhookAnswer answer)
    {
        var now = Now;
        WebhookMeter.Count(answer);
        if (answer is WebhookAnswer.Taken taken)
        {
            (_missedInRow, _taken) = (0, _taken + 1);
            // Whether it was missed before or is replayed: it is missed no longer.
            _settled.Add(new WebhookMiss(message.Seq, message.Part, 0, null, now, ""));
            Trace.Add(WebhookTry.Taken(message, taken.Status, now));
            return;
        }
        _missedInRow++;
        var asked = (answer as WebhookAnswer.Refused)?.RetryAfter;
        if (asked is { } pause) NotBeforeAt = Moment.Later(NotBeforeAt, now + pause);
        if (answer is WebhookAnswer.Refused { Status: StatusCodes.Status410Gone } or WebhookAnswer.NotSent { IsPermanent: true }) _fatal = answer;
        var miss = new WebhookMiss(message.Seq, message.Part, message.Tries + 1, WebhookSchedule.Next(message.Tries + 1, now, dice.NextDouble(), asked), now, Words(answer));
        _missed.Add(miss);
        Trace.Add(WebhookTry.Of(message, miss));
    }

    private Task Keep(WebhookCount before)
    {
        var isQuiet = _missed.Count + _settled.Count + _taken == 0 && Replay == _replayKept;
        if (isQuiet && Cursor - _kept < WebhookLimits.EntriesUnkeptMax) return Task.CompletedTask;
        (_kept, _replayKept) = (Cursor, Replay);
        return book.Keep(new WebhookChange(_number) { Cursor = Cursor, Replay = Replay, Missed = _missed.ToArray(), Settled = _settled.ToArray() });
    }

    // Whoever can't be reached for long, or doesn't want to be, is left alone until somebody looks.
    private async Task Judge(Webhook hook, long dead)
    {
        var now = Now;
        var (standing, because) = _fatal switch
        {
            WebhookAnswer.Refused => (WebhookStanding.Gone, "the receiver answered 410, gone"),
            { } refused => (WebhookStanding.Failed, Words(refused)),
            null when dead >= WebhookLimits.DeadMax => (WebhookStanding.Failed, $"{dead:N0} dead letters wait for somebody to look at them"),
            null when _taken == 0 && hook.FailingSinceAt is { } since && now - since >= WebhookLimits.PauseAfter =>
                (WebhookStanding.Failed, $"nothing was taken since {since}"),
            null => (WebhookStanding.Flowing, null),
        };
        var failingSinceAt = _taken > 0 ? null : _missed.Count > 0 ? hook.FailingSinceAt ?? now : hook.FailingSinceAt;
        if (standing == WebhookStanding.Flowing && failingSinceAt == hook.FailingSinceAt) return;
        await book.Change(_number, h => h with
        {
            FailingSinceAt = failingSinceAt,
            Standing = h.IsFlowing ? standing : h.Standing,
            Because = h.IsFlowing ? because : h.Because,
        });
        if (standing != WebhookStanding.Flowing) alert($"webhook {_number} is paused: {because}; what happens meanwhile is told when it is resumed.");
    }

    private static string Words(WebhookAnswer answer) => answer switch
    {
        WebhookAnswer.Refused refused => $"answered {refused.Status}",
        WebhookAnswer.NotSent not => not.Reason,
        WebhookAnswer.Uncertain uncertain => uncertain.Reason,
        _ => "",
    };
}
