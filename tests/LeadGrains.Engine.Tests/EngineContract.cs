using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Engine.Tests;

/// <summary>What any <see cref="ILeadEngine"/> must do. An edition's tests derive from it and open their house.</summary>
public abstract class EngineContract
{
    /// <summary>A fresh house at <see cref="Monday"/> with the small program.</summary>
    protected abstract Task<House> Open();

    private static readonly LeadId Ann = IdOf("ann"), Bob = IdOf("bob");

    [Fact]
    public async Task An_inquiry_makes_a_lead_that_marketing_owns()
    {
        await using var house = await Open();
        var reply = await house.Engine.Tell(Ann, Inquiry("ann"));
        Assert.Equal((ReplyKind.Done, 1), (reply.Kind, reply.Version));
        var lead = await house.Engine.Find(Ann);
        Assert.Equal((Stage.Inquiry, Owner.Marketing, 1), (lead!.State.Stage, lead.State.Owner, lead.Version));
    }

    [Fact]
    public async Task A_lead_nobody_heard_of_is_not_there()
    {
        await using var house = await Open();
        Assert.Null(await house.Engine.Find(Ann));
        Assert.Equal(ReplyKind.Refused, (await house.Engine.Tell(Ann, new Ask(Wish.Call))).Kind);
        Assert.Null(await house.Engine.Find(Ann));
    }

    [Fact]
    public async Task A_command_id_is_answered_once_and_for_ever_the_same()
    {
        await using var house = await Open();
        var first = await house.Engine.Tell(Ann, Inquiry("ann"), new Ticket("form-1"));
        var refused = await house.Engine.Tell(Ann, new Accept(1, "ines"), new Ticket("accept-1"));
        Assert.Equal(ReplyKind.Refused, refused.Kind);
        for (var i = 0; i < 100; i++) await house.Engine.Tell(Ann, new Prefer(7 + i, null), new Ticket($"prefer-{i}"));
        await house.Restart();

        var version = (await house.Engine.Find(Ann))!.Version;
        var again = await house.Engine.Tell(Ann, Inquiry("ann", Wish.Call, Monday + TimeSpan.FromHours(1)), new Ticket("form-1"));
        Assert.Equal((first.Kind, first.Version), (again.Kind, again.Version));
        var refusedAgain = await house.Engine.Tell(Ann, new Accept(1, "ines"), new Ticket("accept-1"));
        Assert.Equal((refused.Kind, refused.Version, refused.Words), (refusedAgain.Kind, refusedAgain.Version, refusedAgain.Words));
        Assert.Equal(version, (await house.Engine.Find(Ann))!.Version);
    }

