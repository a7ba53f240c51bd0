using LeadGrains.Engine;

namespace LeadGrains.Reports;

/// <summary>Everything arrives at once, and nothing leaves the house.</summary>
internal sealed class NoCourier : ICourier
{
    public bool IsRepeatable => true;

    public ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel) =>
        ValueTask.FromResult(Delivery.Sent);
}
