using System.Threading.Channels;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>
/// The default edition: one process, one file. A single loop takes what waits in a bounded mailbox, decides all of it in
/// memory, commits once, then answers everybody. Between commands it rings what is due and hands out parcels. A journal
/// that breaks its promise stops it for good: nothing is answered that may not be durable. Thread-safe.
/// </summary>
public sealed class EmbeddedEngine : ILeadEngine, IAgreements, IQuarantine, IAsyncDisposable
{
    /// <summary>The longest sleep: a clock that was set is noticed within this time.</summary>
    public static readonly TimeSpan SleepMax = TimeSpan.FromSeconds(30);

    private readonly IJournal _journal;
    private readonly EngineLimits _limits;
    private readonly TimeProvider _time;
    private readonly Workbench _bench;
    private readonly Postman _postman;
    private readonly EngineMeter _meter;
    private readonly Channel<Letter> _mailbox;
    private readonly List<Letter> _taken = [];
    private readonly Task _loop;
    private Moment _fullUntil; // loop only

    /// <summary>Opens shop: alarms ring and parcels leave from now on.</summary>
    public EmbeddedEngine(IJournal journal, Program program, ICourier courier, TimeProvider time, EngineLimits? limits = null)
    {
        _journal = journal;
        _limits = limits ?? new EngineLimits();
        _time = time;
        _meter = new EngineMeter(() => Waiting);
        _bench = new Workbench(journal, program, _limits) { Meter = _meter };
        _bench.Open(Now());
        _mailbox = System.Threading.Channels.Channel.CreateBounded<Letter>(new BoundedChannelOptions(_limits.MailboxCommandsMax) { SingleReader = true });
        _postman = new Postman(_bench, courier, Send, time, _limits) { IsHeld = journal.Setting(Sending.Setting) == Sending.Held };
        // A thread of its own: it waits for the disk, and a pool of as many threads as there are cores would miss one.
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends when the engine has stopped; faults with the reason when it stopped itself.</summary>
    public Task Completion => _loop;

    /// <summary>Every commit's entries, on the loop: keep it short. The list is only valid during the call.</summary>
    public event Action<IReadOnlyList<Entry>>? Committed;

    /// <summary>The program at work: the latest that was activated. From any thread.</summary>
    public Program Program => _bench.Program;

    /// <summary>Commands that wait now.</summary>
    public int Waiting => _mailbox.Reader.Count;

    /// <inheritdoc/>
    public Task<Reply> Tell(LeadId lead, LeadCommand command, Ticket ticket = default, CancellationToken cancel = default) =>
        Tell(new LeadLetter(lead, command, ticket), cancel);

    /// <inheritdoc/>
    public Task<Reply> Tell(string team, TeamCommand command, Ticket ticket = default, CancellationToken cancel = default) =>
        Tell(new TeamLetter(team, command, ticket), cancel);

    /// <inheritdoc/>
    public Task<Reply> Tell(AgreementCommand command, CancellationToken cancel = default) => Tell(new AgreementLetter(command), cancel);

    /// <inheritdoc/>
    public Task<LeadSnapshot?> Find(LeadId lead, CancellationToken cancel = default) => Send(new FindLead(lead)).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task<TeamSnapshot?> FindTeam(string team, CancellationToken cancel = default) => Send(new FindTeam(team)).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task HoldSending(bool held, CancellationToken cancel = default) => Send(new BenchLetter(bench =>
    {
        bench.Set(Sending.Setting, held ? Sending.Held : Sending.Flowing);
        _postman.IsHeld = held;
    })).WaitAsync(cancel);

    /// <summary>Keeps a named setting with the data; ends when that is durable. Waits for room, and for space on the disk.</summary>
    public Task Keep(string setting, string value) => Kept(bench => bench.Set(setting, value));

    /// <summary>Keeps how far a webhook has come; as a setting.</summary>
    public Task Keep(WebhookChange change) => Kept(bench => bench.Keep(change));

    /// <inheritdoc/>
    public Task<Reply> Quarantine(Quarantined inquiry, QuarantineLimits limits, CancellationToken cancel = default) =>
        Tell(new ReplyLetter((bench, now) => bench.Quarantine(inquiry, limits, now)), cancel);

    /// <inheritdoc/>
    public Task<Reply> Release(long number, Identity? better, string by, CancellationToken cancel = default) =>
        Tell(new ReplyLetter((bench, now) => bench.Release(number, better, by, now)), cancel);

    /// <inheritdoc/>
    public Task<Reply> Purge(IReadOnlyCollection<long> numbers, CancellationToken cancel = default) =>
        Tell(new ReplyLetter((bench, _) => bench.Purge(numbers)), cancel);

    /// <summary>Answers what waits, lets parcels under way arrive, commits, and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await _postman.Rest();
        _mailbox.Writer.TryComplete();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _journal.Dispose();
        _meter.Dispose();
    }