    [Fact]
    public async Task An_expected_version_that_has_passed_is_outdated()
    {
        await using var house = await Open();
        await house.Engine.Tell(Ann, Inquiry("ann"));
        await house.Engine.Tell(Ann, new Prefer(14, null));
        var reply = await house.Engine.Tell(Ann, new Prefer(30, null), new Ticket(ExpectedVersion: 1));
        Assert.Equal((ReplyKind.Outdated, 2), (reply.Kind, reply.Version));
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(Ann, new Prefer(30, null), new Ticket(ExpectedVersion: 2))).Kind);
    }

    [Fact]
    public async Task Commands_to_one_lead_happen_one_at_a_time()
    {
        await using var house = await Open();
        await house.Engine.Tell(Ann, Inquiry("ann"));
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => house.Engine.Tell(Ann, new Prefer(7 + i, null))));
        Assert.Equal(Enumerable.Range(2, 200), replies.Select(r => r.Version).Order());
    }

    [Fact]
    public async Task Whoever_asks_for_a_call_is_offered_accepted_and_won()
    {
        await using var house = await Open();
        await house.Engine.Tell("sales", new AddMember(new Member("ines")));
        await house.Engine.Tell(Ann, Inquiry("ann", Wish.Call));
        var offered = (await house.Until(Ann, s => s.Handoff?.Offer is not null)).State;
        Assert.Equal((Stage.Qualified, Owner.Marketing, "ines"), (offered.Stage, offered.Owner, offered.Handoff!.Offer!.Member));

        Assert.Equal(ReplyKind.Refused, (await house.Engine.Tell(Ann, new Accept(offered.Handoff.Number, "otto"))).Kind);
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(Ann, new Accept(offered.Handoff.Number, "ines"))).Kind);
        var owned = (await house.Engine.Find(Ann))!.State;
        Assert.Equal((Stage.SalesOwned, new Owner("sales", "ines")), (owned.Stage, owned.Owner));
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(Ann, new Win("ines", 1200m, "EUR"))).Kind);
        Assert.Equal(Stage.Won, (await house.Engine.Find(Ann))!.State.Stage);
        Assert.Empty((await house.UntilTeam("sales", t => t.Held.Count == 0)).State.Held);
    }

    [Fact]
    public async Task A_lead_nobody_accepts_goes_to_the_next_rep_and_at_last_back_to_nurture()
    {
        await using var house = await Open();
        await house.Engine.Tell("sales", new AddMember(new Member("ines")));
        await house.Engine.Tell("sales", new AddMember(new Member("otto")));
        await house.Engine.Tell(Ann, Inquiry("ann", Wish.Call));
        var first = (await house.Until(Ann, s => s.Handoff?.Offer is not null)).State.Handoff!.Offer!;
        await house.Advance(TimeSpan.FromDays(1));
        var second = (await house.Until(Ann, s => s.Handoff?.Offer is { } o && o.Number != first.Number)).State.Handoff!.Offer!;
        Assert.NotEqual(first.Member, second.Member);
        await house.Advance(TimeSpan.FromDays(20));
        var end = (await house.Until(Ann, s => s.Stage == Stage.Nurturing)).State;
        Assert.Equal(Owner.Marketing, end.Owner);
    }

    [Fact]
    public async Task Those_who_wait_are_called_when_a_hand_is_free()
    {
        await using var house = await Open();
        await house.Engine.Tell("sales", new AddMember(new Member("ines") { CapacityOpen = 1 }));
        await house.Engine.Tell(Ann, Inquiry("ann", Wish.Call));
        await house.Engine.Tell(Bob, Inquiry("bob", Wish.Call));
        var offer = (await house.Until(Ann, s => s.Handoff?.Offer is not null)).State.Handoff!.Offer!;
        await house.Until(Bob, s => s.Handoff?.WaitingSinceAt is not null);
        await house.Engine.Tell(Ann, new Decline(offer.Number, "ines", "no-capacity"));
        Assert.Equal("ines", (await house.Until(Bob, s => s.Handoff?.Offer is not null)).State.Handoff!.Offer!.Member);
    }

    [Fact]
    public async Task Removing_a_member_leaves_nothing_with_them()
    {
        await using var house = await Open();
        await house.Engine.Tell("sales", new AddMember(new Member("ines")));
        await house.Engine.Tell(Ann, Inquiry("ann", Wish.Call));
        var offer = (await house.Until(Ann, s => s.Handoff?.Offer is not null)).State.Handoff!.Offer!;
        await house.Engine.Tell(Ann, new Accept(offer.Number, "ines"));
        await house.Engine.Tell("sales", new AddMember(new Member("otto")));
        await house.Engine.Tell("sales", new RemoveMember("ines"));
        var lead = (await house.Until(Ann, s => s.Handoff?.Offer?.Member == "otto")).State;
        Assert.Equal(Owner.Marketing, lead.Owner);
        await house.UntilTeam("sales", t => t.Held.Values.All(h => h.Member != "ines"));
    }

    [Fact]
    public async Task A_merge_into_nobody_is_refused_as_a_whole()
    {
        await using var house = await Open();
        await house.Engine.Tell(Ann, Inquiry("ann"));
        Assert.Equal(ReplyKind.Refused, (await house.Engine.Tell(Ann, new Merge(Bob))).Kind);
        var lead = await house.Engine.Find(Ann);
        Assert.Equal((Stage.Inquiry, 1), (lead!.State.Stage, lead.Version));
    }

    [Fact]
    public async Task What_is_said_to_a_merged_lead_reaches_the_one_that_lives_on()
    {
        await using var house = await Open();
        await house.Engine.Tell(Ann, Inquiry("ann"));
        await house.Engine.Tell(Bob, Inquiry("bob"));
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(Ann, new Merge(Bob))).Kind);
        await house.Until(Bob, s => s.Absorbed.Contains(Ann));
        await house.Engine.Tell(Ann, new Prefer(14, null));
        await house.Until(Bob, s => s.Preferences.RhythmDays == 14);
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(Ann, new Unmerge())).Kind);
        Assert.DoesNotContain(Ann, (await house.Until(Bob, s => s.Absorbed.Count == 0)).State.Absorbed);
    }

    [Fact]
    public async Task A_further_identity_finds_the_same_lead()
    {
        await using var house = await Open();
        await house.Engine.Tell(Ann, Inquiry("ann"));
        await house.Engine.Tell(Ann, new Identify(Identity.Phone("+4930123456")));
        var byPhone = LeadId.Of(Identity.Phone("+4930123456"));
        Assert.Equal(Ann, (await house.Engine.Find(byPhone))!.Id);
        await house.Restart();
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(byPhone, new Prefer(14, null))).Kind);
        Assert.Equal(14, (await house.Engine.Find(Ann))!.State.Preferences.RhythmDays);
    }

    [Fact]
    public async Task The_drip_runs_by_itself_and_sends_each_piece_once()
    {
        await using var house = await Open();
        await house.Engine.Tell(Ann, Inquiry("ann"));
        for (var week = 0; week < 30; week++)
        {
            await house.Advance(TimeSpan.FromDays(7));
            await house.Until(Ann, s => s.Nurture.Pending is null);
        }
        var pieces = house.Courier.Touches.Select(t => t.Piece).ToList();
        Assert.InRange(pieces.Count, 6, 12);
        Assert.Equal(pieces.Distinct(), pieces);
        var readiness = pieces.Count(p => p.StartsWith("readiness", StringComparison.Ordinal));
        Assert.InRange(readiness, 1, 3);
    }

    [Fact]
    public async Task An_alarm_that_came_due_while_the_house_was_closed_rings_at_once()
    {
        await using var house = await Open();
        await house.Engine.Tell(Ann, Inquiry("ann"));
        await house.Restart();
        await house.Advance(TimeSpan.FromHours(26));
        await house.Until(Ann, s => s.Stage == Stage.Nurturing && s.Nurture.Seen.Count == 1);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task An_offer_that_ran_out_while_the_house_was_closed_stands_as_long_again(bool answerAtOnce)
    {
        await using var house = await Open();
        await house.Engine.Tell("sales", new AddMember(new Member("ines")));
        await house.Engine.Tell(Ann, Inquiry("ann", Wish.Call));
        var offer = (await house.Until(Ann, s => s.Handoff?.Offer is not null)).State.Handoff!.Offer!;
        // Monday at 16:50; the offer ends at 17:00, and the house is open again at 17:20.
        await house.Advance(offer.DueAt - house.Now - TimeSpan.FromMinutes(10));
        await house.CloseFor(TimeSpan.FromMinutes(30));
        if (!answerAtOnce)
        {
            await house.Until(Ann, s => s.Handoff?.Offer is { } open && open.DueAt > offer.DueAt);
            await house.Advance(TimeSpan.FromHours(16));
        }
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(Ann, new Accept(offer.Number, "ines"))).Kind);
        Assert.Equal(Stage.SalesOwned, (await house.Engine.Find(Ann))!.State.Stage);
    }

    [Fact]
    public async Task An_outage_extends_an_offer_once_and_then_it_expires()
    {
        await using var house = await Open();
        await house.Engine.Tell("sales", new AddMember(new Member("ines")));
        await house.Engine.Tell(Ann, Inquiry("ann", Wish.Call));
        var offer = (await house.Until(Ann, s => s.Handoff?.Offer is not null)).State.Handoff!.Offer!;
        await house.Advance(offer.DueAt - house.Now - TimeSpan.FromMinutes(10));
        await house.CloseFor(TimeSpan.FromMinutes(30));
        // Half an hour of working time, on Tuesday from nine.
        var extended = await house.Until(Ann, s => s.Handoff?.Offer is { } open && open.DueAt > offer.DueAt);
        Assert.Equal(Monday + TimeSpan.FromHours(24.5), extended.State.Handoff!.Offer!.DueAt);
        await house.Restart();
        await house.Advance(TimeSpan.FromHours(17));
        var lead = await house.Until(Ann, s => s.Handoff?.Offer is null);
        Assert.Contains(lead.State.Declined, d => d.Member == "ines");
        Assert.Equal(ReplyKind.Refused, (await house.Engine.Tell(Ann, new Accept(offer.Number, "ines"))).Kind);
    }

    [Fact]
    public async Task Held_sending_lets_nothing_out_until_it_flows_again()
    {
        await using var house = await Open();
        await house.Engine.HoldSending(true);
        await house.Engine.Tell(Ann, Inquiry("ann"));
        await house.Advance(TimeSpan.FromHours(26));
        await house.Until(Ann, s => s.Nurture.Pending is not null);
        await house.Restart();
        await house.Engine.Tell(Ann, new Prefer(14, null));
        Assert.Empty(house.Courier.Left);
        await house.Engine.HoldSending(false);
        await house.Advance(TimeSpan.FromMinutes(1));
        await house.Until(Ann, s => s.Nurture.Pending is null && s.Nurture.Seen.Count == 1);
        Assert.Single(house.Courier.Left);
    }

    [Fact]
    public async Task A_consent_withdrawn_beats_a_touch_that_has_not_left()
    {
        await using var house = await Open();
        await house.Engine.HoldSending(true);
        await house.Engine.Tell(Ann, Inquiry("ann"));
        await house.Advance(TimeSpan.FromHours(26));
        await house.Until(Ann, s => s.Nurture.Pending is not null);
        await house.Engine.Tell(Ann, new OptOut());
        await house.Engine.HoldSending(false);
        await house.Advance(TimeSpan.FromDays(60));
        await house.Until(Ann, s => s.Nurture.Pending is null);
        Assert.Empty(house.Courier.Left);
    }

    [Fact]
    public async Task A_hard_refusal_stops_mail_and_not_the_lead()
    {
        await using var house = await Open();
        house.Courier.Answer = _ => new Delivery(TouchOutcome.NoSuchAddress, "550 no such user");
        await house.Engine.Tell(Ann, Inquiry("ann"));
        await house.Advance(TimeSpan.FromDays(7));
        var lead = (await house.Until(Ann, s => s.Nurture.MailDead)).State;
        Assert.Equal(Stage.Nurturing, lead.Stage);
        await house.Advance(TimeSpan.FromDays(90));
        Assert.Single(house.Courier.Touches);
    }

    [Fact]
    public async Task A_command_id_that_is_too_long_is_refused()
    {
        await using var house = await Open();
        var reply = await house.Engine.Tell(Ann, Inquiry("ann"), new Ticket(new string('x', Ticket.CommandIdLengthMax + 1)));
        Assert.Equal(ReplyKind.Refused, reply.Kind);
        Assert.Null(await house.Engine.Find(Ann));
    }
}
