using LeadGrains.Lifecycle;

namespace LeadGrains.Reports.Tests;

public class PopulationTests
{
    private const ulong Seed = 20_260_301;
    private const int Draws = 50_000;
    private static readonly Moment Start = Moment.Utc(2025, 1, 6);
    private static readonly Population Sample = new(Seed, SamplePrograms.Default, Start, 18);

    [Fact]
    public void Buying_times_are_those_of_the_field_studies()
    {
        var decided = Enumerable.Range(0, Draws).Select(Sample.DecidedBy).ToList();
        var months = decided.Where(d => d.Intention == Intention.Buys)
            .Select(d => d.After.TotalDays / BuyingTimes.DaysPerMonth).ToList();

        // Three standard deviations of a share of 0.45 over 50,000 draws are 0.0067, of 0.11 over 22,500 buyers 0.0063.
        Near(0.45, (double)months.Count / Draws);
        Near(0.10, (double)decided.Count(d => d.Intention == Intention.DecidesAgainst) / Draws);
        Near(0.11, Share(months, 0, 3));
        Near(0.17, Share(months, 3, 6));
        Near(0.25, Share(months, 6, 12));
        Near(0.47, Share(months, 12, BuyingTimes.MonthsMax));
        Assert.All(decided.Where(d => d.Intention == Intention.DecidesAgainst),
            d => Assert.True(d.After.TotalDays / BuyingTimes.DaysPerMonth <= 6.01));

        static double Share(List<double> months, double from, double to) =>
            (double)months.Count(m => m > from && m <= to) / months.Count;
        static void Near(double expected, double share) => Assert.InRange(share, expected - 0.01, expected + 0.01);
    }

    [Fact]
    public void A_lead_is_a_function_of_seed_and_number_alone()
    {
        var again = new Population(Seed, SamplePrograms.Default, Start, 18);
        foreach (var number in new[] { 999, 3, 500 })
        {
            var (a, b) = (Sample.Lead(number), again.Lead(number));
            Assert.Equal((a.ArrivesAt, a.Decided, a.Inquiry.Person), (b.ArrivesAt, b.Decided, b.Inquiry.Person));
            Assert.Equal(a.Inquiry.Facts, b.Inquiry.Facts);
            Assert.Equal(a.ArrivesAt, again.ArrivalOf(number));
        }
        Assert.NotEqual(Sample.Lead(3).Inquiry.Person,
            new Population(Seed + 1, SamplePrograms.Default, Start, 18).Lead(3).Inquiry.Person);
    }

    [Fact]
    public void No_address_can_reach_anybody()
    {
        var leads = Enumerable.Range(0, 5_000).Select(Sample.Lead).ToList();
        Assert.All(leads, l => Assert.Matches(@"^[a-z]+\.[a-z]+\.\d+@[a-z-]+\.example\.(com|org|net)$",
            l.Inquiry.Person.Email));
        Assert.All(leads.Where(l => l.Inquiry.Person.Phone is not null),
            l => Assert.Matches(@"^\+[1-9]\d{7,14}$", l.Inquiry.Person.Phone));
        Assert.Equal(leads.Count, leads.Select(l => l.Id).Distinct().Count());
    }

    [Fact]
    public void Consents_differ_and_arrivals_spread()
    {
        var leads = Enumerable.Range(0, 5_000).Select(Sample.Lead).ToList();
        Assert.InRange(leads.Count(l => l.Inquiry.Consents.All(c => c.Channel != Channel.Email)) / 5_000.0, 0.12, 0.18);
        Assert.InRange(leads.Count(l => l.Inquiry.Consents.Any(IsAllByMail)) / 5_000.0, 0.64, 0.72);
        Assert.Contains(leads, l => l.Inquiry.Consents.Any(c => c.Topic == "planning"));
        Assert.InRange(leads.Count(l => l.ArrivesAt < Start + TimeSpan.FromDays(31)) / 5_000.0, 0.40, 0.48);
        Assert.InRange((leads.Max(l => l.ArrivesAt) - Start).TotalDays, 500, 549);

        static bool IsAllByMail(ConsentGiven c) => c is { Topic: Consents.EveryTopic, Channel: Channel.Email };
    }

    [Fact]
    public void Facts_are_answers_that_the_program_knows()
    {
        for (var fact = 0; fact < Sample.Facts.Count; fact++)
        {
            var criterion = SamplePrograms.Default.Definition.Criteria.Single(c => c.Fact == Sample.Facts[fact]);
            var told = Enumerable.Range(0, 2_000).Select(n => Sample.Truth(n, fact)).Distinct().ToList();
            Assert.True(told.Count > 1);
            if (criterion.Values.Count > 0) Assert.All(told, value => Assert.Contains(value, criterion.Values.Keys));
        }
    }
}
