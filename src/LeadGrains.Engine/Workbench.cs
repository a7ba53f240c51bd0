using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>
/// Where commands are decided: takes actors from the journal, applies the rules, delivers the messages between actors,
/// and fills a batch that one commit makes durable. Nothing it answers may be told before <see cref="Commit"/> returned.
/// One thread uses it.
/// </summary>
internal sealed partial class Workbench(IJournal journal, Program program, EngineLimits limits)
{
    /// <summary>Called in vain, at most, when a team has free hands; then those behind them wait for the next call.</summary>
    internal const int CalledBeyondMax = 32;

    private readonly JournalBatch _batch = new();
    private readonly Undo _undo = new();
    private readonly Queue<Effect> _effects = new();
    private readonly Dictionary<string, TeamRow> _teams = [];
    private readonly Dictionary<string, int> _freeHands = [];
    private LeadCache _leads = new(limits.CachedLeadsMax);
    private long _seq = journal.LastSeq;
    private long _leadRows = journal.LastLead;
    private long _parcels = journal.LastParcel;
    private Moment? _nextDueAt = journal.NextDue();
    private Moment? _nextReadyAt = journal.NextReady();
    private bool _rang;
    private Outage? _outage; // the one that ended when the house opened
    private Moment _aliveAt;

    /// <summary>Where what is decided is measured; null: nowhere.</summary>
    public EngineMeter? Meter { get; init; }

    /// <summary>Which command posted which parcel.</summary>
    public Causes Causes { get; } = new();

    /// <summary>The active program.</summary>
    public Program Program { get; private set; } = program;

    /// <summary>The house opens: what fell due while it was closed is granted a little more time.</summary>
    public void Open(Moment now) => _outage = Alive.OutageUntil(now, journal.Setting(Alive.Setting));

    /// <summary>Notes with the next commit that the house is open; now and then, or in any case when it closes.</summary>
    public void NoteAlive(Moment now, bool closing = false)
    {
        if (!closing && now - _aliveAt < Alive.Every) return;
        _aliveAt = now;
        Set(Alive.Setting, Alive.Text(now));
    }

    /// <summary>Something waits for the next commit.</summary>
    public bool IsDirty => !_batch.IsEmpty;

    /// <summary>Entries that the next commit writes.</summary>
    public IReadOnlyList<Entry> Entries => _batch.Entries;

    /// <summary>Nothing is due before this instant; null when nothing ever is.</summary>
    public Moment? NextDueAt => _freeHands.Count > 0 || _sweptRow is not null ? Moment.Never : _nextDueAt;

    /// <summary>No parcel may leave before this instant; null when there is none.</summary>
    public Moment? NextReadyAt => _nextReadyAt;

    /// <summary>A lead, also one that is not committed yet; null when nobody has heard of it.</summary>
    public LeadRow? Find(LeadId id)
    {
        if (_leads.Find(id) is { } cached) return cached;
        if (journal.Find(id) is not { } found) return null;
        return _leads.Keep(found);
    }

    /// <summary>A lead by its row number, which the journal or a parcel gave.</summary>
    public LeadRow FindRow(long number) => _leads.Find(number) ?? _leads.Keep(journal.Find(number)
        ?? throw new InvalidOperationException($"The journal names lead row {number} and doesn't have it."));

    /// <summary>A team, also one that is not committed yet.</summary>
    public TeamRow? FindTeam(string name)
    {
        if (_teams.TryGetValue(name, out var row)) return row;
        if (journal.FindTeam(name) is { } found) return _teams[name] = found;
        return null;
    }

