namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>N4: a drop reaches who wants the topic, inside the same budget, and takes nobody's place.</summary>
public sealed class DropTests
{
    [Fact]
    public void A_drop_is_spread_over_everybodys_working_time()
    {
        var places = Enumerable.Range(0, 400).Select(i =>
        {
            var given = new Given().Say(Inquiry(Identity.Email($"p{i}@example.org"))).Say(new Drop("drop-1"));
            return given.Lead.Nurture.DropAt;
        }).ToList();
        Assert.All(places, at => Assert.InRange(BusinessTime.Between(Office, Monday, at), TimeSpan.Zero, Program.Cadence.DropSpread));
        var perHour = places.GroupBy(at => at.Milliseconds / 3_600_000).Max(hour => hour.Count());
        Assert.InRange(perHour, 1, 30);
        Assert.Equal(places[7], new Given().Say(Inquiry(Identity.Email("p7@example.org"))).Say(new Drop("drop-1")).Lead.Nurture.DropAt);
    }

    /// <summary>With and without a drop the same pieces come, and each at most one gap, a weekend and its spread later.</summary>
    [Fact]
    public void A_drop_moves_nobodys_place_on_the_cadence()
    {
        const int Seed = 7;
        var random = new Random(Seed);
        for (var i = 0; i < 60; i++)
        {
            var who = Identity.Email($"p{i}@example.org");
            var without = new Given().Say(Inquiry(who)).Live(Days(150));
            var with = new Given().Say(Inquiry(who)).Live(Days(random.Next(5, 100)));
            with.Say(new Drop("drop-1"));
            var slot = with.Lead.Nurture.SlotAt;
            while (!with.Lead.Nurture.Seen.Contains("drop-1") && with.Lead.Nurture.SlotAt == slot && with.Now < Monday + Days(140)) with.Live(Days(1));
            with.LiveUntil(Monday + Days(170));
            Assert.Contains("drop-1", with.Lead.Nurture.Seen);
            var (plain, dropped) = (Drips(without), Drips(with));
            Assert.True(dropped.Count >= plain.Count, $"seed {Seed}, person {i}: a drip was lost");
            for (var n = 0; n < plain.Count; n++)
            {
                Assert.Equal(plain[n].Piece, dropped[n].Piece);
                var late = dropped[n].At - plain[n].At;
                Assert.True(late <= Program.Cadence.GapMin + Days(8), $"seed {Seed}, person {i}: {plain[n].Piece} came {late} later");
            }
        }
    }

    [Fact]
    public void A_drip_that_is_due_goes_before_drops_that_wait()
    {
        var given = new Given().Say(Inquiry()).Live(Days(20)).Say(new Drop("drop-1"), new Drop("drop-2"), new Drop("drop-3")).Live(Days(60));
        var made = given.History.OfType<TouchMade>().Select(m => m.Piece).ToList();
        Assert.Equal(3, made.Count(p => p.StartsWith("drop", StringComparison.Ordinal)));
        Assert.InRange(made.IndexOf("drip-2"), 1, 4);
        Assert.True(made.IndexOf("drip-2") < made.IndexOf("drop-3"));
    }

    /// <summary>Found by the year of 100,000 people: a drop far off hid the check that the longest silence wanted.</summary>
    [Fact]
    public void A_drop_far_off_lets_nobody_wait_beyond_the_longest_silence()
    {
        var slow = Program with { Cadence = Program.Cadence with { DropSpread = Hours(200) }, Content = [.. Program.Content.Where(p => p.Kind != PieceKind.Drip)] };
        for (var i = 0; i < 40; i++)
        {
            var given = new Given(slow).Say(Inquiry(Identity.Email($"p{i}@example.org"))).Live(Days(20));
            given.LiveUntil(given.Lead.Nurture.LastContactAt is { } last ? last + Days(85) : Monday + Days(85));
            given.Say(new Drop("drop-1")).Live(Days(60));
            var made = given.History.OfType<TouchMade>().Select(m => m.At).Prepend(Monday).ToList();
            Assert.All(made.Zip(made.Skip(1)), pair => Assert.True(pair.Second - pair.First <= slow.Cadence.SilenceMax));
        }
    }

    [Fact]
    public void When_mail_comes_back_or_is_unwanted_the_other_channels_are_another_stream()
    {
        foreach (var end in (LeadCommand[])[new Bounce(true), new Complain()])
        {
            var given = new Given().Say(Inquiry()).Live(Days(400));
            Assert.True(given.Lead.Nurture.Exhausted);
            Assert.False(given.Say(end).Lead.Nurture.Exhausted);
        }
    }

