using System.Collections.Concurrent;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.Contract;

/// <summary>An engine with its clock and its door, as an edition opens it for the contract.</summary>
public abstract class House : IAsyncDisposable
{
    /// <summary>The real time that a condition may take to come true before the test fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public abstract ILeadEngine Engine { get; }
    public abstract Moment Now { get; }

    /// <summary>What has left the house, in order.</summary>
    public RecordingCourier Courier { get; } = new();

    /// <summary>Moves the clock on; what is due on the way happens, perhaps a moment later.</summary>
    public abstract Task Advance(TimeSpan span);

    /// <summary>Closes the engine and opens it again over the same data.</summary>
    public abstract Task Restart();

    /// <summary>Closes the engine for a while; nothing happens meanwhile.</summary>
    public abstract Task CloseFor(TimeSpan span);

    public abstract ValueTask DisposeAsync();

    /// <summary>Asks until the lead is as expected; fails after <see cref="Patience"/>.</summary>
    public Task<LeadSnapshot> Until(LeadId lead, Func<LeadState, bool> expected) =>
        Until(() => Engine.Find(lead), seen => expected(seen.State));

    /// <summary>The same of a team: what a lead tells it may arrive a moment after the lead has answered.</summary>
    public Task<TeamSnapshot> UntilTeam(string team, Func<TeamState, bool> expected) =>
        Until(() => Engine.FindTeam(team), seen => expected(seen.State));

    private static async Task<T> Until<T>(Func<Task<T?>> ask, Func<T, bool> expected) where T : class
    {
        using var deadline = new CancellationTokenSource(Patience);
        T? seen = null;
        while (!deadline.IsCancellationRequested)
        {
            seen = await ask();
            if (seen is not null && expected(seen)) return seen;
            await Task.Yield();
        }
        Assert.Fail($"After {Patience.TotalSeconds} s it is still {seen}");
        return seen!;
    }
}

/// <summary>Delivers everything at once and remembers it.</summary>
public sealed class RecordingCourier : ICourier
{
    private readonly ConcurrentQueue<Consignment> _left = new();

    public bool IsRepeatable { get; set; }

    public SendingLimits Limits { get; set; } = SendingLimits.None;

    /// <summary>What it answers.</summary>
    public Func<Consignment, Delivery> Answer { get; set; } = _ => Delivery.Sent;

    /// <summary>The channels on which people make the touches; none.</summary>
    public Func<Channel, bool> ByPeople { get; set; } = _ => false;

    public bool IsByPeople(Channel channel) => ByPeople(channel);

    public IReadOnlyList<Consignment> Left => [.. _left];

    public IEnumerable<TouchParcel> Touches => Left.Select(c => c.Parcel).OfType<TouchParcel>();

    public ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel)
    {
        _left.Enqueue(consignment);
        return ValueTask.FromResult(Answer(consignment));
    }
}
