using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using LeadGrains.Store;
using Microsoft.Data.Sqlite;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Engine.Tests;

/// <summary>What the embedded engine promises when something around it goes wrong.</summary>
public sealed class EmbeddedEngineTests : IDisposable
{
    private static readonly LeadId Ann = IdOf("ann");
    private readonly TempFolder _folder = new();
    private readonly VirtualTime _time = new(Monday);
    private readonly RecordingCourier _courier = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_failed_fsync_stops_the_engine_and_nobody_is_told_that_it_happened()
    {
        var journal = new FaultyJournal(SqliteJournal.OpenOrCreate(_folder.File));
        await using (var engine = Open(journal))
        {
            await engine.Tell(Ann, Inquiry("ann"));
            journal.Fault = new SqliteException("disk I/O error", 10, 1034);
            await Assert.ThrowsAsync<EngineStoppedException>(() => engine.Tell(Ann, new Prefer(14, null)));
            journal.Fault = null;
            // A later fsync may succeed and prove nothing: the system forgets a failed write after telling once.
            await Assert.ThrowsAsync<EngineStoppedException>(() => engine.Tell(Ann, new Prefer(30, null)));
            await Assert.ThrowsAsync<SqliteException>(() => engine.Completion);
        }
        await using var again = Open(SqliteJournal.OpenOrCreate(_folder.File));
        Assert.Equal(1, (await again.Find(Ann))!.Version);
    }

    [Fact]
    public async Task A_command_that_the_rules_stumble_over_stops_nobody_else()
    {
        await using var engine = Open(SqliteJournal.OpenOrCreate(_folder.File));
        await engine.Tell(Ann, Inquiry("ann"));
        var stumbled = await engine.Tell(Ann, new Answer(null!));
        Assert.Equal(ReplyKind.Refused, stumbled.Kind);
        Assert.Contains("nothing was done", stumbled.Words, StringComparison.Ordinal);
        Assert.Equal(ReplyKind.Done, (await engine.Tell(Ann, new Prefer(14, null))).Kind);
        Assert.Equal(2, (await engine.Find(Ann))!.Version);
    }

    [Fact]
    public async Task A_full_disk_turns_commands_away_and_the_engine_goes_on_when_there_is_space()
    {
        var journal = new FaultyJournal(SqliteJournal.OpenOrCreate(_folder.File));
        await using var engine = Open(journal);
        await engine.Tell(Ann, Inquiry("ann"));
        journal.Fault = new JournalFullException("The disk is full.");
        var reply = await engine.Tell(Ann, new Prefer(14, null), new Ticket("prefer"));
        Assert.Equal(ReplyKind.Busy, reply.Kind);
        Assert.NotNull(reply.RetryAfter);
        Assert.Equal(1, (await engine.Find(Ann))!.Version);

        journal.Fault = null;
        reply = await engine.Tell(Ann, new Prefer(14, null), new Ticket("prefer"));
        Assert.Equal((ReplyKind.Done, 2), (reply.Kind, reply.Version));
        _time.Advance(TimeSpan.FromHours(25));
        await Eventually(() => _courier.Left.Count == 1, engine);
    }

    [Fact]
    public async Task Too_much_at_once_is_answered_busy_and_not_queued_without_bound()
    {
        var journal = new FaultyJournal(SqliteJournal.OpenOrCreate(_folder.File));
        await using var engine = Open(journal, new EngineLimits { MailboxCommandsMax = 16, BatchCommandsMax = 4 });
        journal.HoldCommits();
        var tellings = Enumerable.Range(0, 200).Select(i => engine.Tell(IdOf($"p{i}"), Inquiry($"p{i}"))).ToList();
        var busy = tellings.Where(t => t.IsCompleted).Select(t => t.Result).ToList();
        Assert.InRange(busy.Count, 170, 190);
        Assert.All(busy, reply => Assert.Equal((ReplyKind.Busy, true), (reply.Kind, reply.RetryAfter > TimeSpan.Zero)));
        journal.Release();
        var replies = await Task.WhenAll(tellings);
        Assert.Equal(200 - busy.Count, replies.Count(r => r.Kind == ReplyKind.Done));
    }

    [Fact]
    public async Task A_touch_that_a_crash_interrupted_is_uncertain_and_never_repeated()
    {
        var copy = _folder.File + ".copy";
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var slow = new SlowCourier(arrived, release.Task);
        await using (var engine = Open(SqliteJournal.OpenOrCreate(_folder.File), courier: slow))
        {
            await engine.Tell(Ann, Inquiry("ann"));
            _time.Advance(TimeSpan.FromHours(25));
            await arrived.Task.WaitAsync(House.Patience);
            // What the disk holds at this moment is what a crash would leave.
            Backup.Copy(_folder.File, copy);
            release.SetResult();
        }
        await using var after = Open(SqliteJournal.Open(copy));
        Assert.Empty(_courier.Left);
        await after.HoldSending(false); // a copy starts held
        await Eventually(async () => (await after.Find(Ann))!.State.Nurture.Pending is null);
        Assert.Empty(_courier.Left);
        using var views = LeadViews.Open(copy);
        var made = views.EventsAfter(0).SelectMany(line => line.Entry.LeadEvents).OfType<TouchMade>().Single();
        Assert.False(made.Certain);
    }

    [Fact]
    public async Task A_burst_of_due_mail_leaves_at_the_programs_pace()
    {
        var program = SmallProgram.Program with { Cadence = SmallProgram.Program.Cadence with { MailsPerMinuteMax = 60 } };
        await using var engine = new EmbeddedEngine(SqliteJournal.OpenOrCreate(_folder.File), program, _courier, _time);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => engine.Tell(IdOf($"p{i}"), Inquiry($"p{i}"))));
        _time.MoveTo(Monday + TimeSpan.FromHours(25));
        await Eventually(async () => { await engine.FindTeam("sales"); return _courier.Left.Count > 0; });
        Assert.InRange(_courier.Left.Count, 1, 3);
        for (var step = 0; step < 300; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            for (var turn = 0; turn < 4; turn++) await engine.FindTeam("sales");
        }
        Assert.InRange(_courier.Left.Count, 50, 63);
    }

    [Fact]
    public async Task A_second_engine_on_the_same_file_is_refused()
    {
        await using var engine = Open(SqliteJournal.OpenOrCreate(_folder.File));
        var refused = Assert.Throws<JournalInUseException>(() => SqliteJournal.Open(_folder.File));
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
    }

    private EmbeddedEngine Open(IJournal journal, EngineLimits? limits = null, ICourier? courier = null) =>
        new(journal, SmallProgram.Program, courier ?? _courier, _time, limits);

    private static Task Eventually(Func<bool> condition, EmbeddedEngine engine) => Eventually(async () =>
    {
        await engine.FindTeam("sales");
        return condition();
    });

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(House.Patience);
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, "it didn't come true in time");
            await Task.Yield();
        }
    }

    private sealed class SlowCourier(TaskCompletionSource arrived, Task release) : ICourier
    {
        public bool IsRepeatable => false;

        public async ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel)
        {
            arrived.TrySetResult();
            await release;
            return Delivery.Sent;
        }
    }
}
