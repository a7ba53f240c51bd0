using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports.Tests;

/// <summary>L1 and L2, on journals written by hand.</summary>
public class ClosedLoopTests
{
    private static readonly Moment Start = Moment.Utc(2026, 1, 12, 9);
    private static readonly Moment Now = Moment.Utc(2026, 9, 1, 9);
    private readonly ClosedLoopReader _reader = new(Now);
    private long _seq, _lead;

    [Fact]
    public void A_lead_counts_in_its_month_and_for_its_source_route_score_and_owner()
    {
        for (var n = 0; n < 4; n++) Handed(Start + TimeSpan.FromDays(n), "fair", score: 72, won: n < 1 ? 200 : null);
        Asked(Start + TimeSpan.FromDays(3), "web");
        var report = _reader.Report();

        var cohort = Assert.Single(report.Cohorts);
        Assert.Equal((new DateOnly(2026, 1, 1), 5, 4, 4, 1), (cohort.Month, cohort.Leads, cohort.Qualified, cohort.Accepted, cohort.Won));
        Assert.Equal([0, 0, null, null], cohort.WonWithin); // 200 days are more than 6 months, and 12 aren't over yet
        Assert.Equal([new WonOf("fair", 4, 1), new WonOf("web", 1, 0)], report.BySource);
        Assert.Equal([new WonOf("Hot", 4, 1)], report.ByRoute);
        Assert.Equal([new WonOf("70 to 79", 4, 1)], report.ByScore);
        Assert.Equal([new WonOf("sales/ines", 4, 1)], report.ByOwner);
        Assert.Equal(1, report.Weeks.Sum(w => w.Won));
        Assert.Equal(5, report.Weeks.Sum(w => w.Inquiries));
        Assert.Equal(200, report.Velocities.Single(v => v.Way == "inquiry to won").Days!.Median, 0.1);
    }

    [Fact]
    public void A_scorecard_says_how_fast_and_how_well_with_its_interval()
    {
        Handed(Start, "fair", 80, won: 10);
        Handed(Start, "fair", 80, won: null);
        Entry(++_lead, Start, new Inquired(Identity.Email("x@example.com"), new Origin(), new Person(), null, Start), new CycleStarted(1, Start));
        Entry(_lead, Start, new Qualified(Verdict(80), null, Start), new Offered(Offer(Start)));
        Entry(_lead, Start + TimeSpan.FromHours(5), new OfferDeclined(1, new Declined("sales", "ines", "no-capacity", Start)));
        var card = Assert.Single(_reader.Report().Scorecards);
        Assert.Equal((3, 2, 1, 0, 1), (card.Offers, card.Accepted, card.Declined, card.Expired, card.Won));
        Assert.Equal((2.0, 1.0), (card.HoursToAccept, card.HoursToContact));
        Assert.Equal(10, card.DaysToWon!.Value, 0.1);
        Assert.Equal(("EUR", 1_000m), Assert.Single(card.Values));
        Assert.Equal(2 / 3.0, card.Acceptance.Part, 3);
        Assert.InRange(card.Acceptance.Low, 0.2, 0.21); // Wilson: 20.8 % to 93.9 %
        Assert.InRange(card.Acceptance.High, 0.93, 0.95);
    }

    [Fact]
    public void Flow_is_of_the_last_day_and_the_last_week_and_age_of_those_who_are_there_now()
    {
        Asked(Now - TimeSpan.FromDays(30), "web");
        Asked(Now - TimeSpan.FromDays(3), "web");
        Asked(Now - TimeSpan.FromHours(2), "web");
        var report = _reader.Report();
        Assert.Equal(new StageFlow(Stage.None, Stage.Inquiry, 1, 2), Assert.Single(report.Flow));
        var age = Assert.Single(report.Ages);
        Assert.Equal((Stage.Inquiry, 3, Now - TimeSpan.FromDays(30)), (age.Stage, age.Days.Count, age.OldestSinceAt));
        Assert.Equal(30, age.Days.Max, 0.01);
    }

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 10, 0, 0.278)]
    [InlineData(10, 10, 0.722, 1)]
    [InlineData(50, 100, 0.404, 0.596)]
    public void An_interval_is_wide_for_few_and_never_leaves_0_to_1(int hits, int sample, double low, double high)
    {
        var interval = Interval.Of(hits, sample);
        Assert.Equal(low, interval.Low, 3);
        Assert.Equal(high, interval.High, 3);
    }

    [Fact]
    public void Mail_is_counted_by_domain_and_a_domain_of_few_people_is_not_named()
    {
        var reader = new MailHealthReader(Now);
        for (var n = 1; n <= 12; n++) Mailed(reader, n, $"p{n}@large.example", new TouchMade(1, "a", Channel.Email, true, null, Now));
        Mailed(reader, 13, "ann@annprobe.example", new Bounced(true, "550"));
        Mailed(reader, 14, "p14@large.example", new TouchFailed(1, true, "550", Now));
        var health = reader.Report();
        Assert.Equal([("large.example", 12, 1), ("", 0, 0)], health.Domains.Select(d => (d.Domain, d.Sent, d.RefusedForGood)));
        Assert.Equal((12, 1, 1), (health.All.Sent, health.All.HardBounces, health.All.RefusedForGood));
    }

    private void Mailed(MailHealthReader reader, long lead, string email, LeadEvent happened)
    {
        reader.Read(new Entry(++_seq, lead, null, 1, 0, Now - TimeSpan.FromDays(60), "web", null)
        { LeadEvents = [new Inquired(Identity.Email(email), new Origin(), new Person { Email = email }, null, Start)] });
        reader.Read(new Entry(++_seq, lead, null, 2, 0, Now - TimeSpan.FromDays(2), "system", null) { LeadEvents = [happened] });
    }

    private void Asked(Moment at, string source) =>
        Entry(++_lead, at, new Inquired(Identity.Email("x@example.com"), new Origin { Source = source }, new Person(), null, at), new CycleStarted(1, at));

    private void Handed(Moment at, string source, int score, int? won)
    {
        Asked(at, source);
        Entry(_lead, at, new Qualified(Verdict(score), null, at), new Offered(Offer(at)));
        var acceptedAt = at + TimeSpan.FromHours(2);
        Entry(_lead, acceptedAt, new Accepted(1, new Owner("sales", "ines"), TeamKind.Sales, new Work { AcceptedAt = acceptedAt }));
        Entry(_lead, acceptedAt + TimeSpan.FromHours(1), new ContactLogged("ines", Channel.Call, null, acceptedAt + TimeSpan.FromHours(1), Now, Now));
        if (won is not { } days) return;
        var wonAt = acceptedAt + TimeSpan.FromDays(days);
        Entry(_lead, wonAt, new Won(new Outcome(true, wonAt, 1_000, "EUR", null, null, new Owner("sales", "ines"))));
    }

    private static Verdict Verdict(int score) => new(1, score, score, Route.Hot, "score", []);

    private static OpenOffer Offer(Moment at) => new(1, "sales", "ines", new WorkingHours(), at, at, at);

    private void Entry(long lead, Moment at, params LeadEvent[] events) => _reader.Read(new Entry(++_seq, lead, null, 1, 0, at, "test", null) { LeadEvents = events });
}
