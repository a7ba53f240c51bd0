namespace LeadGrains.Intake.Tests;

public class DateTests
{
    private static string Infer(params string[] values) => DateFormats.Infer(values) switch
    {
        DateVerdict.Certain certain => certain.Format ?? "ISO",
        DateVerdict.Ambiguous ambiguous => $"ambiguous: {ambiguous}",
        DateVerdict.None none => $"none: {none.Example}",
        _ => "",
    };

    [Theory]
    [InlineData("ISO", "2018-02-01", "2018-02-01T10:00:00Z", " ")]
    [InlineData("yyyy.MM.dd", "2018.02.01")]
    [InlineData("dd-MM-yyyy", "01-02-2018", "20-10-2017", "n/a")]
    [InlineData("MM/dd/yyyy", "01/02/2018 10:30", "12/31/2018 10:30")]
    [InlineData("d.M.yyyy", "1.2.2018", "31.12.2018")]
    [InlineData("dd-MM-yyyy", "05-05-2018")]
    [InlineData("MM/dd/yyyy", "01/02/2018", "2018-03-04", "02/28/2018")]
    [InlineData("none: ", "")]
    [InlineData("none: tomorrow", "tomorrow", "01-02-18")]
    [InlineData("none: 2018-02-30", "2018-02-30")]
    [InlineData("ambiguous: '01-02-2018' is 1 February 2018 as dd-MM-yyyy, but '01-02-2018' is 2 January 2018 as MM-dd-yyyy", "01-02-2018")]
    [InlineData("ambiguous: '31/12/2018' is 31 December 2018 as dd/MM/yyyy, but '12/31/2018' is 31 December 2018 as MM/dd/yyyy",
        "01/02/2018", "12/31/2018", "31/12/2018")]
    [InlineData("ambiguous: '20.10.2017' is 20 October 2017 as dd.MM.yyyy, but '10/20/2017' is 20 October 2017 as MM/dd/yyyy",
        "20.10.2017", "10/20/2017")]
    public void A_format_is_proved_by_the_whole_column_or_asked_for(string verdict, params string[] values) =>
        Assert.Equal(verdict, Infer(values));

    [Theory]
    [InlineData("2018-02-01", "2018-01-31T23:00:00Z date")]
    [InlineData("2018-07-01 12:30", "2018-07-01T10:30:00Z")]
    [InlineData("2018-07-01T12:30:15.9876", "2018-07-01T10:30:15Z")]
    [InlineData("2018-07-01T12:30:15Z", "2018-07-01T12:30:15Z")]
    [InlineData("2018-07-01T12:30:15-0300", "2018-07-01T15:30:15Z")]
    [InlineData("2018-07-01T12:30+05:30", "2018-07-01T07:00:00Z")]
    [InlineData("1.7.2018", "2018-06-30T22:00:00Z date")]
    [InlineData("01.07.2018 12:30", "2018-07-01T10:30:00Z")]
    [InlineData("2018-03-25 02:30", "2018-03-25T01:30:00Z")]    // the hour that was skipped
    [InlineData("2018-10-28 02:30", "2018-10-28T01:30:00Z")]    // the hour that came twice
    [InlineData("2018-02-29", null)]
    [InlineData("0018-02-01", null)]
    [InlineData("2018-07-01T25:00", null)]
    [InlineData("2018-07-01T12:30+15:00", null)]
    [InlineData("2018-07-01T12:30:00.", null)]
    [InlineData("2018-07-01x", null)]
    [InlineData("7/1/2018", null)]
    [InlineData("", null)]
    public void Times_without_an_offset_are_those_of_the_zone(string text, string? read)
    {
        var reader = new DateReader("d.M.yyyy", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Assert.Equal(read, reader.TryRead(text, out var time) ? time.At + (time.DateOnly ? " date" : "") : null);
    }

    [Fact]
    public void A_proof_on_the_last_row_counts()
    {
        var text = "email,date\n" + string.Concat(Enumerable.Repeat("a@example.com,01/02/2018\n", 30_000))
            + "a@example.com,31/01/2018\n";
        var leads = CsvLeads.Open(CsvText.Bytes(text));
        Assert.Equal("dd/MM/yyyy", leads.DateFormat);
        Assert.Equal("2018-02-01T00:00:00Z", ((CsvRow)leads.Rows().First()).At!.Value.At.ToString());
    }

    [Fact]
    public void An_ambiguous_column_stops_the_import_and_says_what_to_write()
    {
        const string Text = "email,date\na@example.com,01-02-2018\n";
        var leads = CsvLeads.Open(CsvText.Bytes(Text), null, "leads.csv");
        Assert.Equal("leads.csv: at: '01-02-2018' is 1 February 2018 as dd-MM-yyyy, but '01-02-2018' is 2 January 2018 as MM-dd-yyyy; "
            + "say it with 'dates: {format: …}' in the mapping", Assert.Single(leads.Faults).ToString());
        var row = (CsvRow)CsvText.Read(Text, "dates: {format: MM-dd-yyyy}").Single();
        Assert.Equal("2018-01-02", row.At!.Value.At.UtcDate.ToString("yyyy-MM-dd"));
    }

    [Fact]
    public void One_bad_date_is_one_bad_row() => Assert.Equal(
        ["2", "3 bad: at: '31-02-2018' is not a date in ISO 8601 or as dd-MM-yyyy", "4"],
        CsvText.Read("email,date\na@b.de,31-01-2018\na@b.de,31-02-2018\na@b.de,\n").Select(r => CsvText.Show(r)));

    [Fact]
    public void A_long_pipe_needs_dates_that_explain_themselves()
    {
        static CsvLeads Open(string date) => CsvLeads.Open(new Pipe(
            System.Text.Encoding.UTF8.GetBytes("email,date\n" + string
                .Concat(Enumerable.Repeat($"a@example.com,{date}\n", 20_000)))));
        Assert.Contains("a pipe can't be read twice", Assert.Single(Open("31/01/2018").Faults).Text,
            StringComparison.Ordinal);
        Assert.Equal(20_000, Open("2018-01-31").Rows().OfType<CsvRow>().Count());
    }
}
