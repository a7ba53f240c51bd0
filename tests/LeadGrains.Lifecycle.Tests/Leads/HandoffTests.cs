namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>Q3–Q8, Q10–Q14: no lead is ever nobody's.</summary>
public sealed class HandoffTests
{
    [Fact]
    public void A_hot_inquiry_is_offered_to_sales_at_once()
    {
        var given = new Given().Say(HotInquiry());
        Assert.Equal("Inquired, CycleStarted, Learned, OptedIn, Qualified, OwnerSought", given.Then);
        Assert.Equal((Route.Hot, "sales"), (given.Lead.Handoff!.Route, given.Lead.Handoff.Team));
    }

    [Fact]
    public void Whoever_wants_a_call_is_qualified_by_request() =>
        Assert.Equal("Asked, Qualified, OwnerSought", new Given().Say(Inquiry(), new Ask(Wish.Call)).Then);

    [Fact]
    public void The_missing_fact_moves_a_lead_from_the_call_centre_to_sales()
    {
        var given = new Given().Say(Inquiry(null, new Telling("budget", "planned"))).AcceptedBy("kim");
        Assert.Equal((Stage.Qualified, new Owner("callers", "kim")), (given.Lead.Stage, given.Lead.Owner));
        given.Say(new Correct([new("budget", "approved"), new("timeline", "1")]));
        Assert.Equal("Learned, Reclaimed, Qualified, OwnerSought", given.Then);
        Assert.Equal((Owner.Marketing, "sales", 2), (given.Lead.Owner, given.Lead.Handoff!.Team, given.Asked));
        Assert.Empty(given.Lead.Declined);
    }

    [Fact]
    public void The_call_centre_hands_over_by_hand_what_it_made_ripe()
    {
        var given = new Given().Say(Inquiry(null, new Telling("budget", "planned"))).AcceptedBy("kim").Say(new Qualify("kim", "wants to buy"));
        Assert.Equal("Reclaimed, Qualified, OwnerSought", given.Then);
        Assert.Equal("sales", given.Lead.Handoff!.Team);
    }

    [Fact]
    public void A_purchase_without_a_rep_is_a_win() =>
        Assert.Equal(Stage.Won, new Given().Say(Inquiry(), new Purchase(50, "EUR")).Lead.Stage);

