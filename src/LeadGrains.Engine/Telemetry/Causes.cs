using System.Diagnostics;

namespace LeadGrains.Engine;

/// <summary>Which command's span posted which parcel, while somebody listens. One thread.</summary>
internal sealed class Causes
{
    /// <summary>Parcels that are remembered; beyond it the oldest of them lose their link.</summary>
    public const int ParcelsMax = 4_096;

    private readonly Dictionary<long, ActivityContext> _byParcel = [];
    private readonly Queue<long> _order = new();

    /// <summary>The command that is being decided.</summary>
    public ActivityContext Current { get; set; }

    public void Posted(long parcel)
    {
        if (Current == default) return;
        if (_order.Count == ParcelsMax) _byParcel.Remove(_order.Dequeue());
        _byParcel[parcel] = Current;
        _order.Enqueue(parcel);
    }

    /// <summary>The command behind a parcel; default when nobody knows.</summary>
    public ActivityContext Of(long parcel) => _byParcel.GetValueOrDefault(parcel);
}
