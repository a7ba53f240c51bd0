using LeadGrains.Lifecycle;

namespace LeadGrains.Intake.Tests;

public class OlistTests
{
    private static Mapping Sample =>
        CsvText.Map(File.ReadAllText(TestData.RepositoryPath("client/LeadGrains.Client/samples/olist/mapping.yaml")));

    private static List<CsvRow> Leads(string file)
    {
        using var stream = File.OpenRead(TestData.PathOf("olist/" + file));
        var leads = CsvLeads.Open(stream, Sample, file);
        Assert.Empty(leads.Faults);
        Assert.Empty(leads.Unmapped);
        return [.. leads.Rows().Select(Assert.IsType<CsvRow>)];
    }

    [DataFact("olist")]
    public void Three_copies_of_the_leads_read_alike()
    {
        var copies = new[] { "mqls.csv", "mqls.day-month-year.csv", "mqls.bom-semicolon.csv" }.Select(Leads).ToList();
        Assert.All(copies, copy => Assert.Equal(8000, copy.Count));
        Assert.Equal(Show(copies[0]), Show(copies[1]));
        // Whoever saved the third copy filled the 60 blank origins in: they are direct_traffic there.
        Assert.Equal(Show(copies[0], blankOrigin: "direct_traffic"), Show(copies[2]));
        var leads = copies[0];
        Assert.Equal(1586, leads.Count(row => row[CsvField.Source] == "paid_search"));
        Assert.Equal(60, leads.Count(row => row[CsvField.Source] is null));
        Assert.All(leads, row => Assert.Equal(
            (Identity.External("olist", row[CsvField.ExternalId]!), true, "*"),
            (row.Identity, row.At!.Value.DateOnly, row[CsvField.ConsentTopics])));
        Assert.Equal("2017-06-14T00:00:00Z", leads.Min(row => row.At!.Value.At).ToString());
        Assert.Equal("2018-05-31T00:00:00Z", leads.Max(row => row.At!.Value.At).ToString());
    }

    private static List<string> Show(List<CsvRow> copy, string? blankOrigin = null) =>
        [.. copy.Select(row => string.Join('|',
        row.RowNumber, row[CsvField.ExternalId], row.At, row[CsvField.Source] ?? blankOrigin, row[CsvField.Campaign],
            row.Email))];

    [DataFact("olist")]
    public void The_deals_are_the_842_that_were_won()
    {
        using var stream = File.OpenRead(TestData.PathOf("olist/deals.csv"));
        var read = CsvLeads.OpenDeals(stream, Sample, "deals.csv");
        Assert.Empty(read.Faults);
        Assert.Empty(read.Unmapped);
        var deals = read.Rows().Select(Assert.IsType<CsvRow>).ToList();
        Assert.Equal(842, deals.Count);
        Assert.Equal(32, deals.Select(d => d[CsvField.QualifiedBy]).Distinct().Count());
        Assert.Equal(22, deals.Select(d => d[CsvField.Owner]).Distinct().Count());
        Assert.Contains(deals, d => d.Facts.Contains(new("behaviour", "cat, wolf")));
        Assert.DoesNotContain(deals, d => d.Facts.Contains(new("monthlyRevenue", "0.0")));

        var contact = Leads("mqls.csv").ToDictionary(l => l[CsvField.ExternalId]!,
            l => l.At!.Value.At.UtcDate.DayNumber);
        var days = deals.Select(d => d.WonAt!.Value.At.UtcDate.DayNumber - contact[d[CsvField.ExternalId]!])
            .Order().ToList();
        Assert.Equal((-2, 14, 427), (days[0], days[days.Count / 2], days[^1]));
    }
}
