using LeadGrains.Lifecycle;
using static LeadGrains.Engine.Tests.Programs.ProgramFiles;

namespace LeadGrains.Engine.Tests.Programs;

public sealed class ProgramYamlTests
{
    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var program = Sound(Small);
        Assert.Equal(("Small", 1, "UTC", "en"), (program.Name, program.Version, program.Zone, program.Language));
        Assert.Equal(new Cadence(), program.Cadence);
        Assert.Equal(new AttentionBudget(), program.Budget);
        Assert.Equal(new Sla(), program.Sla);
        Assert.Equal(new TeamRule("sales", TeamKind.Sales), program.Teams[0]);
        Assert.Equal(new Rung("sales", 3, TimeSpan.FromDays(3)), program.Routes[0].Ladder[0]);
        Assert.Equal([new Band(1, 0), new Band(50, 20)], program.Definition.Criteria[1].Bands);
    }

    [Fact]
    public void Yes_no_times_and_numbers_are_what_they_look_like()
    {
        var program = Sound(Small + "language: no\nquestions: {budget: {words: 1:30, choices: {yes: on, no: ~off}}}\n");
        Assert.Equal("no", program.Language);
        Assert.Equal(new Choice("yes", "on"), program.Questions[0].Choices[0]);
        Assert.Equal(new Choice("no", "~off"), program.Questions[0].Choices[1]);
        Assert.Equal("1:30", program.Questions[0].Words);
    }

    [Fact]
    public void Consent_and_holidays_are_what_they_look_like()
    {
        var program = Sound(Small + "topics: [data, plans]\nconsent: {doubleOptIn: [data], confirmWithin: 3 days}\n"
            + "cadence: {holidaysIn: {DE: [2026-10-03], FR: [2026-07-14, 2026-05-01]}, dropSpread: 16 working hours}\n");
        Assert.Equal((false, TimeSpan.FromDays(3)), (program.Consent.DoubleOptIn, program.Consent.ConfirmWithin));
        Assert.Equal(["data"], program.Consent.DoubleOptInTopics);
        Assert.Equal([new DateOnly(2026, 5, 1), new DateOnly(2026, 7, 14)], program.Cadence.HoursIn("FR").Holidays);
        Assert.Empty(program.Cadence.HoursIn("IT").Holidays);
        Assert.Equal(TimeSpan.FromHours(16), program.Cadence.DropSpread);
        Assert.True(Sound(Small + "consent: {doubleOptIn: true}").Consent.DoubleOptIn);
        Assert.Equal(new ConsentRules(), Sound(Small + "consent: {doubleOptIn: false}").Consent);
    }

    [Fact]
    public void Conditions_are_read_as_sentences()
    {
        var program = Sound(Small.Replace("when: score >= 50",
            "when: wish or score>=50 and budget is yes | no or size >= 50", StringComparison.Ordinal));
        Assert.Equal(
            ["hot: asked for a person", "hot: score is at least 50 and budget is yes or no",
                "hot: size is at least 50"],
            program.Routes.Select(r => $"{Words.Of(r.Route)}: {string.Join(" and ", r.When)}"));
        Assert.All(program.Routes, rule => Assert.Same(program.Routes[0].Ladder, rule.Ladder));
    }

    [Fact]
    public void A_list_of_conditions_holds_when_all_do()
    {
        var program = Sound(Small.Replace("when: score >= 50",
            "when: [potential >= 50, engagement >= 2.5, budget unknown]", StringComparison.Ordinal)
            + "questions: {budget: {words: Which?, choices: {yes: Yes, no: No}}}");
        Assert.Equal("potential is at least 50 and engagement is at least 2.5 and budget is unknown",
            string.Join(" and ", Assert.Single(program.Routes).When));
    }

    [Theory]
    [InlineData("30 minutes", 30), InlineData("30min", 30), InlineData("16h", 960), InlineData("1.5 hours", 90)]
    [InlineData("3 days", 4320), InlineData("1 d", 1440), InlineData("2 weeks", 20160)]
    public void Times_are_read_as_people_write_them(string text, int minutes) =>
        Assert.Equal((TimeSpan.FromMinutes(minutes), null), DurationText.Parse(text, working: false));

    [Theory]
    [InlineData("1:30"), InlineData("3"), InlineData("days"), InlineData("-3 days"), InlineData("1e3 days"),
        InlineData("3 dais")]
    [InlineData("1 month"), InlineData("5m"), InlineData("8 working hours"), InlineData("9999999 days"),
        InlineData("1.2.3 days")]
    [InlineData("3 days ago"), InlineData("")]
    public void A_time_that_is_none_says_what_would_be(string text)
    {
        var (_, fault) = DurationText.Parse(text, working: false);
        Assert.StartsWith($"'{text}' is ", fault, StringComparison.Ordinal);
        Assert.Contains(';', fault!);
    }

    [Fact]
    public void Working_time_is_told_from_time_on_the_calendar()
    {
        Assert.Equal((TimeSpan.FromHours(16), null), DurationText.Parse("16 working hours", working: true));
        Assert.Equal((TimeSpan.FromHours(16), null), DurationText.Parse("16h", working: true));
        Assert.Equal(["14: '2 days' is unclear, because here only working time counts and working days differ;"
            + " write hours, such as 16 working hours"], Added("sla: {firstContactWithin: 2 days}"));
        Assert.Equal(["14: '8 working hours' is unclear, because here every hour of the day counts; leave out 'working'"],
            Added("sla: {progressEvery: 8 working hours}"));
    }

    [Theory]
    [InlineData("mon-fri 09:00-17:00",
        "Monday 09:00–17:00, Tuesday 09:00–17:00, Wednesday 09:00–17:00, Thursday 09:00–17:00, Friday 09:00–17:00")]
    [InlineData("Saturday,sun 9:00-12:00 13:00-24:00",
        "Saturday 09:00–12:00, Sunday 09:00–12:00, Saturday 13:00–24:00, Sunday 13:00–24:00")]
    [InlineData("sat-mon 22:00–23:30", "Saturday 22:00–23:30, Sunday 22:00–23:30, Monday 22:00–23:30")]
    public void Hours_are_read_as_people_write_them(string text, string spans)
    {
        var (read, fault) = HoursText.Parse(text);
        Assert.Null(fault);
        Assert.Equal(spans, string.Join(", ", read));
    }

    [Theory]
    [InlineData("mon-fri 09:00-17:00"), InlineData("mon-thu 08:00-18:00|fri 08:00-16:00"), InlineData("mon,wed 09:00-12:00 13:00-17:00"), InlineData("sat-sun 00:00-24:00")]
    public void Hours_are_written_as_they_can_be_read_again(string text)
    {
        var spans = text.Split('|').SelectMany(line => HoursText.Parse(line).Spans).ToList();
        var again = HoursText.Write(spans).SelectMany(line => HoursText.Parse(line).Spans).ToList();
        Assert.Equal(spans.OrderBy(s => s.Day).ThenBy(s => s.From), again.OrderBy(s => s.Day).ThenBy(s => s.From));
    }

    [Theory]
    [InlineData("9-17"), InlineData("mon-fri 9-17"), InlineData("mo-fr 09:00-17:00"),
        InlineData("mon-fri-sat 09:00-17:00")]
    [InlineData("mon-fri"), InlineData("mon-fri 09:00-25:00"), InlineData("funday 09:00-17:00"),
        InlineData("mon- 09:00-17:00")]
    public void Hours_that_are_none_say_what_would_be(string text) =>
        Assert.EndsWith("; write hours such as mon-fri 09:00-17:00", HoursText.Parse(text).Fault,
            StringComparison.Ordinal);

    [Fact]
    public void A_team_and_a_person_have_hours_zone_and_holidays()
    {
        var program = Sound(Small.Replace("{kind: sales}",
            "{kind: partner, zone: Asia/Tokyo, hours: [mon-thu 09:00-17:00, fri 09:00-15:00], holidays: [2026-12-25, 2027-01-01]}",
            StringComparison.Ordinal) + "zone: Europe/Berlin\ncadence: {hours: always}");
        Assert.Equal("Asia/Tokyo", program.Teams[0].Hours.Zone);
        Assert.Equal("Friday 09:00–15:00", program.Teams[0].Hours.Spans[4].ToString());
        Assert.Equal([new(2026, 12, 25), new(2027, 1, 1)], program.Teams[0].Hours.Holidays);
        Assert.Equal(WorkingHours.Always with { Zone = "Europe/Berlin" }, program.Cadence.Hours);
    }
}
