namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>N7: calls are made by people, and the ledger knows which were.</summary>
public sealed class CallTests
{
    private const string Kim = "callers/kim", Uma = "callers/uma";

    /// <summary>Somebody who takes mail and calls and likes calls best, with a call queued at this instant or a little before.</summary>
    internal static Given Queued(Moment at)
    {
        for (var ago = 24; ; ago++)
        {
            var given = new Given { Now = at - Hours(ago) }.Say(Caller(), new Prefer(null, Channel.Call)).After(Days(1)).Say(new Wake());
            if (given.DueAt is not { } due || due > at || due < at - Hours(2)) continue;
            given.Now = due;
            return given.Say(new Wake(), new QueueTouch(1));
        }
    }

    private static Inquire Caller() => Inquiry() with
    {
        Consents = [new ConsentGiven(Consents.EveryTopic, Channel.Email, Proof), new ConsentGiven(Consents.EveryTopic, Channel.Call, Proof)],
    };

    private static ReportCall Report(CallOutcome outcome, string by = Kim) => new(1, by, outcome);

    [Fact]
    public void A_call_waits_for_the_call_centre_and_is_no_contact_yet()
    {
        var given = Queued(Monday + Hours(4));
        Assert.Equal("TouchQueued", given.Then);
        Assert.Empty(given.Lead.Nurture.Contacts);
        Assert.Empty(given.Lead.Nurture.Seen);
        Assert.Null(given.DueAt);
        Assert.Equal("already so", given.Say(new QueueTouch(1)).Then);
    }

    [Fact]
    public void Consent_withdrawn_before_anybody_called_calls_it_off()
    {
        var given = Queued(Monday + Hours(4)).Say(new OptOut("*", Channel.Call));
        Assert.Equal("OptedOut, TouchSkipped", given.Then);
        Assert.NotNull(given.Say(new TakeTask(1, Kim)).Refusal);
        Assert.NotNull(given.Say(Report(CallOutcome.Reached)).Refusal);
    }

    [Fact]
    public void Two_callers_never_have_the_same_call()
    {
        var given = Queued(Monday + Hours(4)).Say(new TakeTask(1, Kim));
        Assert.Equal("TouchBegun", given.Then);
        Assert.Equal("already so", given.Say(new TakeTask(1, Kim)).Then);
        Assert.Contains(Kim, given.Say(new TakeTask(1, Uma)).Refusal);
        Assert.Contains(Kim, given.Say(Report(CallOutcome.Reached, Uma)).Refusal);
        Assert.Equal("Called, TouchMade", given.Say(Report(CallOutcome.Reached)).Then);
        Assert.NotNull(given.Say(Report(CallOutcome.Reached)).Refusal);
    }

    [Fact]
    public void Only_a_call_centre_calls_for_marketing() =>
        Assert.Contains("call centre", Queued(Monday + Hours(4)).Say(new TakeTask(1, "sales/ines")).Refusal);

    [Fact]
    public void What_they_said_is_kept_with_the_call_and_judged_at_once()
    {
        var given = Queued(Monday + Hours(4)).Say(Report(CallOutcome.Reached) with { Facts = [new("budget", "approved"), new("timeline", "2")] });
        Assert.Equal("TouchBegun, Called, TouchMade, Learned, Qualified, OwnerSought", given.Then);
        Assert.Equal(FactSource.Owner, given.Lead.Fact("budget")!.Source);
        Assert.Single(given.Lead.Nurture.Contacts);
    }

    [Fact]
    public void Who_wants_to_talk_is_handed_over()
    {
        Assert.Equal("TouchBegun, Called, TouchMade, Asked, Qualified, OwnerSought",
            Queued(Monday + Hours(4)).Say(Report(CallOutcome.WantsToTalk) with { Note = "before noon" }).Then);
    }

    [Fact]
    public void Who_wants_no_calls_gets_none()
    {
        var given = Queued(Monday + Hours(4)).Say(Report(CallOutcome.WantsNoCalls));
        Assert.Equal("TouchBegun, Called, TouchMade, OptedOut", given.Then);
        Assert.DoesNotContain(given.Live(Days(400)).History.OfType<TouchIntended>().Skip(1), t => t.Touch.Channel == Channel.Call);
    }