    private Task<Reply> Tell(Letter<Reply> letter, CancellationToken cancel)
    {
        if (_mailbox.Writer.TryWrite(letter)) return cancel.CanBeCanceled ? letter.Answered.WaitAsync(cancel) : letter.Answered;
        if (_loop.IsCompleted || _mailbox.Reader.Completion.IsCompleted) return Task.FromException<Reply>(Stopped());
        _meter.TurnedAway();
        var busy = new Reply(ReplyKind.Busy, 0,
            $"{_limits.MailboxCommandsMax} commands wait already; try again in {_limits.RetryAfter.TotalSeconds:0.#} s.", _limits.RetryAfter);
        letter.TurnAway(busy);
        return Task.FromResult(busy);
    }

    // For the house's own letters: they wait for room instead of being turned away.
    private async Task<T> Send<T>(Letter<T> letter)
    {
        try
        {
            await _mailbox.Writer.WriteAsync(letter).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw Stopped();
        }
        return await letter.Answered.ConfigureAwait(false);
    }

    private async Task Kept(Action<Workbench> change)
    {
        while (await Send(new BenchLetter(change)) is { Kind: ReplyKind.Busy, RetryAfter: { } wait }) await Task.Delay(wait, _time);
    }

    private EngineStoppedException Stopped() =>
        new("The engine has stopped; nothing more is taken in.", _loop.Exception?.InnerException);

    private Moment Now() => Moment.From(_time.GetUtcNow());

    private void Run()
    {
        try
        {
            while (Turn()) { }
            Close();
        }
        catch (Exception broken)
        {
            // Fail-stop: whether the last batch is on the disk is unknown, so nobody is told that it is.
            _mailbox.Writer.TryComplete();
            var stopped = new EngineStoppedException("The journal broke its promise, so the engine stopped.", broken);
            foreach (var letter in _taken) letter.Fail(stopped);
            while (_mailbox.Reader.TryRead(out var letter)) letter.Fail(stopped);
            throw;
        }
    }

    // How long it stays closed is known at the next start; without space for that the next start knows the minute.
    private void Close()
    {
        try
        {
            _bench.NoteAlive(Now(), closing: true);
            _bench.Commit();
        }
        catch (JournalFullException)
        {
            // Everything that was answered is durable already.
        }
    }

    // One turn: everything that waits and is due, one commit, all answers. False when it is over.
    private bool Turn()
    {
        var now = Now();
        _bench.Causes.Current = default;
        if (now >= _fullUntil)
        {
            _bench.RingAlarms(now, _limits.BatchAlarmsMax);
            _postman.HandOut(now);
        }
        while (_taken.Count < _limits.BatchCommandsMax && _mailbox.Reader.TryRead(out var letter))
        {
            _taken.Add(letter);
            letter.Decide(_bench, Now()); // not the turn's: what came after the clock went on is decided after it
        }
        if (_taken.Count == 0 && !_bench.IsDirty) return Sleep(now);

        Reply? busy = null;
        try
        {
            if (_bench.IsDirty)
            {
                if (_limits.AnswerBeforeCommit) foreach (var letter in _taken) letter.Answer();
                _bench.NoteAlive(now);
                var entries = Committed is null ? null : _bench.Entries.ToArray();
                using (Spans.Commit(_taken, _bench.Entries.Count))
                {
                    var begun = _meter.Begin();
                    _bench.Commit();
                    _meter.Committed(_taken.Count, begun);
                }
                if (entries is { Length: > 0 }) Committed?.Invoke(entries);
            }
        }
        catch (JournalFullException full)
        {
            _fullUntil = now + _limits.RetryWhenFullAfter;
            _meter.Lost(_taken.Count);
            busy = new Reply(ReplyKind.Busy, 0, full.Message, _limits.RetryWhenFullAfter);
        }
        foreach (var letter in _taken)
        {
            if (busy is null) letter.Answer();
            else letter.TurnAway(busy);
        }
        _taken.Clear();
        return true;
    }

    private bool Sleep(Moment now)
    {
        var next = Moment.Earlier(_bench.NextDueAt, _postman.NextAt(now));
        if (now < _fullUntil) next = _fullUntil;
        var span = next is { } at ? at - now : SleepMax;
        if (span <= TimeSpan.Zero) return true;
        if (span > SleepMax) span = SleepMax;
        using var woken = new CancellationTokenSource();
        var letter = _mailbox.Reader.WaitToReadAsync().AsTask();
        Task.WaitAny(letter, Task.Delay(span, _time, woken.Token), _postman.Returned);
        woken.Cancel();
        return !letter.IsCompleted || letter.Result;
    }
}
