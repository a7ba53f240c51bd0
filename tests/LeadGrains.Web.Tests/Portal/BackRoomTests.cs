using LeadGrains.Web.Portal;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>Work in the background has bounds, and ends with the house.</summary>
public sealed class BackRoomTests
{
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task One_at_a_time_asked_twice_is_once_and_too_many_are_turned_away()
    {
        using var room = Room();
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = room.Begin("replay", "1", "ann", async (_, _) =>
        {
            begun.SetResult();
            await gate.Task;
            return "done";
        })!;
        await begun.Task;
        Assert.Equal(first.Number, room.Begin("replay", "1", "bob", (_, _) => throw new InvalidOperationException("begun twice"))!.Number);
        var others = Enumerable.Range(2, BackRoom.WaitingMax).Select(n => room.Begin("replay", $"{n}", "bob", (_, _) => Task.FromResult<object>(n))!).ToList();
        Assert.All(others, other => Assert.False(other.IsOver));
        Assert.Null(room.Begin("replay", "100", "bob", (_, _) => Task.FromResult<object>(0)));
        gate.SetResult();
        await Over(room, others[^1]);
        Assert.Equal("done", room.Latest("replay", "1")!.Result);
        Assert.NotNull(room.Begin("replay", "100", "bob", (_, _) => Task.FromResult<object>(0)));
    }

    [Fact]
    public async Task What_stumbles_says_so_without_its_reason_and_the_next_one_runs()
    {
        using var room = Room();
        var broken = room.Begin("drop", "a", "ann", (_, _) => throw new InvalidDataException("somebody's name"))!;
        var next = room.Begin("drop", "b", "ann", (tell, _) =>
        {
            tell(0.5, "half");
            return Task.FromResult<object>(7);
        })!;
        await Over(room, next);
        broken = room.Latest("drop", "a")!;
        Assert.Equal((true, null), (broken.IsOver, broken.Result));
        Assert.DoesNotContain("somebody", broken.Fault, StringComparison.Ordinal);
        Assert.Equal("portal: InvalidDataException in drop", Assert.Single(_complaints));
        Assert.Equal(7, room.Latest("drop", "b")!.Result);
    }

    [Fact]
    public async Task It_ends_with_the_house()
    {
        var room = Room();
        var begun = new TaskCompletionSource();
        room.Begin("survey", "", "ann", async (_, cancel) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            return 0;
        });
        room.Begin("survey", "later", "ann", (_, _) => Task.FromResult<object>(0));
        await begun.Task;
        room.Dispose();
        Assert.Equal(("The house closed meanwhile.", "The house closed meanwhile."), (room.Latest("survey", "")!.Fault, room.Latest("survey", "later")!.Fault));
        Assert.Null(room.Begin("survey", "", "ann", (_, _) => Task.FromResult<object>(0)));
    }

    private BackRoom Room() => new(() => Moment.Never, _complaints.Add);

    private static async Task Over(BackRoom room, Chore chore)
    {
        while (!room.Latest(chore.Kind, chore.Key)!.IsOver) await Task.Yield();
    }
}