    /// <summary>Decides one command to a lead with all that follows from it between actors; all of it or nothing.</summary>
    public Reply Tell(LeadId id, LeadCommand command, Ticket ticket, Moment now)
    {
        if (Unusable(ticket) is { } unusable) return unusable;
        var row = Find(id);
        while (row?.State.MergedInto is { } into && IsForWhoLivesOn(command) && Find(into) is { } survivor) row = survivor;
        if (row is not null && Repeated(row, ticket) is { } again) return again;
        // Whoever answers first thing after an outage may come before the alarm.
        if (row is not null && command is not Wake && LeadLifecycle.DeadlineAt(row.State) is { } dueAt && _outage?.Covers(dueAt) is true) Ring(row, now);
        if (ticket.ExpectedVersion is { } expected && expected != (row?.Version ?? 0))
            return new Reply(ReplyKind.Outdated, row?.Version ?? 0, $"The lead has changed meanwhile: it has version {row?.Version ?? 0}, not {expected}. Look again.");

        row ??= new LeadRow { Id = id, State = LeadState.Unknown with { Id = id } };
        _undo.Begin(_batch, _parcels, _leadRows);
        var decision = Decided(row.State, command, now, Program);
        var reply = Answer(Suppressed(command) ?? decision.Refusal, decision.Events.Count, row.Version);
        if (decision.Events.Count > 0 && reply.Kind != ReplyKind.Refused)
        {
            _pointsToForgotten = false;
            Apply(row, decision.Events, ticket, now);
            if ((Forgotten(command) ?? Deliver(now)) is { } refusal)
            {
                TakeBack();
                reply = new Reply(ReplyKind.Refused, row.Version, refusal);
            }
            else reply = reply with { Version = row.Version };
        }
        if (row.Row > 0) Remember(row, ticket, reply);
        return reply with { Lead = row.State };
    }

    // What is about this lead's own alarms, merges and numbered touches means nothing to the other one.
    internal static bool IsForWhoLivesOn(LeadCommand command) =>
        command is not (Wake or Merge or Unmerge or BeginTouch or ReportTouch or SettleTouch or QueueTouch or TakeTask or ReportCall);

    // A command that the rules stumble over must not stop everybody else's; nothing has been changed by then.
    internal static Decision<LeadEvent> Decided(LeadState lead, LeadCommand command, Moment now, Program program)
    {
        try
        {
            return LeadLifecycle.Decide(lead, command, now, program);
        }
        catch (Exception e) when (e is NullReferenceException or ArgumentException or InvalidOperationException or OverflowException or FormatException)
        {
            return Decision<LeadEvent>.Refuse($"LeadGrains made a mistake with this {command.GetType().Name} ({e.GetType().Name}), so nothing was done. Please report it with what was sent.");
        }
    }

    /// <summary>Parcels that may leave now, at most so many.</summary>
    public IReadOnlyList<OutboxParcel> Ready(Moment now, int max) =>
        _nextReadyAt is { } ready && ready <= now && max > 0 ? journal.Ready(now, max) : [];

    /// <summary>The parcel has left, or will not.</summary>
    public void Remove(long parcel) => _batch.Removed.Add(parcel);

    /// <summary>The parcel waits longer.</summary>
    public void Delay(OutboxParcel parcel, Moment until) => _batch.Delayed.Add((parcel.Number, until));

    /// <summary>Keeps a named setting with the data.</summary>
    public void Set(string name, string value) => _batch.Settings[name] = value;

    /// <summary>Keeps how far a webhook has come.</summary>
    public void Keep(WebhookChange change) => _batch.Webhooks.Add(change);

    /// <summary>
    /// Makes everything decided since the last commit durable. Throws what the journal throws; a full disk leaves the
    /// workbench as it was after the last commit.
    /// </summary>
    public void Commit()
    {
        try
        {
            journal.Commit(_batch);
        }
        catch (JournalFullException)
        {
            Forget();
            throw;
        }
        foreach (var row in _batch.Leads) _nextDueAt = Moment.Earlier(_nextDueAt, row.DueAt);
        foreach (var row in _batch.Teams) _nextDueAt = Moment.Earlier(_nextDueAt, row.DueAt);
        if (_rang) _nextDueAt = journal.NextDue();
        _rang = false;
        _programBefore = null;
        if (_batch.Removed.Count > 0 || _batch.Posted.Count > 0 || _batch.Delayed.Count > 0) _nextReadyAt = journal.NextReady();
        _batch.Clear();
        _leads.Rotate();
    }

    private void Forget()
    {
        _batch.Clear();
        _leads = new LeadCache(limits.CachedLeadsMax);
        _teams.Clear();
        _alertedOn.Clear();
        (_seq, _leadRows, _parcels) = (journal.LastSeq, journal.LastLead, journal.LastParcel);
        (_nextDueAt, _nextReadyAt) = (journal.NextDue(), journal.NextReady());
        (Program, _programBefore) = (_programBefore ?? Program, null);
        _sweptRow = Swept(journal.Setting(AgreementBook.SweptSetting));
    }