    [Fact]
    public void A_purchase_while_owned_is_the_owners_win_and_frees_the_seat()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").Say(new Purchase(50, "EUR"));
        Assert.Equal("ines", given.Lead.Outcome!.By.Member);
        Assert.Contains(LeadLifecycle.React(given.History[^1], given.Lead, Program), e => e is TellTeam { Command: Settle { How: Settlement.Ended } });
    }

    [Fact]
    public void Somebody_who_is_vouched_for_stays_on_the_ladder_whatever_they_click()
    {
        var given = new Given().Say(Inquiry(), new Qualify("mia", "met at the fair")).Say(new Wait(1, "sales", true)).After(Days(1));
        Assert.DoesNotContain("LadderEnded", given.Say(new Engage(EngagementKind.Clicked)).Then);
        Assert.Equal(Stage.Qualified, given.Lead.Stage);
    }

    [Fact]
    public void Whoever_waits_for_a_free_hand_stays_with_marketing_and_is_nurtured()
    {
        var given = new Given().Say(HotInquiry(), new Wait(1, "sales", true));
        Assert.Equal(Owner.Marketing, given.Lead.Owner);
        Assert.NotNull(NurturePlan.Next(given.Lead, Program));
    }

    [Fact]
    public void Asking_again_keeps_the_place_in_the_queue()
    {
        var given = new Given().Say(HotInquiry(), new Wait(1, "sales", true)).After(Days(1)).Say(new SeekAgain("sales"), new Wait(2, "sales", true));
        Assert.Equal(Monday, given.Lead.Handoff!.WaitingSinceAt);
        Assert.Equal("already so", given.Say(new Wait(2, "sales", true)).Then);
    }

    [Fact]
    public void Whoever_waited_long_enough_goes_to_the_next_rung()
    {
        var given = new Given().Say(HotInquiry(), new Wait(1, "sales", true));
        given.LiveUntil(Monday + SalesRung.WaitMax);
        Assert.Equal("partners", given.Lead.Handoff!.Team);
    }

    [Fact]
    public void Nobody_waits_for_a_team_that_can_never_take_them()
    {
        var given = new Given().Say(HotInquiry(), new Wait(1, "sales", true), new SeekAgain("sales"), new Wait(2, "sales", false));
        Assert.Equal("partners", given.Lead.Handoff!.Team);
    }

    [Fact]
    public void A_lead_nobody_accepts_goes_to_the_next_rep()
    {
        var given = new Given().Say(HotInquiry()).OfferedTo("ines");
        given.LiveUntil(given.Lead.Handoff!.Offer!.DueAt);
        Assert.Contains(given.History, e => e is OfferReminded);
        Assert.Contains(given.History, e => e is OfferExpired { Member: "ines" });
        Assert.Equal(("sales", 2), (given.Lead.Handoff!.Team, given.Asked));
        var seek = LeadLifecycle.React(given.History[^1], given.Lead, Program).OfType<TellTeam>().Select(t => t.Command).OfType<Seek>().Single();
        Assert.Equal(["ines"], seek.Avoid);
    }

    [Fact]
    public void A_lead_that_the_whole_ladder_declines_is_nurtured_and_the_operator_told()
    {
        var given = new Given().Say(HotInquiry());
        foreach (var member in new[] { "ines", "otto", "pia" })
            given.OfferedTo(member).Say(new Decline(given.Asked, member, "too small"));
        Assert.Equal("OfferDeclined, LadderEnded", given.Then);
        Assert.Equal((Stage.Nurturing, Owner.Marketing), (given.Lead.Stage, given.Lead.Owner));
        Assert.Contains(LeadLifecycle.React(given.History[^1], given.Lead, Program), e => e is Post { Parcel: OperatorAlert });
    }

    [Fact]
    public void A_call_that_nobody_took_can_be_asked_for_again()
    {
        var given = new Given().Say(Inquiry(), new Ask(Wish.Call), new Wait(1, "sales", false), new Wait(2, "partners", false));
        Assert.Equal(Stage.Nurturing, given.Lead.Stage);
        Assert.Equal("Asked, Qualified, OwnerSought", given.After(Days(3)).Say(new Ask(Wish.Call)).Then);
    }

    [Fact]
    public void Who_declined_isnt_offered_it_again_not_even_by_name()
    {
        var given = new Given().Say(HotInquiry()).OfferedTo("ines").Say(new Decline(1, "ines", "too small"), new Assign("sales", "ines", "boss"));
        Assert.Contains("not asked again", given.Refusal);
    }

    [Fact]
    public void A_decline_needs_a_reason_from_the_list() =>
        Assert.Contains("wrong territory, too small", new Given().Say(HotInquiry()).OfferedTo("ines").Say(new Decline(1, "ines", "dunno")).Refusal);

    [Fact]
    public void A_named_member_who_declines_is_followed_by_the_ladder_from_its_start()
    {
        var given = new Given().Say(Inquiry(), new Assign("partners", "pia", "boss")).OfferedTo("pia").Say(new Decline(1, "pia", "too small"));
        Assert.Equal(("sales", 0, 0, null), (given.Lead.Handoff!.Team, given.Lead.Handoff.Rung, given.Lead.Handoff.Tries, given.Lead.Handoff.Named));
    }

    [Fact]
    public void Assigning_an_owned_lead_takes_it_back_first()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").Say(new Assign("sales", "otto", "boss"));
        Assert.Equal("Reclaimed, Qualified, OwnerSought", given.Then);
        Assert.Equal((Owner.Marketing, "otto"), (given.Lead.Owner, given.Lead.Handoff!.Named));
    }

    [Fact]
    public void An_offer_cant_be_accepted_after_its_deadline_even_when_the_alarm_is_late()
    {
        var given = new Given().Say(HotInquiry()).OfferedTo("ines").After(Days(4)).Say(new Accept(1, "ines"));
        Assert.Contains("ran out", given.Refusal);
    }

    [Fact]
    public void An_owner_who_never_calls_loses_the_lead()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines");
        given.LiveUntil(given.Lead.Work!.DueAt);
        Assert.Contains(given.History, e => e is OwnerReminded);
        Assert.Contains(given.History, e => e is Reclaimed { LetLie: true });
        Assert.Contains(given.Lead.Declined, d => d.Member == "ines");
        Assert.Equal("sales", given.Lead.Handoff!.Team);
    }

    [Fact]
    public void A_rep_who_only_reports_cannot_keep_a_person_in_silence()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").Say(new LogContact("ines", Channel.Call));
        for (var day = 0; day < 200 && given.Lead.Work is not null; day++)
            given.Live(Days(1)).Say(new Progress("ines", day % 2 == 0 ? Step.Working : Step.Meeting));
        var reclaimed = Assert.Single(given.History.OfType<Reclaimed>());
        Assert.True(reclaimed.At - Monday <= Program.Cadence.SilenceMax);
    }

    [Fact]
    public void A_contact_that_is_logged_stays_within_the_longest_silence()
    {
        var strict = Program with { Cadence = Program.Cadence with { SilenceMax = Days(20) } };
        var given = new Given(strict).Say(HotInquiry()).AcceptedBy("ines").Say(new LogContact("ines", Channel.Call));
        Assert.True(given.Lead.Work!.DueAt - given.Now < Days(20));
    }

    [Fact]
    public void A_recycle_needs_a_reason_from_the_list_and_a_date_ahead()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines");
        Assert.Contains("not now, no budget yet", given.Say(new Recycle("ines", "because")).Refusal);
        Assert.NotNull(given.Say(new Recycle("ines", "not now", Monday - Days(1))).Refusal);
    }

    [Fact]
    public void The_owner_before_is_asked_first_when_the_person_returns()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").Say(new Lose("ines", "no need")).After(Days(100)).Say(new Ask(Wish.Call));
        var seek = LeadLifecycle.React(given.History[^1], given.Lead, Program).OfType<TellTeam>().Select(t => t.Command).OfType<Seek>().Single();
        Assert.Equal("ines", seek.Before);
    }

    [Fact]
    public void The_owner_before_is_remembered_through_a_merge_and_a_new_cycle()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").Say(new Win("ines"), new Merge(IdOf(Bob)), new Unmerge()).After(Days(1)).Say(new Ask(Wish.Call));
        Assert.Equal("ines", given.Lead.LastOwner!.Member);
    }

    [Fact]
    public void After_a_win_come_thanks_and_then_the_next_cycle()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").Say(new Win("ines", 100, "EUR")).Live(Days(120));
        var made = given.History.OfType<TouchMade>().ToList();
        Assert.Equal("thanks", made[0].Piece);
        Assert.Equal((Stage.Nurturing, 2), (given.Lead.Stage, given.Lead.Cycle));
        Assert.NotEqual("thanks", made[1].Piece);
    }

    [Fact]
    public void A_long_wait_for_the_next_cycle_doesnt_break_the_longest_silence()
    {
        var slow = Program with { Cadence = Program.Cadence with { NextCycleAfter = Days(1000) } };
        var given = new Given(slow).Say(HotInquiry()).AcceptedBy("ines").Say(new Win("ines")).Live(Days(130));
        var made = given.History.OfType<TouchMade>().ToList();
        Assert.InRange(made[1].At - made[0].At, slow.Cadence.GapMin, slow.Cadence.SilenceMax);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void An_owner_who_goes_keeps_nothing(bool accepted)
    {
        var given = new Given().Say(HotInquiry()).OfferedTo("ines");
        if (accepted) given.Say(new Accept(1, "ines"));
        given.Say(new HandOn("sales", "ines", "on holiday"));
        Assert.Equal((Owner.Marketing, null, "sales", 2), (given.Lead.Owner, given.Lead.Work, given.Lead.Handoff!.Team, given.Asked));
        Assert.Empty(given.Lead.Declined);
    }

    [Fact]
    public void A_lost_lead_rests_until_the_person_asks_again()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").Say(new Lose("ines", "no need"));
        Assert.Null(given.DueAt);
        Assert.NotNull(given.Say(new Drop("drop-1")).Refusal);
        given.After(Days(200)).Say(Inquiry() with { Origin = new Origin { Source = "fair" } });
        Assert.Equal(2, given.Lead.Cycle);
        Assert.NotNull(given.DueAt);
    }

    [Fact]
    public void A_wish_in_a_new_inquiry_after_a_win_is_heard()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").Say(new Win("ines")).After(Days(30)).Say(Inquiry() with { Wish = Wish.Call });
        Assert.Equal((Stage.Qualified, Wish.Call), (given.Lead.Stage, given.Lead.Wish));
    }

    [Fact]
    public void An_inquiry_from_before_a_win_doesnt_open_the_next_cycle()
    {
        var given = new Given().Say(HotInquiry()).After(Days(2)).Say(new Purchase()).After(Days(1)).Say(Inquiry() with { Origin = new Origin { Source = "import" }, At = Monday + Days(1) });
        Assert.Equal((Stage.Won, 1, 2), (given.Lead.Stage, given.Lead.Cycle, given.Lead.Inquiries));
    }

    [Fact]
    public void An_inquiry_while_owned_tells_the_owner()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").After(Days(1)).Say(Inquiry() with { Origin = new Origin { Source = "fair" } });
        Assert.Contains(LeadLifecycle.React(given.Last.Events[0], given.Lead, Program), e => e is Post { Parcel: OwnerNotice { Kind: OwnerNoticeKind.WantsToTalk } });
        Assert.Equal(Stage.SalesOwned, given.Lead.Stage);
    }

    [Theory]
    [InlineData(typeof(Erase)), InlineData(typeof(Purchase)), InlineData(typeof(Merge))]
    public void Whatever_ends_an_offered_lead_takes_the_offer_back(Type how)
    {
        var given = new Given().Say(HotInquiry()).OfferedTo("ines");
        given.Say(Situations.Commands(given.Lead)[how]);
        Assert.Contains(given.Last.Events, e => e is OfferWithdrawn { Member: "ines" });
        Assert.Null(given.Lead.Handoff);
    }
}
