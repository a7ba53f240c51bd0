using System.Threading.Channels;
using LeadGrains.Contract;
using LeadGrains.Lifecycle;

namespace LeadGrains.Engine.Tests;

/// <summary>Loops of a house that look again and again.</summary>
public sealed class RoundsTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly VirtualTime _clock = new(SmallProgram.Monday);
    private readonly WatchedTime _time;
    private readonly Channel<int> _begun = System.Threading.Channels.Channel.CreateUnbounded<int>();
    private readonly List<string> _told = []; // by the rounds; read after a later round has begun, or after the end
    private int _count;

    public RoundsTests() => _time = new WatchedTime(_clock);

    [Fact]
    public async Task The_first_comes_at_once_and_each_next_one_a_pause_after_the_one_before()
    {
        await using var rounds = Begin(_ => { });
        Assert.Equal(1, await Next());
        for (var n = 1; n <= 3; n++)
        {
            await Paused(n);
            _clock.Advance(Pause - TimeSpan.FromMilliseconds(1));
            Assert.False(_begun.Reader.TryPeek(out _));
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(n + 1, await Next());
        }
    }

    [Fact]
    public async Task The_first_failure_of_a_row_is_told_and_the_next_round_comes_all_the_same()
    {
        var rounds = Begin(n =>
        {
            if (n is 2 or 3 or 4 or 6) throw new TimeoutException($"round {n}");
        });
        for (var n = 1; n <= 7; n++)
        {
            Assert.Equal(n, await Next());
            await Paused(n);
            _clock.Advance(Pause);
        }
        await rounds.DisposeAsync();
        Assert.Equal(["round 2", "round 6"], _told);
    }

    [Fact]
    public async Task What_wasnt_foreseen_ends_them_and_is_thrown_at_the_end()
    {
        var rounds = Begin(_ => throw new InvalidDataException("torn"));
        Assert.Equal(1, await Next());
        Assert.Equal("torn", (await Assert.ThrowsAsync<InvalidDataException>(async () => await rounds.DisposeAsync())).Message);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task The_end_waits_for_the_round_under_way_and_no_other_comes()
    {
        var (begun, done) = (new TaskCompletionSource(), false);
        var rounds = new Rounds(TimeSpan.Zero, TimeProvider.System, async cancel =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Assert.False(done);
            done = true;
            cancel.ThrowIfCancellationRequested();
        }, _ => false);
        await begun.Task;
        await rounds.DisposeAsync();
        await rounds.DisposeAsync();
        Assert.True(done);
    }

    [Fact]
    public async Task A_pause_ends_at_once_when_they_are_ended()
    {
        var rounds = Begin(_ => { });
        await Next();
        await rounds.DisposeAsync();
        Assert.Equal(1, _count);
    }

    private Rounds Begin(Action<int> round) => new(Pause, _time, _ =>
    {
        _begun.Writer.TryWrite(++_count);
        round(_count);
        return Task.CompletedTask;
    }, e => e is TimeoutException, e => _told.Add(e.Message));

    private async Task<int> Next() => await _begun.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    // The pause begins a moment after the round has ended.
    private async Task Paused(int times)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_time.Waits < times) await Task.Delay(TimeSpan.FromMilliseconds(1), patience.Token);
    }
}
