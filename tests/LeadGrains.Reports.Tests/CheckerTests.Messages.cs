using LeadGrains.Lifecycle;

namespace LeadGrains.Reports.Tests;

/// <summary>What an observer outside sees: each promise about messages is broken once, and must show.</summary>
public partial class CheckerTests
{
    private static readonly Program Careful = Program with { Consent = new ConsentRules { DoubleOptIn = true } };
    private static readonly ConsentProof Proof = new() { Words = "Yes.", Form = "/guide" };

    [Fact]
    public void A_message_that_the_journal_began_is_clean_and_is_counted()
    {
        var report = Left(Begun(1, "drip-0", 1), 1, "drip-0", 1).Add(1.01, Made(1, "drip-0", 1.01)).Check(2);
        Assert.Empty(report.Examples);
        Assert.Equal((1, 1, 1), (report.Peaks!.Messages, report.Peaks.BusiestMinute, report.Peaks.BusiestHour));
    }

    [Fact]
    public void A_message_nobody_began_shows()
    {
        Found(ViolationKind.Message, Left(new Log().Begin(), 1, "drip-0", 1));
        Found(ViolationKind.Message, Left(Begun(1, "drip-0", 1), 1, "drip-1", 1));
        Found(ViolationKind.Message, new Log().Begin().Leave(1, Touch(1, "drip-0"), LeadId.Of(Identity.Email("nobody@acme.example.com"))));
    }

    [Fact]
    public void A_message_that_leaves_twice_shows()
    {
        Found(ViolationKind.Message, Left(Left(Begun(1, "drip-0", 1), 1, "drip-0", 1), 1, "drip-0", 1.01));
        // The journal says it failed, the observer saw it leave: the next try is a second time.
        var again = Left(Begun(1, "drip-0", 1), 1, "drip-0", 1).Add(1.1, new TouchFailed(1, false, null, Log.At(1.1)));
        Found(ViolationKind.Repeat, Left(Begun(2, "drip-0", 29, again), 2, "drip-0", 29));
    }

    [Fact]
    public void A_message_after_a_withdrawal_or_in_a_pause_shows()
    {
        Found(ViolationKind.Consent, Left(Begun(1, "drip-0", 1).Add(1, new OptedOut(Consents.EveryTopic, null, Log.At(1))), 1, "drip-0", 1.001));
        Found(ViolationKind.Consent, Left(Begun(1, "drip-0", 1).Add(1, new Paused(Log.At(20))), 1, "drip-0", 1.001));
    }

    [Fact]
    public void A_message_out_of_hours_shows_in_every_zone()
    {
        // Ten in the morning in Berlin's winter is four at night in New York, and on Saturday it is nobody's.
        Found(ViolationKind.Hours, Left(Begun(1, "drip-0", 1, Someone("America/New_York")), 1, "drip-0", 1));
        Found(ViolationKind.Hours, Left(Begun(1, "drip-0", 5), 1, "drip-0", 5));
        Found(ViolationKind.Hours, Someone("America/New_York").Touch(1, "drip-0", 1));
        Assert.True(Left(Begun(1, "drip-0", 1.3, Someone("America/New_York")), 1, "drip-0", 1.3).Check(2).IsClean);
    }

    [Fact]
    public void A_message_on_a_holiday_of_the_persons_country_shows()
    {
        var program = Program with
        {
            Cadence = Program.Cadence with { HolidaysIn = new Dictionary<string, IReadOnlyList<DateOnly>> { ["FR"] = [new(2026, 3, 3)] } },
        };
        Found(ViolationKind.Hours, Left(Begun(1, "drip-0", 1, Someone("Europe/Paris", "FR")), 1, "drip-0", 1), program: program);
        Assert.True(Left(Begun(1, "drip-0", 1, Someone("Europe/Paris", "BE")), 1, "drip-0", 1).Check(2, program).IsClean);
    }

    /// <summary>Berlin goes to summer time on 29 March 2026: seven UTC is nine there on Monday, and was eight on Friday.</summary>
    [Theory]
    [InlineData("2026-03-27T07:30:00Z", true), InlineData("2026-03-27T08:00:00Z", false), InlineData("2026-03-27T15:59:59Z", false)]
    [InlineData("2026-03-30T06:59:59Z", true), InlineData("2026-03-30T07:00:00Z", false), InlineData("2026-03-30T15:00:00Z", true)]
    public void Hours_are_those_of_the_wall_clock_around_a_clock_change(string at, bool shows)
    {
        var day = (Moment.From(DateTimeOffset.Parse(at, null)) - Start).TotalDays;
        var report = Left(Begun(1, "drip-0", day, Someone("Europe/Berlin")), 1, "drip-0", day).Check(day);
        Assert.Equal(shows, report.Counts.ContainsKey(ViolationKind.Hours));
    }