    [Fact]
    public void Whoever_does_not_want_the_topic_is_left_alone()
    {
        var given = new Given().Say(Inquiry() with { Consents = [new("guides", Channel.Email, Proof)] }, new Drop("drop-1"));
        Assert.Equal("already so", given.Then);
    }

    [Fact]
    public void A_dropped_piece_waits_for_the_budget_and_is_not_lost()
    {
        var given = new Given().Say(Inquiry(), new Prefer(7, null)).Live(Days(60));
        given.Say(new Drop("drop-1")).Live(Days(60));
        Assert.Contains(given.History, e => e is TouchMade { Piece: "drop-1" });
    }

    [Fact]
    public void Two_different_engagements_at_once_both_count_and_one_said_twice_counts_once()
    {
        var given = new Given().Say(Inquiry(), new Engage(EngagementKind.Clicked, "drip-1"), new Engage(EngagementKind.Visited));
        Assert.Equal(4, given.Lead.Engagement.Points);
        Assert.Equal("already so", given.Say(new Engage(EngagementKind.Visited)).Then);
    }

    [Fact]
    public void What_somebody_clicks_on_is_told_first_and_never_what_they_did_not_allow()
    {
        var given = new Given().Say(Inquiry(), new Engage(EngagementKind.Clicked, "drip-2")).Live(Days(100));
        Assert.All(given.History.OfType<TouchMade>().Take(2), m => Assert.Equal("news", Program.Piece(m.Piece)!.Topic));
        var narrow = new Given().Say(Inquiry() with { Consents = [new("guides", Channel.Email, Proof)] }, new Engage(EngagementKind.Clicked, "drip-2")).Live(Days(100));
        Assert.All(narrow.History.OfType<TouchMade>().Select(m => Program.Piece(m.Piece)!.Topic), topic => Assert.Contains(topic, (string?[])["guides", null]));
    }

    [Fact]
    public void A_countrys_holidays_are_kept_by_its_people()
    {
        var program = Program with
        {
            Cadence = Program.Cadence with
            {
                Jitter = TimeSpan.Zero,
                HolidaysIn = new Dictionary<string, IReadOnlyList<DateOnly>> { ["FR"] = [new(2026, 3, 3)] },
            },
        };
        Assert.Equal(new DateOnly(2026, 3, 3), First("DE").UtcDate);
        Assert.True(First("FR").UtcDate > new DateOnly(2026, 3, 3));

        Moment First(string country) => new Given(program)
            .Say(Inquiry() with { Person = Inquiry().Person with { Country = country } }).Live(Days(9)).History.OfType<TouchMade>().First().At;
    }

    [Theory]
    [InlineData(Readiness.StillExploring), InlineData(Readiness.TalkNow), InlineData(Readiness.NotBefore)]
    public void Each_answer_to_a_readiness_check_retimes_the_lead(Readiness answer)
    {
        var given = new Given().Say(Inquiry()).Live(Days(40));
        var date = given.Now + Days(120);
        var before = given.Lead.Nurture.ReadinessAt;
        given.Say(new AnswerReadiness(answer, answer == Readiness.NotBefore ? date : null));
        Assert.True(given.Lead.Nurture.ReadinessAt == given.Now && given.Now > before);
        switch (answer)
        {
            case Readiness.TalkNow: Assert.Equal(Stage.Qualified, given.Lead.Stage); break;
            case Readiness.NotBefore:
                Assert.True(given.DueAt >= date);
                var next = given.Live(Days(140)).History.OfType<TouchMade>().Last(m => m.At > date - Days(1));
                Assert.True(next.At >= date && next.At <= date + Days(21));
                break;
            default: Assert.DoesNotContain(given.Live(Program.Cadence.ReadinessEvery - Days(1)).History.OfType<TouchIntended>().Where(t => t.Place == TouchPlace.Readiness), t => t.Touch.DueAt > before + Days(45)); break;
        }
    }

    [Fact]
    public void The_marketer_hears_of_a_stream_before_it_runs_dry_and_when_it_has()
    {
        var given = new Given().Say(Inquiry()).Live(Days(400));
        var alerts = new List<string>();
        var lead = LeadState.Unknown;
        foreach (var happened in given.History)
        {
            lead = LeadLifecycle.Evolve(lead, happened);
            alerts.AddRange(LeadLifecycle.React(happened, lead, Program).OfType<Post>().Select(p => (p.Parcel as OperatorAlert)?.OnceADay).OfType<string>());
        }
        Assert.Equal("dry in 2: every topic in en", alerts[0]);
        Assert.Contains("dry: every topic in en", alerts);
    }

    private static List<TouchMade> Drips(Given given) =>
        [.. given.History.OfType<TouchMade>().Where(m => m.Piece.StartsWith("drip", StringComparison.Ordinal))];
}
