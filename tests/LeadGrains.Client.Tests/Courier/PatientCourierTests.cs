using LeadGrains.Client.Courier;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.Client.Tests.Courier;

/// <summary>No mail leaves before it is known where its links lead.</summary>
public sealed class PatientCourierTests
{
    private readonly RecordingCourier _real = new();

    [Fact]
    public async Task A_parcel_waits_until_the_address_is_known_and_leaves_then()
    {
        using var courier = new PatientCourier(_real);
        var delivery = courier.Deliver(Alert(), default).AsTask();
        Assert.False(delivery.IsCompleted);
        Assert.Empty(_real.Left);
        courier.Begin();
        Assert.Equal(Delivery.Sent, await delivery);
        Assert.Equal(Delivery.Sent, await courier.Deliver(Alert(), default));
        Assert.Equal(2, _real.Left.Count);
    }

    [Fact]
    public async Task Where_the_address_never_becomes_known_it_is_tried_another_time()
    {
        var courier = new PatientCourier(_real);
        var delivery = courier.Deliver(Alert(), default).AsTask();
        courier.Dispose();
        Assert.Equal(TouchOutcome.RefusedForNow, (await delivery).Outcome);
        Assert.Empty(_real.Left);
    }

    private static Consignment Alert() => new(new OperatorAlert(""), LeadState.Unknown, SmallProgram.Program, "m", default);
}
