namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>N1–N9: gently in touch.</summary>
public sealed class NurtureTests
{
    [Fact]
    public void Nobody_gets_the_same_piece_twice_and_every_piece_comes_once()
    {
        var made = new Given().Say(Inquiry()).Live(Days(1200)).History.OfType<TouchMade>().Select(m => m.Piece).ToList();
        Assert.Equal(made.Distinct(), made);
        Assert.Superset(Program.Content.Where(p => p.Kind is PieceKind.Drip or PieceKind.Readiness).Select(p => p.Id).ToHashSet(), made.ToHashSet());
    }

    [Fact]
    public void A_campaign_never_becomes_a_thundershower()
    {
        var perHour = Enumerable.Range(0, 1000).Select(n =>
        {
            var given = new Given { Now = Monday + Days(4) + Hours(9) }.Say(Inquiry(Identity.Email($"p{n}@example.org")) with { Person = new Person { Email = "x" } });
            return given.Live(Days(14)).History.OfType<TouchMade>().First().At.Milliseconds / 3_600_000;
        }).GroupBy(hour => hour).Max(hour => hour.Count());
        Assert.InRange(perHour, 1, 400);
    }

    [Fact]
    public void A_person_whose_zone_this_machine_does_not_know_is_written_to_in_the_hours_of_the_programs_zone()
    {
        List<Moment> Touches(string? zone)
        {
            var given = new Given().Say(Inquiry(Identity.Email("ann@example.org")) with { Person = new Person { Email = "ann@example.org", Zone = zone } });
            return [.. given.Live(Days(100)).History.OfType<TouchMade>().Select(t => t.At)];
        }

        Assert.NotEmpty(Touches(null));
        foreach (var zone in (string[])["Not/AZone", "", "/dev/zero", "../../etc/passwd", "a\0b"]) Assert.Equal(Touches(null), Touches(zone));
    }

    [Fact]
    public void A_touch_missed_by_a_day_is_skipped_and_not_caught_up()
    {
        var given = new Given().Say(Inquiry()).Live(Days(10));
        given.Now = given.DueAt!.Value + Days(3);
        Assert.Equal("TouchSkipped", given.Say(new Wake()).Then);
        Assert.True(given.DueAt > given.Now + Days(10));
    }

    [Fact]
    public void A_touch_that_waited_too_long_for_the_sender_is_skipped()
    {
        var given = ConsentTests.Touched().After(Days(7)).Say(new BeginTouch(1));
        Assert.Equal(SkipReason.Late, Assert.Single(given.History.OfType<TouchSkipped>()).Reason);
    }

    [Fact]
    public void Late_is_better_than_never_when_the_longest_silence_is_near()
    {
        var given = new Given().Say(Inquiry()).Live(Days(10));
        given.Now = given.DueAt!.Value + Days(120);
        Assert.Equal("TouchIntended", given.Say(new Wake()).Then);
    }

    [Fact]
    public void A_touch_refused_for_now_is_tried_again_but_not_in_a_loop()
    {
        var given = new Given().Say(Inquiry()).Live(Days(365), TouchOutcome.RefusedForNow);
        Assert.InRange(given.History.OfType<TouchFailed>().Count(), 5, 365);
        Assert.Empty(given.Lead.Nurture.Seen);
    }

    [Fact]
    public void An_uncertain_touch_counts_as_made()
    {
        var given = ConsentTests.Touched();
        var piece = given.Lead.Nurture.Pending!.Piece;
        given.Say(new BeginTouch(1), new ReportTouch(1, TouchOutcome.Uncertain));
        Assert.Contains(piece, given.Lead.Nurture.Seen);
        Assert.Equal(given.Now, given.Lead.Nurture.LastContactAt);
    }

