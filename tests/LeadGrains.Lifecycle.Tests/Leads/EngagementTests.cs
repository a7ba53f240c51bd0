namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>What people do with our mail, and what machines do.</summary>
public sealed class EngagementTests
{
    private static readonly Engage ByPerson = new(EngagementKind.Clicked, "drip-1");
    private static readonly Engage ByMachine = ByPerson with { Scanner = "a known scanner" };

    [Fact]
    public void A_machine_that_follows_a_link_is_kept_and_never_scored()
    {
        var given = new Given().Say(Inquiry(), ByMachine);
        Assert.Equal(new Scanned(EngagementKind.Clicked, "drip-1", "a known scanner", given.Now), Assert.Single(given.Last.Events));
        Assert.Equal((0, Moment.Never), (given.Lead.Engagement.Points, given.Lead.Engagement.At));
        Assert.Equal("Engaged, Scored", given.After(Minutes(1)).Say(ByPerson).Then);
    }

    [Fact]
    public void A_machine_that_follows_every_link_of_a_mail_is_one_line()
    {
        var given = new Given().Say(Inquiry(), ByMachine).After(TimeSpan.FromSeconds(59)).Say(ByMachine);
        Assert.Equal("already so", given.Then);
        Assert.Equal("Scanned", given.After(TimeSpan.FromSeconds(1)).Say(ByMachine).Then);
    }

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
