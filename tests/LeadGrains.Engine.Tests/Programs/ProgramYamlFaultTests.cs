using LeadGrains.Lifecycle;
using static LeadGrains.Engine.Tests.Programs.ProgramFiles;

namespace LeadGrains.Engine.Tests.Programs;

public sealed class ProgramYamlFaultTests
{
    [Theory]
    [InlineData("cadance: {every: 28 days}", "14: unknown key 'cadance'; did you mean 'cadence'?")]
    [InlineData("cadence: {evry: 28 days}", "14: unknown key 'evry'; did you mean 'every'?")]
    [InlineData("cadence: {gap_min: 6 days}", "14: unknown key 'gap_min'; did you mean 'gapMin'?")]
    [InlineData("budget: {colour: red}", "14: unknown key 'colour'; known are contactsMax, window")]
    [InlineData("cadence:\n  every: often",
        "15: 'often' is no time; write a time such as 30 minutes, 16 hours, 3 days or 2 weeks")]
    [InlineData("cadence:\n  every: 1 month",
        "15: '1 month' is no time, because 'month' has no fixed length; write days, such as 30 days")]
    [InlineData("cadence:\n\n  every: 94 days",
        "16: a touch every 94 days is too rare for silenceMax, 100 days, less 7 days for holidays; at most 93 days")]
    [InlineData("cadence:\n  every: [1 day]", "15: 'every' is a list or mapping; write one value")]
    [InlineData("cadence:\n  every:", "15: 'every' has no value; write one, or leave the key out")]
    [InlineData("cadence: often", "14: 'cadence' must be lines of 'name: value'")]
    [InlineData("cadence: {whenExhausted: call-center}",
        "14: there is no whenExhausted 'call-center'; did you mean 'call-centre'?")]
    [InlineData("budget: {contactsMax: many}", "14: 'many' is no whole number; write digits such as 15")]
    [InlineData("budget: {contactsMax: 010}", "14: '010' is no whole number; write digits such as 15")]
    [InlineData("budget: {contactsMax: 9}", "14: contactsMax is 9; 1 to 8 are allowed")]
    [InlineData("sla: {remindAtLeft: a quarter}", "14: 'a quarter' is no number; write one such as 0.25")]
    [InlineData("sla:\n  remindAtLeft: 25", "15: remindAtLeft is 25; 0 to 0.9 are allowed")]
    [InlineData("topics: [a, b, c,\n  a]", "15: the topic 'a' comes twice; keep one")]
    [InlineData("topics: {a: b}", "14: 'topics' must be a list of values; write them as [one, two]")]
    [InlineData("zone: Berlin", "14: there is no time zone 'Berlin'; did you mean Europe/Berlin?")]
    [InlineData("language: English!", "14: 'English!' is no language tag; write one such as en, de or pt-BR")]
    [InlineData("version: 0", "14: version is 0; 1 to 1,000,000 are allowed")]
    [InlineData("name: Again", "14: 'name' comes twice, first on line 1; keep one")]
    [InlineData("cadence: {holidays: [25.12.2026]}", "14: '25.12.2026' is no date; write year-month-day: 2027-12-25")]
    [InlineData("cadence:\n  holidaysIn:\n    Germany: [2026-10-03]",
        "16: 'Germany' is no country; write the two letters of ISO 3166, such as DE")]
    [InlineData("cadence:\n  holidaysIn:\n    DE: [3.10.2026]", "16: '3.10.2026' is no date; write year-month-day: 2027-12-25")]
    [InlineData("cadence:\n  dropSpread: 3 days",
        "15: '3 days' is unclear, because here only working time counts and working days differ; write hours, such as 16 working hours")]
    [InlineData("cadence:\n  dropSpread: 300 working hours", "15: dropSpread is 300 hours; 0 days to 200 hours are allowed")]
    [InlineData("consent: {doubleOptin: true}", "14: unknown key 'doubleOptin'; did you mean 'doubleOptIn'?")]
    [InlineData("topics: [data]\nconsent:\n  doubleOptIn: [data,\n    dates]", "17: 'dates' is no topic; write true, false or some of data")]
    [InlineData("consent:\n  doubleOptIn: yes", "15: 'yes' is no topic; write true, false or some of none")]
    [InlineData("consent:\n  confirmWithin: 90 days", "15: confirmWithin is 90 days; 1 hour to 60 days are allowed")]
    [InlineData("cadence:\n  hours: mon-fri 9-17", "15: '9-17' are no hours; write hours such as mon-fri 09:00-17:00")]
    [InlineData("cadence:\n  hours: mon-fri 17:00-09:00",
        "15: monday 17:00–09:00 ends before it starts; write a span that passes midnight as two")]
    [InlineData("questions:\n  mood: {words: How?, choices: {a: A, b: B}}",
        "15: no criterion has the fact 'mood', so that the answer would count for nothing; facts are budget, size")]
    [InlineData("questions:\n  budget:\n    choices: {yes: Yes, no: No}",
        "15: 'words' is missing; write the question as people read it")]
    [InlineData("questions:\n  budget:\n    words: Which?\n    choices:\n      yes: Yes\n      maybe: Maybe",
        "19: the criterion 'budget' has no points for 'maybe'; give it some, if only 0, or choose from yes, no")]
    [InlineData("questions:\n  budget: Which?", "15: 'budget' must hold lines of 'key: value'")]
    [InlineData("? [a, b]\n: c", "14: a list or mapping where a key should be; write a word before the colon")]
    public void A_fault_is_told_with_its_line_and_what_would_be_accepted(string added, string fault) =>
        Assert.Contains(fault, Added(added));

