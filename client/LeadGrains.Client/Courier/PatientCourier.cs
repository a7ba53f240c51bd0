using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.Client.Courier;

/// <summary>
/// Lets parcels wait until it is known where people reach us: the engine runs before the web pages are open, and a mail that
/// left by then would have no link to unsubscribe by. Thread-safe.
/// </summary>
internal sealed class PatientCourier(ICourier courier) : ICourier, IDisposable
{
    private readonly TaskCompletionSource<bool> _isKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsRepeatable => courier.IsRepeatable;

    public SendingLimits Limits => courier.Limits;

    public bool Repeats(TouchParcel touch) => courier.Repeats(touch);

    public bool IsByPeople(Channel channel) => courier.IsByPeople(channel);

    /// <summary>From now on parcels leave.</summary>
    public void Begin() => _isKnown.TrySetResult(true);

    public async ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel) =>
        await _isKnown.Task.WaitAsync(cancel) ? await courier.Deliver(consignment, cancel)
            : new Delivery(TouchOutcome.RefusedForNow, "it was closed before anybody knew where its links lead");

    /// <summary>What still waits is tried another time; before the engine closes, which waits for it.</summary>
    public void Dispose() => _isKnown.TrySetResult(false);
}
