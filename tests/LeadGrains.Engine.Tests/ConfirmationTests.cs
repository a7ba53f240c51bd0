using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using LeadGrains.Store;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Engine.Tests;

/// <summary>C1 through the engine: a request to confirm leaves once, and not when nobody waits for it any more.</summary>
public sealed class ConfirmationTests
{
    private static readonly Program Careful = SmallProgram.Program with { Consent = new ConsentRules { DoubleOptIn = true } };
    private readonly RecordingCourier _courier = new();

    [Fact]
    public void A_request_leaves_at_once_also_at_night_and_touches_follow_when_it_was_answered()
    {
        using var engine = Open(Monday + TimeSpan.FromHours(14));
        engine.Do(IdOf("ann"), Inquiry("ann"));
        engine.RunTo(engine.Now + TimeSpan.FromMinutes(1));
        Assert.IsType<ConfirmationRequest>(Assert.Single(_courier.Left).Parcel);
        engine.RunTo(engine.Now + TimeSpan.FromDays(3));
        Assert.Empty(_courier.Touches);
        engine.Do(IdOf("ann"), new ConfirmOptIn(Consents.EveryTopic, Channel.Email, new ConsentProof { Page = "/c" }));
        engine.RunTo(engine.Now + TimeSpan.FromDays(10));
        Assert.NotEmpty(_courier.Touches);
    }

    [Fact]
    public void A_request_that_waits_is_not_sent_after_a_withdrawal()
    {
        using var engine = Open(Monday);
        _courier.Answer = _ => new Delivery(TouchOutcome.RefusedForNow, "later");
        engine.Do(IdOf("ann"), Inquiry("ann"));
        engine.RunTo(engine.Now + TimeSpan.FromSeconds(30));
        var tries = _courier.Left.Count;
        engine.Do(IdOf("ann"), new OptOut());
        engine.RunTo(engine.Now + TimeSpan.FromDays(2));
        Assert.Equal((1, tries), (tries, _courier.Left.Count));
    }

    private SteppedEngine Open(Moment at) => new(new MemoryJournal(), Careful, _courier, at);
}
