namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>C1: where the program asks for it, consent to mail counts when it was confirmed from the mailbox.</summary>
public sealed class DoubleOptInTests
{
    private static readonly Program Careful = Program with { Consent = new ConsentRules { DoubleOptIn = true } };
    private static readonly ConsentProof Click = new() { Page = "/c/token", Address = "192.0.2.7" };

    [Fact]
    public void An_inquiry_asks_first_and_a_request_to_confirm_leaves_at_once()
    {
        var given = Asked();
        Assert.Contains("ConsentAsked, ConfirmationRequested", given.Then);
        var post = Assert.Single(LeadLifecycle.React(given.Last.Events.OfType<ConfirmationRequested>().Single(), given.Lead, Careful).OfType<Post>());
        Assert.Equal((new ConfirmationRequest(given.Now), given.Now), (post.Parcel, post.NotBeforeAt));
        Assert.False(given.Lead.Consents.Allow("news", Channel.Email));
    }

    [Fact]
    public void Without_a_confirmation_nothing_is_ever_sent() =>
        Assert.DoesNotContain(Asked().Live(Days(400)).History, e => e is TouchIntended);

    [Fact]
    public void A_confirmed_consent_has_the_proof_of_both_steps()
    {
        var given = Asked().After(Days(2)).Say(new ConfirmOptIn(Consents.EveryTopic, Channel.Email, Click));
        var consent = Assert.Single(given.Lead.Consents);
        Assert.Equal((ConsentStanding.Given, given.Now), (consent.Standing, consent.At));
        Assert.Equal(Click with { Words = Proof.Words }, consent.Proof);
        Assert.Equal(new ConsentRequest(Monday, Proof), consent.Request);
        Assert.Contains(given.Live(Days(60)).History, e => e is TouchMade);
        Assert.Equal("already so", given.Say(new ConfirmOptIn(Consents.EveryTopic, Channel.Email, Click)).Then);
    }

    [Fact]
    public void A_request_runs_out_and_a_new_one_can_be_asked_for()
    {
        var given = Asked().After(Days(7) + Hours(1)).Say(new ConfirmOptIn(Consents.EveryTopic, Channel.Email, Click));
        Assert.Contains("run out", given.Refusal);
        Assert.Equal("ConsentAsked, ConfirmationRequested", given.Say(new OptIn(Consents.EveryTopic, Channel.Email, Proof)).Then);
        Assert.Equal("OptedIn", given.After(Days(7)).Say(new ConfirmOptIn(Consents.EveryTopic, Channel.Email, Click)).Then);
    }

    [Fact]
    public void A_newer_withdrawal_beats_the_confirmation_and_the_request()
    {
        var given = Asked();
        var request = new ConfirmationRequest(given.Now);
        Assert.True(LeadLifecycle.IsWanted(request, given.Lead, given.Now, Careful));
        given.Say(new OptOut());
        Assert.False(LeadLifecycle.IsWanted(request, given.Lead, given.Now, Careful));
        Assert.Contains("withdrawn", given.Say(new ConfirmOptIn(Consents.EveryTopic, Channel.Email, Click)).Refusal);
        Assert.DoesNotContain(given.Live(Days(300)).History, e => e is TouchIntended);
    }

    [Fact]
    public void Nobody_is_flooded_through_a_form()
    {
        var given = new Given(Careful).Say(Inquiry());
        for (var i = 0; i < 200; i++)
            given.After(Hours(3)).Say(Inquiry() with { Origin = new Origin { Source = $"form-{i}" }, Consents = [new($"topic-{i}", Channel.Email, Proof)] });
        Assert.Equal(ConsentRules.RequestsMax, given.History.OfType<ConfirmationRequested>().Count());
        Assert.Contains("has answered none", given.Say(new OptIn("news", Channel.Email, Proof)).Refusal);
    }

    [Fact]
    public void A_form_sent_twice_asks_once()
    {
        var given = Asked().After(TimeSpan.FromMinutes(5));
        Assert.Equal("already so", given.Say(new OptIn(Consents.EveryTopic, Channel.Email, Proof)).Then);
        given.Say(Inquiry() with { Origin = new Origin { Source = "fair" } });
        Assert.Single(given.History.OfType<ConfirmationRequested>());
    }

    [Fact]
    public void A_request_is_no_touch_and_leaves_the_plan_as_it_was()
    {
        var given = Asked();
        Assert.Empty(given.Lead.Nurture.Contacts);
        given.Say(new ConfirmOptIn(Consents.EveryTopic, Channel.Email, Click));
        Assert.Equal(new Given().Say(Inquiry()).DueAt, given.DueAt);
    }

    [Fact]
    public void Whoever_confirms_days_later_gets_the_first_touch_soon_and_not_a_month_later()
    {
        var given = Asked().After(Days(5)).Say(new ConfirmOptIn(Consents.EveryTopic, Channel.Email, Click)).Live(Days(10));
        Assert.DoesNotContain(given.History, e => e is TouchSkipped);
        Assert.Single(given.History.OfType<TouchMade>());
    }

    [Fact]
    public void Only_mail_can_be_confirmed_and_only_the_topics_that_ask_for_it()
    {
        var rules = new ConsentRules { DoubleOptInTopics = ["news"] };
        Assert.True(rules.Asks("news", Channel.Email));
        Assert.True(rules.Asks(Consents.EveryTopic, Channel.Email));
        Assert.False(rules.Asks("guides", Channel.Email));
        Assert.False(rules.Asks("news", Channel.Call));
        Assert.False(new ConsentRules().Asks(Consents.EveryTopic, Channel.Email));
    }

    [Fact]
    public void What_was_confirmed_elsewhere_is_not_asked_again()
    {
        var proof = Proof with { ConfirmedAt = Monday - Days(30) };
        var given = new Given(Careful).Say(Inquiry() with { Consents = [new(Consents.EveryTopic, Channel.Email, proof)] });
        Assert.True(given.Lead.Consents.Allow("news", Channel.Email));
    }

    [Fact]
    public void Whoever_confirmed_once_is_not_silenced_by_another_form()
    {
        var given = Asked().Say(new ConfirmOptIn(Consents.EveryTopic, Channel.Email, Click)).After(Days(40));
        given.Say(Inquiry() with { Origin = new Origin { Source = "fair" } });
        Assert.True(given.Lead.Consents.Allow("news", Channel.Email));
    }

    private static Given Asked() => new Given(Careful).Say(Inquiry());
}
