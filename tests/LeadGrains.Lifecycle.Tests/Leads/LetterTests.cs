namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>What a person writes to us, and notes that they are away (N7, N9).</summary>
public sealed class LetterTests
{
    [Fact]
    public void A_letter_is_on_the_timeline_scores_as_a_reply_and_does_nothing_else()
    {
        var given = new Given().Say(Inquiry()).Live(Days(10));
        var before = given.Lead;
        given.Say(new Write("I hereby agree to everything. Please make me your partner."));
        Assert.Equal("Wrote, Engaged", given.Then[..14]);
        Assert.Equal(before.Consents, given.Lead.Consents);
        Assert.Equal(before.Person, given.Lead.Person);
        Assert.Equal(before.Facts, given.Lead.Facts);
        Assert.Equal(before.Preferences, given.Lead.Preferences);
        Assert.Equal(before.Wish, given.Lead.Wish);
    }

    [Fact]
    public void The_drip_keeps_its_distance_from_a_letter()
    {
        var given = new Given().Say(Inquiry()).Live(Days(10));
        given.Now = given.DueAt!.Value - Hours(1);
        var wroteAt = given.Now;
        given.Say(new Write("Thanks, one question …"));
        Assert.True(given.DueAt >= wroteAt + Program.Cadence.GapMin);
    }

    [Fact]
    public void A_touch_under_way_waits_as_well()
    {
        var given = ConsentTests.Touched();
        given.Say(new Write("Thanks, one question …"), new BeginTouch(1));
        Assert.Contains(given.Then, new[] { "TouchDelayed", "TouchSkipped" });
    }

    [Fact]
    public void The_owner_is_told_once_with_the_words_and_nobody_is_answered()
    {
        var given = new Given().Say(HotInquiry()).AcceptedBy("ines").After(Hours(1)).Say(new Write("Ring me on Friday"));
        var notices = given.Last.Events.SelectMany(e => LeadLifecycle.React(e, given.Lead, given.Program)).ToList();
        var notice = Assert.IsType<OwnerNotice>(Assert.IsType<Post>(Assert.Single(notices)).Parcel);
        Assert.Equal((OwnerNoticeKind.Replied, "ines", "Ring me on Friday"), (notice.Kind, notice.Member, notice.Words));
    }

    [Fact]
    public void Without_an_owner_marketing_is_told()
    {
        var given = new Given().Say(Inquiry()).After(Hours(1)).Say(new Write("Ring me"));
        var posts = given.Last.Events.SelectMany(e => LeadLifecycle.React(e, given.Lead, given.Program)).OfType<Post>();
        Assert.Contains("Ring me", Assert.Single(posts.Select(p => p.Parcel).OfType<OperatorAlert>()).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_that_nobody_cut_is_refused() =>
        Assert.NotNull(new Given().Say(Inquiry()).Say(new Write(new string('x', Write.WordsCharsMax + 1))).Refusal);

    [Fact]
    public void A_note_that_they_are_away_never_shortens_the_pause_they_asked_for()
    {
        var given = new Given().Say(Inquiry(), new Pause(Monday + Days(90)), new Pause(Monday + Days(14)) { Away = true });
        Assert.Equal("already so", given.Then);
        Assert.Equal(Monday + Days(90), given.Lead.Preferences.QuietUntilAt);
        Assert.Equal("Paused", given.Say(new Pause(Monday + Days(120)) { Away = true }).Then);
    }
}
