using static LeadGrains.Lifecycle.Tests.Programs.Sound;

namespace LeadGrains.Lifecycle.Tests.Programs;

public sealed class ProgramFaultsTests
{
    [Fact]
    public void A_sound_program_has_no_fault() => Assert.Empty(ProgramFaults.Of(Plain));

    [Fact]
    public void An_empty_program_says_what_is_missing() => Assert.Equal(
        ["name", "declineReasons", "lostReasons"], ProgramFaults.Of(new Program()).Select(f => f.Path));

    [Fact]
    public void Every_range_has_its_bounds()
    {
        (string Path, Program Low, Program High)[] ranges =
        [
            ("version", Plain with { Version = 0 }, Plain with { Version = 1_000_001 }),
            ("definition.halfLife", Defined(d => d with { HalfLife = Days(0.5) }),
                Defined(d => d with { HalfLife = Days(367) })),
            ("definition.engagementMax", Defined(d => d with { EngagementMax = -1 }),
                Defined(d => d with { EngagementMax = 101 })),
            ("definition.engagement.clicked", Clicked(-1), Clicked(101)),
            ("definition.criteria[0].values.none", Worth(-101), Worth(101)),
            ("routes[0].ladder[0].tries", Rung0(r => r with { Tries = 0 }), Rung0(r => r with { Tries = 21 })),
            ("routes[0].ladder[0].waitMax", Rung0(r => r with { WaitMax = Days(-1) }),
                Rung0(r => r with { WaitMax = Days(91) })),
            ("teams[0].offerFor", With(t => t with { OfferFor = TimeSpan.FromMinutes(14) }),
                With(t => t with { OfferFor = TimeSpan.FromHours(81) })),
            ("teams[0].capacityOpen", With(t => t with { CapacityOpen = 0 }),
                With(t => t with { CapacityOpen = 1001 })),
            ("teams[0].capacityNewPerDay", With(t => t with { CapacityNewPerDay = 0 }),
                With(t => t with { CapacityNewPerDay = 1001 })),
            ("cadence.startAfter", Paced(c => c with { StartAfter = Days(-1) }),
                Paced(c => c with { StartAfter = Days(31) })),
            ("cadence.jitter", Paced(c => c with { Jitter = Days(-1) }), Paced(c => c with { Jitter = Days(8) })),
            ("cadence.gapMin", Paced(c => c with { GapMin = Days(0) }),
                Paced(c => c with { GapMin = Days(61), Every = Days(62) })),
            ("cadence.readinessEvery", Paced(c => c with { ReadinessEvery = Days(13) }),
                Paced(c => c with { ReadinessEvery = Days(367) })),
            ("cadence.grace", Paced(c => c with { Grace = TimeSpan.FromMinutes(59) }),
                Paced(c => c with { Grace = TimeSpan.FromHours(73) })),
            ("cadence.mailsPerMinuteMax", Paced(c => c with { MailsPerMinuteMax = 0 }),
                Paced(c => c with { MailsPerMinuteMax = 100_001 })),
            ("cadence.thankAfter", Paced(c => c with { ThankAfter = Days(-1) }),
                Paced(c => c with { ThankAfter = Days(31) })),
            ("cadence.nextCycleAfter", Paced(c => c with { NextCycleAfter = Days(0) }),
                Paced(c => c with { NextCycleAfter = Days(1096) })),
            ("sla.firstContactWithin", Promised(s => s with { FirstContactWithin = TimeSpan.FromMinutes(29) }),
                Promised(s => s with { FirstContactWithin = TimeSpan.FromHours(81) })),
            ("sla.remindAtLeft", Promised(s => s with { RemindAtLeft = -0.1 }),
                Promised(s => s with { RemindAtLeft = double.NaN })),
        ];
        Assert.All(ranges, range =>
        {
            Assert.Equal([range.Path], ProgramFaults.Of(range.Low).Select(f => f.Path));
            Assert.Equal([range.Path], ProgramFaults.Of(range.High).Select(f => f.Path));
            Assert.Contains("are allowed", ProgramFaults.Of(range.High)[0].Words, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Ranges_that_touch_other_promises_are_told_too()
    {
        Has(Paced(c => c with { SilenceMax = Days(13) }), "cadence.silenceMax",
            "silenceMax is 13 days; 14 days to 366 days are allowed");
        Has(Paced(c => c with { SilenceMax = Days(367) }), "cadence.silenceMax",
            "silenceMax is 367 days; 14 days to 366 days are allowed");
        Has(Plain with { Budget = new() { ContactsMax = 9 } }, "budget.contactsMax",
            "contactsMax is 9; 1 to 8 are allowed");
        Has(Plain with { Budget = new() { Window = Days(6) } }, "budget.window",
            "window is 6 days; 7 days to 92 days are allowed");
        Has(Promised(s => s with { ProgressEvery = Days(93) }), "sla.progressEvery",
            "progressEvery is 93 days; 1 day to 92 days are allowed");
    }

    [Fact]
    public void Rhythm_gap_silence_and_budget_must_be_able_to_hold_together()
    {
        Has(Paced(c => c with { Every = Days(5) }), "cadence.every",
            "a touch every 5 days breaks gapMin; at least 6 days");
        Has(Paced(c => c with { Every = Days(94) }), "cadence.every",
            "a touch every 94 days is too rare for silenceMax, 100 days, less 7 days for holidays; at most 93 days");
        Has(Paced(c => c with { GapMin = Days(40), Every = Days(40), SilenceMax = Days(47) }), "cadence.silenceMax",
            "a gap of 40 days leaves no room in silenceMax, 47 days, less 7 days for holidays; make it longer");
        Has(Plain with { Budget = new() { ContactsMax = 1 } }, "budget.contactsMax",
            "1 contacts in 30 days are too few for a touch every 28 days; at least 2");
        Has(Plain with { Budget = new() { ContactsMax = int.MaxValue } }, "budget.contactsMax",
            "contactsMax is 2,147,483,647; 1 to 8 are allowed");
        Has(Paced(c => c with { SilenceMax = Days(36), Every = Days(20), GapMin = Days(3) }), "budget.window",
            "a used-up budget would hold contacts back longer than silenceMax, 36 days, less 7 days for holidays; at most 29 days");
        Has(Paced(c => c with { SilenceMax = Days(27), Every = Days(20) }), "sla.progressEvery",
            "an owner could stay silent longer than silenceMax, 27 days, less 7 days for holidays; at most 20 days");
    }

    [Fact]
    public void People_must_be_reachable_within_the_week_that_the_silence_allows_for()
    {
        var mondays = new WorkingHours { Spans = [new(DayOfWeek.Monday, new(9, 0), new(12, 0))] };
        Has(Paced(c => c with { Hours = mondays }), "cadence.hours",
            "it can take 14 days until 6 working hours have passed; at most 7, or the longest silence can't be kept");
        var holidays = Enumerable.Range(24, 8).Select(day => new DateOnly(2026, 12, day)).ToList();
        Has(Paced(c => c with { Hours = new() { Holidays = holidays } }), "cadence.holidays",
            "around 2026-12-24 nobody can be reached for 8.9 days; at most 7, or the longest silence can't be kept");
        Assert.Empty(ProgramFaults.Of(Paced(c => c with { Hours = new() { Holidays = [.. holidays.Take(3)] } })));
        Assert.Empty(ProgramFaults.Of(Paced(c => c with
        {
            Hours = new()
            {
                Holidays = [DateOnly.MinValue,
            DateOnly.MaxValue]
            }
        })));
    }

    [Fact]
    public void Names_must_lead_somewhere()
    {
        Has(With(route: r => r with { Ladder = [Rung("sale")] }), "routes[0].ladder[0].team",
            "there is no team 'sale'; teams are sales, callers");
        Has(Asking("mood"), "questions[0]",
            "no criterion has the fact 'mood', so that the answer would count for nothing; facts are budget, size, timeline");
        Has(When(new(ConditionKind.FactIs, 0, "mood", ["good"])), "routes[0].when[0]",
            "no criterion has the fact 'mood'; facts are budget, size, timeline");
        Has(When(new(ConditionKind.FactIs, 0, "budget", ["big"])), "routes[0].when[0]",
            "'budget' is never 'big'; it is one of approved, planned, none");
        Has(When(new(ConditionKind.FactAtLeast, 5, "budget", [])), "routes[0].when[0]",
            "'budget' has no bands, so it is no number; write 'budget is approved'");
        Has(When(new(ConditionKind.FactUnknown, 0, "budget", [])) with { Questions = [] }, "routes[0].when[0]",
            "nobody asks for 'budget', so that it would stay unknown; add a question");
        Has(When(Score(106)), "routes[0].when[0]",
            "no lead can meet 'score is at least 106'; the most there is to reach is 105");
        Has(Holding(p => p with { Topic = "art" }), "content[0].topic",
            "the piece 'a' is about 'art', which is no topic; topics are planning");
        Has(Holding(p => p with { Question = "mood" }), "content[0].question",
            "the piece 'a' asks for 'mood', for which there is no question; questions are size, budget, timeline");
        Has(Holding(p => p with { Language = "de" }), "language", "no piece is in 'en'; there are pieces in de");
        Has(Holding(p => p with { NotBefore = new(2027, 2, 1), NotAfter = new(2027, 1, 1) }), "content[0].notAfter",
            "the piece 'a' ends before it begins; swap the dates");
    }

    [Fact]
    public void Names_come_once()
    {
        Has(Plain with { Teams = [.. Plain.Teams, Plain.Teams[0]] }, "teams[2]",
            "the team 'sales' comes twice; keep one");
        Has(Plain with { Content = [.. Plain.Content, Plain.Content[0]] }, "content[1].id",
            "the piece 'a' comes twice; keep one");
        Has(Plain with { Topics = ["planning", "planning"] }, "topics[1]",
            "the topic 'planning' comes twice; keep one");
        Has(Plain with { LostReasons = ["no-need", "no-need"] }, "lostReasons[1]",
            "the reason 'no-need' comes twice; keep one");
        Has(Defined(d => d with { Criteria = [.. d.Criteria, Budget] }), "definition.criteria[3]",
            "the fact 'budget' comes twice; keep one");
        Has(With(question: q => q with { Choices = [q.Choices[0], q.Choices[0]] }), "questions[0].choices[1]",
            "the answer '1' comes twice; keep one");
        Has(With(criterion: c => c with { Bands = [new(1, 2), new(1, 3)] }), "definition.criteria[0].bands",
            "two bands start at 1; keep one");
    }

    [Fact]
    public void Routes_have_the_ladder_they_need_and_can_be_reached()
    {
        Has(With(route: r => r with { Ladder = [] }), "routes[0]",
            "hot has no ladder, so that nobody would be offered its leads; write at least one rung");
        Has(Plain with { Routes = [new(Route.NeedNurturing, [], [Rung("sales")])] }, "routes[0].ladder",
            "need-nurturing leads stay with marketing; leave the ladder out");
        Has(With(route: r => r with { When = [] }), "routes[1]",
            "need-information is never reached, because hot before it takes every lead; give that one a 'when', or put it last");
        var other = Plain.Routes[0] with { When = [new(ConditionKind.Wish, 0, null, [])], Ladder = [Rung("callers")] };
        Has(Plain with { Routes = [Plain.Routes[0], other] }, "routes[1].ladder",
            "hot has two ladders; give all its rules the same");
        Assert.Empty(ProgramFaults.Of(Plain with
        {
            Routes = [Plain.Routes[0],
            other with { Ladder = Plain.Routes[0].Ladder }]
        }));
    }

    [Fact]
    public void What_people_read_and_type_can_be_read_and_typed()
    {
        Has(Plain with { Zone = "Berlin" }, "zone", "there is no time zone 'Berlin'; did you mean Europe/Berlin?");
        Has(Plain with { Language = "English!" }, "language",
            "'English!' is no language tag; write one such as en, de or pt-BR");
        Has(Plain with { Topics = ["Planning"] }, "topics[0]",
            "'Planning' is no name; write lower-case letters, digits and hyphens, 64 at most");
        Has(With(t => t with { Name = "marketing" }), "teams[0]",
            "'marketing' owns every lead that nobody has accepted; choose another name");
        Has(With(t => t with { Hours = new() { Spans = [] } }), "teams[0].hours", "there is no working time at all");
        Has(With(t => t with { Hours = new() { Zone = "Mars" } }), "teams[0].zone",
            "there is no time zone 'Mars'; write an IANA name such as Europe/Berlin or America/New_York");
        Has(With(criterion: c => c with { Group = "mood" }), "definition.criteria[0].group",
            "there is no group 'mood'; choose from budget, authority, need, timeline, fit");
        Has(With(criterion: c => c with { Fact = "score" }), "definition.criteria[0]",
            "'score' means something else in conditions; choose another name");
        Has(With(criterion: c => new(c.Fact, c.Group)), "definition.criteria[0]",
            "'budget' gives no points; write values or bands with their points");
        Has(With(question: q => q with { Words = " " }), "questions[0].words",
            "words is empty; write what people shall read");
        Has(With(question: q => q with { Choices = [q.Choices[0]] }), "questions[0].choices",
            "'size' has 1 answers to choose from; 2 to 9 are allowed");
        Has(With(question: q => q with { Choices = [new("few", "Few"), q.Choices[1]] }), "questions[0].choices[0]",
            "the criterion 'size' has no points for 'few'; write a number");
        Has(Plain with { Questions = [new("budget", "?", [new("big", "Big"), new("none", "No")])] },
            "questions[0].choices[0]",
            "the criterion 'budget' has no points for 'big'; give it some, if only 0, or choose from approved, planned, none");
    }

    private static void Has(Program program, string path, string words) =>
        Assert.Contains(new ProgramFault(path, words), ProgramFaults.Of(program));

    private static Program Paced(Func<Cadence, Cadence> change) => With(cadence: change);

    private static Program Promised(Func<Sla, Sla> change) => Plain with { Sla = change(Plain.Sla) };

    private static Program Defined(Func<Definition, Definition> change) =>
        Plain with { Definition = change(Plain.Definition) };

    private static Program Clicked(int points) =>
        Defined(d => d with { Engagement = new Dictionary<EngagementKind, int> { [EngagementKind.Clicked] = points } });

    private static Program Worth(int points) => With(
        criterion: c => c with { Values = new Dictionary<string, int>(c.Values) { ["none"] = points } });

    private static Program Rung0(Func<Rung, Rung> change) =>
        With(route: r => r with { Ladder = [change(r.Ladder[0])] });

    private static Program When(Condition condition) => With(route: r => r with { When = [condition] });

    private static Program Asking(string fact) => With(question: q => q with { Fact = fact });

    private static Program Holding(Func<Piece, Piece> change) => Plain with { Content = [change(Plain.Content[0])] };
}