    [Fact]
    public void A_date_they_name_is_kept()
    {
        var date = Monday + Days(90);
        Assert.NotNull(Queued(Monday + Hours(4)).Say(Report(CallOutcome.NotBefore)).Refusal);
        var given = Queued(Monday + Hours(4)).Say(Report(CallOutcome.NotBefore) with { NotBeforeAt = date });
        Assert.Equal(date, given.Lead.Preferences.QuietUntilAt);
        Assert.True(given.DueAt >= date);
    }

    [Fact]
    public void Not_reached_is_tried_on_two_more_days_and_then_goes_by_mail()
    {
        var given = Queued(Monday + Hours(4));
        var days = new List<DateOnly>();
        for (var attempt = 1; attempt <= LeadLifecycle.CallAttemptsMax; attempt++)
        {
            given.Now = Moment.Later(given.Now, given.Lead.Nurture.Pending!.Task!.FromAt);
            days.Add(given.Now.UtcDate);
            given.Say(Report(CallOutcome.NotReached));
            Assert.Empty(given.Lead.Nurture.Contacts);
            if (attempt < LeadLifecycle.CallAttemptsMax)
                Assert.NotNull(given.Say(Report(CallOutcome.NotReached)).Refusal); // the same attempt isn't counted twice
        }
        Assert.Equal(3, days.Distinct().Count());
        Assert.Equal("Called, TouchLapsed", string.Join(", ", given.History.TakeLast(2).Select(e => e.GetType().Name)));
        var next = given.Live(Days(40)).History.OfType<TouchMade>().First();
        Assert.Equal(Channel.Email, next.Channel);
    }

    [Fact]
    public void A_call_nobody_makes_comes_to_nothing_and_the_plan_goes_on_by_mail()
    {
        var given = Queued(Monday + Hours(4));
        given.Now = given.Lead.Nurture.Pending!.Task!.LapseAt;
        Assert.False(given.Lead.Nurture.Unreached);
        Assert.Equal("TouchLapsed", given.Say(new QueueTouch(1)).Then);
        Assert.NotEmpty(LeadLifecycle.React(given.History[^1], given.Lead, given.Program));
        Assert.Equal(Channel.Email, given.Live(Days(60)).History.OfType<TouchMade>().First().Channel);
    }

    [Fact]
    public void A_call_taken_and_never_reported_counts_as_made()
    {
        var given = Queued(Monday + Hours(4)).Say(new TakeTask(1, Kim));
        given.Now = given.Lead.Nurture.Pending!.Task!.LapseAt;
        given.Say(new QueueTouch(1));
        Assert.False(Assert.Single(given.History.OfType<TouchMade>()).Certain);
    }

    [Fact]
    public void Nobody_is_called_at_night()
    {
        var given = Queued(Monday + Hours(4));
        given.Now = Monday + Hours(12); // 22:00 in Berlin
        Assert.False(LeadLifecycle.MayTake(given.Lead, given.Now, given.Program));
        Assert.NotNull(given.Say(new TakeTask(1, Kim)).Refusal);
        given.Now = Monday + Days(1);
        Assert.True(LeadLifecycle.MayTake(given.Lead, given.Now, given.Program));
    }

    [Fact]
    public void Who_takes_only_calls_is_not_forgotten_after_calls_in_vain()
    {
        var given = new Given().Say(Inquiry() with { Consents = [new ConsentGiven("*", Channel.Call, Proof)] });
        for (var calls = 0; calls < 2;)
        {
            given.Now = given.DueAt!.Value;
            given.Say(new Wake());
            if (given.Lead.Nurture.Pending is not { } touch) continue;
            calls++;
            given.Now = touch.SendAt;
            given.Say(new QueueTouch(touch.Number));
            given.Now = given.Lead.Nurture.Pending!.Task!.LapseAt;
            given.Say(new QueueTouch(touch.Number));
        }
        Assert.Equal(2, given.History.OfType<TouchLapsed>().Count());
    }
}