    private static Reply Answer(string? refusal, int events, int version) =>
        refusal is not null ? new Reply(ReplyKind.Refused, version, refusal)
            : new Reply(events > 0 ? ReplyKind.Done : ReplyKind.AlreadySo, version);

    private void Apply(LeadRow row, IReadOnlyList<LeadEvent> events, Ticket ticket, Moment now)
    {
        _undo.Keep(row);
        if (row.Row == 0)
        {
            row.Row = ++_leadRows;
            _leads.Keep(row);
        }
        var before = row.State;
        row.State = LeadLifecycle.Evolve(before, events);
        _batch.Entries.Add(new Entry(++_seq, row.Row, null, ++row.Version, row.LastSeq, now, ticket.By ?? "system", ticket.CommandId) { LeadEvents = events });
        row.LastSeq = _seq;
        if (Meter is { IsListened: true } meter) meter.Note(_seq, before, row.State, events);
        row.DueAt = LeadLifecycle.DueAt(row.State, Program);
        row.Rank = WaitingRank.Of(row.State);
        _batch.Leads.Add(row);
        foreach (var happened in events)
        {
            if (happened is Inquired or Identified or Absorbed) Point(row, happened);
            if (happened is Erased) _batch.Forgotten.Add((row.Row, _seq));
            foreach (var effect in LeadLifecycle.React(happened, row.State, Program))
            {
                if (effect is Post { Parcel: OperatorAlert { OnceADay: { } name } } && !IsFirstToday(name, now)) continue;
                if (effect is Post post)
                {
                    _batch.Posted.Add(new OutboxParcel(++_parcels, row.Row, Moment.Later(post.NotBeforeAt, now), post.Parcel));
                    Causes.Posted(_parcels);
                }
                else _effects.Enqueue(effect);
            }
        }
    }

    // The messages that follow, until none is left; the first one refused refuses the whole command.
    private string? Deliver(Moment now)
    {
        for (var messages = 0; _effects.TryDequeue(out var effect); messages++)
        {
            if (messages >= limits.CascadeMessagesMax) return $"This would tell more than {limits.CascadeMessagesMax} others at once; do it in parts.";
            string? refusal = null;
            switch (effect)
            {
                case TellLead(var id, var command):
                    if (Find(id) is not { } lead) return $"There is no lead {id}.";
                    var decided = LeadLifecycle.Decide(lead.State, command, now, Program);
                    if (decided.Events.Count > 0) Apply(lead, decided.Events, default, now);
                    refusal = decided.Refusal;
                    break;
                case TellTeam(var name, var command):
                    var team = FindTeam(name) ?? new TeamRow { Name = name };
                    var answered = TeamLifecycle.Decide(team.State, name, command, now, Program);
                    if (answered.Events.Count > 0) Apply(team, answered.Events, default, now);
                    refusal = answered.Refusal;
                    break;
                case CallWaiting(var name, var free):
                    _freeHands[name] = free;
                    break;
            }
            if (refusal is not null) return refusal;
        }
        return null;
    }

    private void TakeBack()
    {
        _effects.Clear();
        (_seq, _parcels, _leadRows) = _undo.TakeBack(_batch, _leads, _teams, _seq);
        Meter?.TakeBack(_seq);
    }

    // Further identities find the same lead.
    private void Point(LeadRow row, LeadEvent happened)
    {
        foreach (var identity in Identities(happened))
        {
            var alias = LeadId.Of(identity);
            if (alias == row.Id) continue;
            if (Find(alias) is { } known)
            {
                _pointsToForgotten |= known.State.Stage == Stage.Erased;
                continue;
            }
            _batch.Aliases.Add((alias, row));
            _leads.Point(alias, row);
        }
    }
    /// <summary>Identities that an event brings.</summary>
    internal static IEnumerable<Identity> Identities(LeadEvent happened) => happened switch
    {
        Inquired e => e.Also.Append(e.Identity),
        Identified e => [e.Identity],
        _ => [],
    };
}