    [Theory]
    [InlineData("kind: sales", "kind: slaes", "7: there is no kind 'slaes'; did you mean 'sales'?")]
    [InlineData("{kind: sales}", "{offerFor: 8h}", "7: 'kind' is missing; write sales, partner or call-centre")]
    [InlineData("ladder: [sales]", "ladder: [sale]", "11: there is no team 'sale'; teams are sales")]
    [InlineData("ladder: [sales]", "ladder:\n      - sales\n      - {team: sales,\n         tries: 21}",
        "14: tries is 21; 1 to 20 are allowed")]
    [InlineData("ladder: [sales]", "ladder: [{tries: 2}]", "11: 'team' is missing; write who is asked, such as sales")]
    [InlineData("ladder: [sales]", "",
        "9: hot has no ladder, so that nobody would be offered its leads; write at least one rung")]
    [InlineData("  hot:", "  hott:", "9: there is no route 'hott'; did you mean 'hot'?")]
    [InlineData("score >= 50", "score > 50", "10: 'score > 50' compares with '>'; only >= (at least) can be used")]
    [InlineData("score >= 50", "score >= 101",
        "10: no lead can meet 'score is at least 101'; the most there is to reach is 100")]
    [InlineData("score >= 50", "soon",
        "10: 'soon' is no condition; write wish, score >= 60, potential >= 60, engagement >= 10, FACT is a|b, FACT >= 5 or FACT unknown")]
    [InlineData("score >= 50", "wish or mood is good", "10: no criterion has the fact 'mood'; facts are budget, size")]
    [InlineData("when: score >= 50", "when: [wish or score >= 5, wish]",
        "10: 'or' inside a list, where all must hold; write 'when' as one sentence")]
    [InlineData("group: budget", "group: money",
        "4: there is no group 'money'; choose from budget, authority, need, timeline, fit")]
    [InlineData("yes: 50", "yes: 500", "4: yes is 500; -100 to 100 are allowed")]
    [InlineData("50: 20", "fifty: 20", "5: 'fifty' is no number to start a band; write 50: 10")]
    [InlineData("declineReasons: [no-capacity]\n", "",
        "1: there is no reason to decline an offer, so that nobody could; list at least one")]
    [InlineData("name: Small\n", "", "1: 'name' is missing; write how people call this program")]
    public void A_fault_in_what_is_there_too(string was, string becomes, string fault) =>
        Assert.Contains(fault, Changed(was, becomes));

    [Fact]
    public void All_faults_are_told_at_once()
    {
        const string twelve = """
            name: Twelve
            version: one
            zone: Berlin
            colour: red
            definition:
              halfLife: 400 days
              criteria:
                budget: {group: money, values: {yes: 1}}
            teams:
              sales: {kind: sale, capacityOpen: 0}
            routes:
              hot:
                when: soon
                ladder: [nobody]
            cadence:
              every: often
              gapMin: 61 days
            declineReasons: []
            lostReasons: [no-need]
            """;
        var faults = Faults(twelve);
        Assert.Equal([2, 3, 4, 6, 8, 10, 10, 13, 14, 16, 17, 18], Lines(faults));
    }

    [Fact]
    public void What_two_alternatives_share_is_told_once() =>
        Assert.Equal(["11: there is no team 'sale'; teams are sales"],
            Faults(Small.Replace("score >= 50", "wish or score >= 50", StringComparison.Ordinal)
                .Replace("[sales]", "[sale]", StringComparison.Ordinal)));

    [Fact]
    public void What_pieces_name_must_be_in_the_program()
    {
        Piece piece = new("a", PieceKind.Drip, Channel.Email) { Topic = "art", Question = "mood" };
        var (program, faults) = ProgramYaml.Read(Small + "topics: [planning]\nquestions: {}\n", "p.yaml", [piece]);
        Assert.Null(program);
        Assert.Equal(
            ["p.yaml:14: the piece 'a' is about 'art', which is no topic; topics are planning",
            "p.yaml:15: the piece 'a' asks for 'mood', for which there is no question; questions are none"],
            faults.Select(f => f.ToString()));
    }

    internal static IEnumerable<int> Lines(IReadOnlyList<string> faults) =>
        faults.Select(f => int.Parse(f[..f.IndexOf(':', StringComparison.Ordinal)],
            System.Globalization.CultureInfo.InvariantCulture));
}
