namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>C1–C4, I4: the person is in control.</summary>
public sealed class ConsentTests
{
    [Fact]
    public void Nobody_is_written_to_without_consent()
    {
        var given = new Given().Say(Inquiry() with { Consents = [] }).Live(Days(200));
        Assert.DoesNotContain(given.History, e => e is TouchIntended);
        Assert.Equal(Stage.Nurturing, given.Lead.Stage);
    }

    [Fact]
    public void A_consent_keeps_its_proof()
    {
        var given = new Given().Say(Inquiry(), new OptIn("news", Channel.Call, Proof));
        Assert.Equal(new Consent("news", Channel.Call, ConsentStanding.Given, given.Now, Proof), given.Lead.Consents[^1]);
    }

    [Fact]
    public void A_withdrawn_consent_beats_a_touch_not_yet_begun()
    {
        var given = Touched().Say(new OptOut());
        Assert.Equal("OptedOut, TouchSkipped", given.Then);
        Assert.Equal("already so", given.Say(new BeginTouch(1)).Then);
        Assert.Empty(given.Live(Days(300)).History.OfType<TouchBegun>());
    }

    [Fact]
    public void A_withdrawn_topic_beats_a_touch_about_it()
    {
        var given = Touched();
        var topic = Program.Piece(given.Lead.Nurture.Pending!.Piece)!.Topic!;
        given.Say(new OptOut(topic)).Say(new BeginTouch(1));
        Assert.Equal(SkipReason.NoConsent, Assert.Single(given.History.OfType<TouchSkipped>()).Reason);
        var made = given.Live(Days(300)).History.OfType<TouchMade>().Select(m => Program.Piece(m.Piece)!.Topic);
        Assert.DoesNotContain(topic, made);
    }

    [Fact]
    public void A_consent_that_arrives_late_doesnt_undo_a_withdrawal()
    {
        var given = new Given().Say(Inquiry(), new OptOut()).After(Days(1));
        given.Say(Inquiry() with { Origin = new Origin { Source = "import" }, At = Monday - Days(3) });
        Assert.False(given.Lead.Consents.Allow("news", Channel.Email));
    }

    [Fact]
    public void Opting_in_again_after_opting_out_counts()
    {
        var given = new Given().Say(Inquiry(), new OptOut()).After(Days(1)).Say(new OptIn("news", Channel.Email, Proof));
        Assert.True(given.Lead.Consents.Allow("news", Channel.Email));
        Assert.False(given.Lead.Consents.Allow("guides", Channel.Email));
    }

    [Fact]
    public void An_unasked_consent_cant_be_confirmed() =>
        Assert.Contains("opt in first", new Given().Say(Inquiry(), new ConfirmOptIn("other", Channel.Call, Proof)).Refusal);

    [Fact]
    public void A_pause_is_kept_to_the_minute()
    {
        var until = Monday + Days(60);
        var given = new Given().Say(Inquiry(), new Pause(until)).LiveUntil(until - TimeSpan.FromMilliseconds(1));
        Assert.Empty(given.History.OfType<TouchBegun>());
        Assert.NotEmpty(given.Live(Days(14)).History.OfType<TouchBegun>());
    }

    [Fact]
    public void An_owners_recycle_doesnt_end_the_persons_own_pause()
    {
        var until = Monday + Days(90);
        var given = new Given().Say(HotInquiry(), new Pause(until)).AcceptedBy("ines").Say(new Recycle("ines", "not now"));
        Assert.Equal(until, given.Lead.Preferences.QuietUntilAt);
    }

    [Theory]
    [InlineData(7), InlineData(30), InlineData(60), InlineData(180)]
    public void The_person_picks_the_rhythm(int days)
    {
        var given = new Given().Say(Inquiry(), new Prefer(days, null)).Live(Days(days * 5));
        var drips = given.History.OfType<TouchMade>().ToList();
        var between = drips.Zip(drips.Skip(1), (a, b) => b.At - a.At).ToList();
        Assert.NotEmpty(between);
        Assert.All(between, b => Assert.InRange(b, Days(days - 1), Days(days + 7)));
    }

    [Fact]
    public void The_preferred_channel_is_used_first()
    {
        var given = new Given().Say(Inquiry(), new OptIn("*", Channel.Post, Proof), new Prefer(null, Channel.Post)).Live(Days(60));
        Assert.Equal(Channel.Post, given.History.OfType<TouchMade>().First().Channel);
    }

