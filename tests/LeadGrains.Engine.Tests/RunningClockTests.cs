using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine.Tests;

/// <summary>A house on real threads whose clock somebody adjusts.</summary>
public sealed class RunningClockTests : IEndsAsync
{
    private readonly MemoryJournal _journal;
    private readonly List<Entry> _entries = [];
    private readonly VirtualTime _time = new(SmallProgram.Monday);
    private readonly EmbeddedEngine _engine;
    private readonly RunningClock _clock;

    public RunningClockTests()
    {
        _journal = new MemoryJournal(_entries.Add);
        _engine = new EmbeddedEngine(_journal, SmallProgram.Program, new RecordingCourier(), _time);
        _clock = new RunningClock(_time, () => _engine.Find(default), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _clock.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task After_a_jump_everything_has_happened_at_its_own_instant()
    {
        var inquiry = SmallProgram.Inquiry("ann");
        var id = LeadId.Of(inquiry.Identity);
        Assert.Equal(ReplyKind.Done, (await _engine.Tell(id, inquiry)).Kind);
        for (var week = 1; week <= 8; week++)
        {
            while (await _engine.Find(id) is { DueAt: { } dueAt } && dueAt <= SmallProgram.Monday + TimeSpan.FromDays(7 * week) && dueAt > _time.Now)
            {
                var entries = _entries.Count;
                await _clock.Jump(dueAt - _time.Now + RunningClock.StepMax);
                Assert.True(_entries.Count > entries, $"what was due at {dueAt} didn't happen");
                Assert.InRange(_entries[entries].At.Milliseconds, dueAt.Milliseconds, (dueAt + RunningClock.StepMax).Milliseconds);
            }
            if (SmallProgram.Monday + TimeSpan.FromDays(7 * week) is var end && end > _time.Now) await _clock.Jump(end - _time.Now);
        }
        Assert.True(_time.Now >= SmallProgram.Monday + TimeSpan.FromDays(56));
        Assert.Contains(_entries.SelectMany(e => e.LeadEvents), e => e is TouchMade);
    }

    [Fact]
    public async Task It_stands_until_it_is_told_and_stops_in_the_middle_of_a_jump()
    {
        Assert.Equal((SmallProgram.Monday, TimeSpan.Zero), (_clock.Now, _clock.PerSecond));
        var jump = _clock.Jump(RunningClock.JumpMax + TimeSpan.FromDays(1));
        Assert.Equal(RunningClock.JumpMax, _clock.Left);
        _clock.Run(TimeSpan.Zero);
        await jump;
        Assert.True(_clock.Now < SmallProgram.Monday + RunningClock.JumpMax);
        var stood = _clock.Now;
        await _clock.Jump(TimeSpan.FromHours(1));
        Assert.InRange(_clock.Now.Milliseconds, (stood + TimeSpan.FromHours(1)).Milliseconds, (stood + TimeSpan.FromHours(1) + RunningClock.StepMax).Milliseconds);
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Run(TimeSpan.FromDays(2)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _clock.Jump(TimeSpan.FromDays(-1)));
    }
}