    [Fact]
    public void Only_a_missing_mailbox_is_a_hard_bounce()
    {
        var (refused, gone) = (ConsentTests.Touched().Say(new BeginTouch(1)), ConsentTests.Touched().Say(new BeginTouch(1)));
        Assert.Equal("TouchFailed", refused.Say(new ReportTouch(1, TouchOutcome.RefusedForGood, "550 5.7.1")).Then);
        Assert.False(refused.Lead.Nurture.MailDead);
        Assert.Equal("TouchFailed, Bounced", gone.Say(new ReportTouch(1, TouchOutcome.NoSuchAddress, "550 5.1.1")).Then);
        Assert.True(gone.Lead.Nurture.MailDead);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void An_operator_settles_a_touch_in_doubt_once(bool sent)
    {
        var given = ConsentTests.Touched();
        var piece = given.Lead.Nurture.Pending!.Piece;
        given.Say(new BeginTouch(1), new ReportTouch(1, TouchOutcome.Uncertain));
        Assert.Equal(new Doubt(1, piece, Channel.Email, given.Now), Assert.Single(given.Lead.Nurture.Doubts));
        Assert.Equal("TouchSettled", given.Say(new SettleTouch(1, sent)).Then);
        Assert.Equal("already so", given.Say(new SettleTouch(1, !sent)).Then);
        Assert.Empty(given.Lead.Nurture.Doubts);
        Assert.Equal(sent, given.Lead.Nurture.Seen.Contains(piece));
        Assert.Equal(sent, given.Lead.Nurture.LastContactAt is not null);
    }

    [Fact]
    public void A_drop_comes_before_the_drip_and_leaves_its_place()
    {
        var given = new Given().Say(Inquiry()).Live(Days(20));
        var slot = given.Lead.Nurture.SlotAt;
        given.Say(new Drop("drop-1")).Live(Days(7));
        Assert.Equal("drop-1", given.History.OfType<TouchMade>().Last().Piece);
        Assert.Equal(slot, given.Lead.Nurture.SlotAt);
        Assert.Equal("already so", given.Say(new Drop("drop-1")).Then);
    }

    [Fact]
    public void A_drop_that_didnt_get_out_waits_again()
    {
        var given = new Given().Say(Inquiry()).Live(Days(15)).Say(new Drop("drop-1"));
        given.Now = given.DueAt!.Value;
        given.Say(new Wake(), new Pause(Monday + Days(60)));
        Assert.Equal("Paused, TouchSkipped", given.Then);
        Assert.Equal(["drop-1"], given.Lead.Nurture.Drops);
        Assert.Contains(given.LiveUntil(Monday + Days(80)).History.OfType<TouchMade>(), m => m.Piece == "drop-1");
    }

    [Fact]
    public void A_drop_about_an_unwanted_topic_doesnt_reach_the_person() =>
        Assert.Equal("already so", new Given().Say(Inquiry(), new OptOut("news"), new Drop("drop-1")).Then);

    [Fact]
    public void A_readiness_check_comes_every_so_often()
    {
        var given = new Given().Say(Inquiry()).Live(Days(300));
        var checks = given.History.OfType<TouchMade>().Where(m => m.Piece.StartsWith("ready", StringComparison.Ordinal)).ToList();
        Assert.InRange(checks.Count, 2, 3);
        Assert.All(checks.Zip(checks.Skip(1)), p => Assert.True(p.Second.At - p.First.At >= Days(85)));
    }

    [Fact]
    public void Not_before_re_times_everything()
    {
        var date = Monday + Days(150);
        var given = new Given().Say(Inquiry(), new AnswerReadiness(Readiness.NotBefore, date));
        Assert.True(NurturePlan.Next(given.Lead, Program)!.DueAt >= date);
    }

    [Fact]
    public void Not_before_beats_a_touch_not_yet_begun() =>
        Assert.Equal("ReadinessAnswered, TouchSkipped", ConsentTests.Touched().Say(new AnswerReadiness(Readiness.NotBefore, Monday + Days(90))).Then);

    [Fact]
    public void Talk_to_me_now_qualifies_even_in_a_pause()
    {
        var given = new Given().Say(Inquiry(), new Pause(Monday + Days(90)), new AnswerReadiness(Readiness.TalkNow));
        Assert.Equal("ReadinessAnswered, Asked, Qualified, OwnerSought", given.Then);
    }

    [Fact]
    public void The_marketer_hears_once_that_the_stream_ran_dry()
    {
        var given = new Given().Say(Inquiry()).Live(Days(900));
        var dry = Assert.Single(given.History.OfType<StreamExhausted>());
        Assert.Contains(LeadLifecycle.React(dry, given.Lead, Program), e => e is Post { Parcel: OperatorAlert });
        Assert.Null(given.DueAt);
    }

    [Fact]
    public void A_piece_whose_season_comes_wakes_an_exhausted_lead()
    {
        var season = new Piece("autumn", PieceKind.Drip, Channel.Email) { NotBefore = new DateOnly(2026, 10, 1), NotAfter = new DateOnly(2026, 10, 31) };
        var given = new Given(Program with { Content = [season] }).Say(Inquiry()).Live(Days(30));
        Assert.True(given.Lead.Nurture.Exhausted || given.DueAt >= Moment.Utc(2026, 10, 1));
        var made = Assert.Single(given.Live(Days(300)).History.OfType<TouchMade>());
        Assert.Equal(10, made.At.UtcDate.Month);
    }

    [Fact]
    public void A_hard_bounce_stops_mail_and_another_channel_is_tried()
    {
        var given = new Given().Say(Inquiry(), new OptIn("*", Channel.Call, Proof), new OptIn("*", Channel.Post, Proof)).Live(Days(10));
        given.Say(new Bounce(true)).Live(Days(100));
        var after = given.History.SkipWhile(e => e is not Bounced).OfType<TouchMade>().ToList();
        Assert.NotEmpty(after);
        Assert.All(after, m => Assert.NotEqual(Channel.Email, m.Channel));
    }

    [Fact]
    public void A_hard_bounce_doesnt_call_off_a_letter()
    {
        var given = new Given().Say(Inquiry() with { Consents = [new("*", Channel.Post, Proof)] });
        while (given.Lead.Nurture.Pending is null)
        {
            given.Now = given.DueAt!.Value;
            given.Say(new Wake());
        }
        Assert.Equal("Bounced", given.Say(new Bounce(true)).Then);
    }

    [Fact]
    public void A_new_address_brings_mail_back()
    {
        var given = new Given().Say(Inquiry(), new Bounce(true), new Correct([], new Person { Email = "ann@new.example.org" }));
        Assert.False(given.Lead.Nurture.MailDead);
    }

    [Fact]
    public void A_soft_bounce_changes_nothing() => Assert.Equal("already so", new Given().Say(Inquiry(), new Bounce(false)).Then);

    [Fact]
    public void A_complaint_ends_all_mail_but_not_the_lead()
    {
        var given = new Given().Say(Inquiry(), new Complain());
        Assert.False(given.Lead.Consents.Allow(null, Channel.Email));
        Assert.Equal(Stage.Inquiry, given.Lead.Stage);
    }

    [Fact]
    public void Nurture_stops_at_acceptance()
    {
        var given = new Given().Say(HotInquiry());
        given.Live(Days(1.3)).OfferedTo("ines");
        given.Say(new Accept(given.Asked, "ines"));
        Assert.Null(NurturePlan.Next(given.Lead, Program));
    }

    [Fact]
    public void A_recycled_lead_resumes_where_it_stopped()
    {
        var given = new Given().Say(Inquiry()).Live(Days(90));
        var before = given.History.OfType<TouchMade>().Select(m => m.Piece).ToList();
        given.Say(new Ask(Wish.Call)).AcceptedBy("ines").After(Days(2)).Say(new LogContact("ines", Channel.Call), new Recycle("ines", "not now", given.Now + Days(60)));
        Assert.Equal((Stage.Nurturing, Owner.Marketing), (given.Lead.Stage, given.Lead.Owner));
        given.Live(Days(59));
        Assert.Equal(before.Count, given.History.OfType<TouchMade>().Count());
        var after = given.Live(Days(60)).History.OfType<TouchMade>().Skip(before.Count).Select(m => m.Piece).ToList();
        Assert.NotEmpty(after);
        Assert.Empty(after.Intersect(before));
    }

    [Fact]
    public void A_late_report_of_a_thank_you_still_counts_in_the_next_cycle()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").Say(new Win("ines"));
        while (given.Lead.Nurture.Pending is null)
        {
            given.Now = given.DueAt!.Value;
            given.Say(new Wake());
        }
        given.Say(new BeginTouch(1), new Ask(Wish.Call), new ReportTouch(1, TouchOutcome.Sent));
        Assert.Equal("TouchMade", given.Then);
    }
}