    [Fact]
    public void Messages_too_close_or_too_many_show_whatever_the_journal_says()
    {
        // The journal says that neither was sent.
        var close = Left(Begun(1, "drip-0", 1), 1, "drip-0", 1).Add(1.1, new TouchFailed(1, false, null, Log.At(1.1)));
        Found(ViolationKind.Gap, Left(Begun(2, "drip-1", 3, close), 2, "drip-1", 3));
        var many = new Log().Begin();
        for (var i = 0; i < 5; i++)
            many = Left(Begun(i + 1, $"drip-{i}", 1 + i * 7, many), i + 1, $"drip-{i}", 1 + i * 7).Add(1.1 + i * 7, new TouchFailed(i + 1, false, null, Log.At(1.1 + i * 7)));
        Found(ViolationKind.Budget, many);
    }

    [Fact]
    public void A_message_too_soon_after_the_owner_called_shows()
    {
        var log = new Log().Begin().Handed(1, 10);
        log.Add(12, new ContactLogged("ines", Channel.Call, null, Log.At(12), Log.At(20), Log.At(30)));
        log.Add(13, new Recycled(new Owner("sales", "ines"), "not-ready", null, Log.At(13)));
        Found(ViolationKind.Gap, Left(Begun(1, "drip-0", 15, log), 1, "drip-0", 15));
    }

    [Fact]
    public void More_in_a_minute_than_the_rate_show()
    {
        var slow = Program with { Cadence = Program.Cadence with { MailsPerMinuteMax = 3 } };
        var log = new Log().Begin();
        for (var i = 0; i < 4; i++) log.Leave(1 + i * 0.0002, new OwnerNotice(OwnerNoticeKind.Story, "sales", "ines", null));
        Found(ViolationKind.Rate, log, program: slow);
        var evenly = new Log().Begin();
        for (var i = 0; i < 20; i++) evenly.Leave(1 + i * 20.001 / 86_400, new OwnerNotice(OwnerNoticeKind.Story, "sales", "ines", null));
        var report = evenly.Check(2, slow);
        Assert.True(report.IsClean);
        Assert.Equal(3, report.Peaks!.BusiestMinute);
    }

    [Fact]
    public void Consent_that_nobody_confirmed_shows()
    {
        Found(ViolationKind.Confirmation, new Log().Begin(), program: Careful);
        Found(ViolationKind.Confirmation, Asked().Add(9, Given(9)), program: Careful);
        Found(ViolationKind.Confirmation, Asked().Add(1, new OptedOut(Consents.EveryTopic, null, Log.At(1))).Add(2, Given(2)), program: Careful);
        Assert.True(Asked().Add(3, Given(3)).Check(4, Careful).IsClean);
        Found(ViolationKind.Consent, Left(Begun(1, "drip-0", 1, Asked()), 1, "drip-0", 1), program: Careful);
    }

    [Fact]
    public void Requests_to_confirm_that_are_too_many_or_unwanted_show()
    {
        var flooded = Asked();
        for (var i = 1; i < 4; i++) flooded.Add(i, new ConfirmationRequested(Log.At(i)));
        Found(ViolationKind.Confirmation, flooded, program: Careful);
        Found(ViolationKind.Confirmation, Asked().Add(1, Given(1)).Leave(1, new ConfirmationRequest(Start)), program: Careful);
        Found(ViolationKind.Confirmation, Asked().Add(1, new OptedOut(Consents.EveryTopic, null, Log.At(1))).Leave(1, new ConfirmationRequest(Start)), program: Careful);
        Assert.True(Asked().Leave(0, new ConfirmationRequest(Start)).Check(1, Careful).IsClean);
    }

    private static Log Asked() => new Log().Add(0,
        new Inquired(Ann, new Origin { Source = "search" }, new Person { Email = Ann.Value }, null, Start), new CycleStarted(1, Start),
        new ConsentAsked(new Consent(Consents.EveryTopic, Channel.Email, ConsentStanding.Asked, Start, Proof)), new ConfirmationRequested(Start));

    private static OptedIn Given(double day) =>
        new(new Consent(Consents.EveryTopic, Channel.Email, ConsentStanding.Given, Log.At(day), Proof) { Request = new ConsentRequest(Start, Proof) });

    private static Log Someone(string zone, string? country = null) =>
        new Log().Begin().Add(0, new Learned([], new Person { Zone = zone, Country = country }));

    private static Log Begun(int number, string piece, double day, Log? log = null) => (log ?? new Log().Begin())
        .Add(day, new TouchIntended(new PendingTouch(number, piece, Channel.Email, Log.At(day), Log.At(day), false), TouchPlace.Drip))
        .Add(day, new TouchBegun(number, Log.At(day)));

    private static Log Left(Log log, int number, string piece, double day) => log.Leave(day, Touch(number, piece));
    private static TouchParcel Touch(int number, string piece) => new(number, piece, Channel.Email);
    private static TouchMade Made(int number, string piece, double day) => new(number, piece, Channel.Email, true, null, Log.At(day));
}
