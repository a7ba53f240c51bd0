namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>I3, I4, I6, I7: what we know about a person.</summary>
public sealed class ProfileTests
{
    [Fact]
    public void The_same_submission_twice_is_one_inquiry()
    {
        var form = Inquiry() with { Origin = new Origin { Source = "guide", SubmissionId = "7" } };
        Assert.Equal("already so", new Given().Say(form).After(Days(1)).Say(form).Then);
    }

    [Fact]
    public void A_fact_keeps_who_told_it_and_when()
    {
        var given = new Given().Say(Inquiry(), new Answer([new("need", "curious")])).After(Days(1)).Say(new Correct([new("need", "urgent")]));
        Assert.Equal(new Fact("need", "urgent", FactSource.Owner, given.Now), given.Lead.Fact("need"));
        Assert.Equal(2, given.History.OfType<Learned>().Count());
    }

    [Fact]
    public void A_fact_without_a_name_or_a_value_is_none()
    {
        var given = new Given().Say(Inquiry() with { Facts = [new("need", null!), new("", "urgent"), null!] });
        Assert.Empty(given.Lead.Facts);
        Assert.Contains("a name and a value", given.Say(new Answer([new("need", null!)])).Last.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fact_told_twice_in_one_breath_is_kept_once_and_the_last_word_holds()
    {
        var given = new Given().Say(Inquiry(), new Answer([new("need", "curious"), new("need", "urgent")]));
        Assert.Equal("urgent", Assert.Single(given.Lead.Facts).Value);
    }

    [Fact]
    public void Enrichment_never_overwrites_what_the_person_said()
    {
        var given = new Given().Say(Inquiry(null, new Telling("budget", "none")), new Supplement([new("budget", "approved")], new Person { FirstName = "Anna", Company = "Example" }));
        Assert.Equal(("none", "Ann", "Example"), (given.Lead.Fact("budget")!.Value, given.Lead.Person.FirstName, given.Lead.Person.Company));
    }

    [Fact]
    public void Enrichment_of_one_doesnt_overwrite_the_other_ones_words_in_a_merge()
    {
        var other = new Given().Say(Inquiry(Bob, new Telling("size", "12")));
        var given = new Given().Say(Inquiry(), new Supplement([new("size", "500")]), new Absorb(IdOf(Bob), other.Lead));
        Assert.Equal("12", given.Lead.Fact("size")!.Value);
    }

    [Fact]
    public void An_older_inquiry_that_arrives_late_doesnt_overwrite_newer_words()
    {
        var given = new Given().Say(Inquiry(null, new Telling("budget", "approved"))).After(Days(1));
        given.Say(Inquiry(null, new Telling("budget", "none")) with { Person = new Person { FirstName = "A.", Company = "Old" }, Origin = new Origin { Source = "import" }, At = Monday - Days(400) });
        Assert.Equal(("approved", "Ann", "Old"), (given.Lead.Fact("budget")!.Value, given.Lead.Person.FirstName, given.Lead.Person.Company));
        Assert.Equal((Monday - Days(400), Monday, "guide"), (given.Lead.FirstInquiryAt, given.Lead.LastInquiryAt, given.Lead.Origin.Source));
    }

    [Fact]
    public void What_was_seen_or_said_by_one_counts_for_both_after_a_merge()
    {
        var other = new Given().Say(Inquiry(Bob)).Live(Days(60));
        var given = new Given { Now = other.Now }.Say(Inquiry(), new Absorb(IdOf(Bob), other.Lead));
        Assert.Superset(other.Lead.Nurture.Seen.ToHashSet(), given.Lead.Nurture.Seen.ToHashSet());
        Assert.True(NurturePlan.Next(given.Lead, Program)!.DueAt >= other.Lead.Nurture.LastContactAt + Program.Cadence.GapMin);
    }

    [Fact]
    public void A_merge_asks_the_definition_again()
    {
        var other = new Given().Say(Inquiry(Bob, new Telling("budget", "approved")));
        var given = new Given().Say(Inquiry(null, new Telling("timeline", "1")), new Absorb(IdOf(Bob), other.Lead));
        Assert.Equal(Route.Hot, given.Lead.Handoff!.Route);
    }

    [Fact]
    public void Two_leads_cant_be_merged_into_each_other()
    {
        var other = new Given().Say(Inquiry(Bob));
        var given = new Given().Say(Inquiry(), new Absorb(IdOf(Bob), other.Lead), new Merge(IdOf(Bob)));
        Assert.Contains("un-merge it first", given.Refusal);
    }

    [Fact]
    public void An_un_merged_lead_goes_its_own_way_again()
    {
        var given = new Given().Say(Inquiry()).Live(Days(3)).Say(new Merge(IdOf(Bob)), new Unmerge());
        Assert.Equal((Stage.Nurturing, null), (given.Lead.Stage, given.Lead.MergedInto));
        Assert.NotNull(given.DueAt);
    }

    [Fact]
    public void A_touch_under_way_is_still_reported_after_a_merge()
    {
        var given = ConsentTests.Touched().Say(new BeginTouch(1), new Merge(IdOf(Bob)), new ReportTouch(1, TouchOutcome.Sent));
        Assert.Equal("TouchMade", given.Then);
    }
}