    [Fact]
    public void One_budget_covers_owners_and_marketing()
    {
        var given = new Given().Say(Inquiry(), new Prefer(7, null)).Live(Days(200));
        var made = given.History.OfType<TouchMade>().ToList();
        Assert.All(made, m => Assert.InRange(made.Count(o => o.At <= m.At && o.At > m.At - Program.Budget.Window), 1, Program.Budget.ContactsMax));
    }

    [Fact]
    public void A_touch_over_the_budget_waits_and_is_not_dropped()
    {
        var given = Touched();
        given.Lead = given.Lead with { Nurture = given.Lead.Nurture with { Contacts = [given.Now - Hours(1)] } };
        Assert.Equal("TouchDelayed", given.Say(new BeginTouch(1)).Then);
        Assert.Single(given.Live(Days(8)).History.OfType<TouchMade>());
    }

    [Fact]
    public void A_merge_never_loosens_consent()
    {
        var refusing = new Given().Say(Inquiry(Bob), new OptOut());
        var given = new Given().Say(Inquiry(), new OptIn("news", Channel.Email, Proof), new Absorb(IdOf(Bob), refusing.Lead));
        Assert.False(given.Lead.Consents.Allow("news", Channel.Email));
        Assert.False(given.Lead.Consents.Allow("guides", Channel.Email));
    }

    [Fact]
    public void A_merge_is_as_strict_in_either_direction()
    {
        var allowing = new Given().Say(Inquiry(Bob), new OptIn("news", Channel.Email, Proof));
        var given = new Given().Say(Inquiry(), new OptOut(), new Absorb(IdOf(Bob), allowing.Lead));
        Assert.False(given.Lead.Consents.Allow("news", Channel.Email));
    }

    [Fact]
    public void An_opt_out_while_merged_reaches_who_lives_on()
    {
        var given = new Given().Say(Inquiry(), new Merge(IdOf(Bob)), new OptOut("news", Channel.Email));
        var told = Assert.Single(LeadLifecycle.React(given.History[^1], given.Lead, Program).OfType<TellLead>());
        Assert.Equal(new TellLead(IdOf(Bob), new OptOut("news", Channel.Email)), told);
    }

    [Fact]
    public void Parting_again_hands_over_every_withdrawal()
    {
        var given = new Given().Say(Inquiry(), new Absorb(IdOf(Bob), new Given().Say(Inquiry(Bob)).Lead), new OptOut(), new Part(IdOf(Bob)));
        var told = LeadLifecycle.React(given.History[^1], given.Lead, Program).OfType<TellLead>();
        Assert.Contains(new TellLead(IdOf(Bob), new OptOut("*", Channel.Email)), told);
    }

    [Fact]
    public void An_erased_person_leaves_nothing_but_the_suppression()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").Say(new Erase());
        Assert.Equal(IdOf(Ann), given.Lead.Id);
        Assert.Equal((new Person(), 0, 0, 0), (given.Lead.Person, given.Lead.Facts.Count, given.Lead.Identities.Count, given.Lead.Declined.Count));
        Assert.False(given.Lead.Consents.Allow(null, Channel.Email));
        Assert.Contains(LeadLifecycle.React(given.History[^1], given.Lead, Program), e => e is TellTeam { Team: "sales", Command: Settle { How: Settlement.Ended } });
    }

    [Fact]
    public void An_import_from_before_an_erasure_doesnt_bring_the_person_back()
    {
        var given = new Given().Say(Inquiry(), new Erase()).After(Days(5)).Say(Inquiry() with { At = Monday - Days(1) });
        Assert.Equal(Stage.Erased, given.Lead.Stage);
        Assert.NotNull(given.Refusal);
    }

    [Fact]
    public void Erasing_one_erases_whoever_was_merged_into_it()
    {
        var given = new Given().Say(Inquiry(), new Absorb(IdOf(Bob), new Given().Say(Inquiry(Bob)).Lead), new Erase());
        Assert.Contains(new TellLead(IdOf(Bob), new Erase()), LeadLifecycle.React(given.History[^1], given.Lead, Program));
    }

    /// <summary>The first touch is intended and waits for the sender.</summary>
    internal static Given Touched()
    {
        var given = new Given().Say(Inquiry());
        while (given.Lead.Nurture.Pending is null)
        {
            given.Now = given.DueAt!.Value;
            given.Say(new Wake());
        }
        return given;
    }
}
