using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports.Tests;

/// <summary>A journal written by hand, right in every line; then each promise is broken once, and must show.</summary>
public partial class CheckerTests
{
    private static readonly Program Program = SamplePrograms.Default;
    private static readonly Moment Start = Moment.Utc(2026, 3, 2, 10);
    private static readonly Identity Ann = Identity.Email("ann@acme.example.com");

    [Fact]
    public void A_journal_that_keeps_every_promise_is_clean()
    {
        var log = new Log().Begin().Touch(1, "drip-0", 1).Touch(2, "drip-1", 29).Handed(1, 40);
        log.Add(45, new ContactLogged("ines", Channel.Call, null, Log.At(45), Log.At(60), Log.At(66)));
        log.Add(50, new Won(new Outcome(true, Log.At(50), 900, "EUR", null, null, new Owner("sales", "ines"))));
        Assert.Empty(log.Check(60).Examples);
    }

    [Fact]
    public void A_touch_too_soon_shows() =>
        Found(ViolationKind.Gap, new Log().Begin().Touch(1, "drip-0", 1).Touch(2, "drip-1", 6.9));

    [Fact]
    public void A_touch_too_soon_after_the_owner_called_shows()
    {
        var log = new Log().Begin().Handed(1, 10);
        log.Add(12, new ContactLogged("ines", Channel.Call, null, Log.At(12), Log.At(20), Log.At(30)));
        log.Add(13, new Recycled(new Owner("sales", "ines"), "not-ready", null, Log.At(13)));
        Found(ViolationKind.Gap, log.Touch(1, "drip-0", 15));
    }

    [Fact]
    public void One_touch_more_than_the_budget_shows()
    {
        var log = new Log().Begin();
        for (var i = 0; i < 5; i++) log.Touch(i + 1, $"drip-{i}", 1 + i * 6.5);
        Found(ViolationKind.Budget, log);
    }

    [Fact]
    public void Silence_shows_when_it_ends_and_when_it_never_does()
    {
        Found(ViolationKind.Silence, new Log().Begin().Touch(1, "drip-0", 1).Touch(2, "drip-1", 102));
        Found(ViolationKind.Silence, new Log().Begin().Touch(1, "drip-0", 1), endDay: 102);
        Assert.True(new Log().Begin().Touch(1, "drip-0", 1).Check(100.9).IsClean);
    }

    [Fact]
    public void Silence_is_right_for_who_paused_opted_out_or_has_heard_everything()
    {
        Assert.True(new Log().Begin().Add(2, new Paused(Start + TimeSpan.FromDays(200))).Check(210).IsClean);
        Assert.True(new Log().Begin().Add(2, new OptedOut(Consents.EveryTopic, null, Start)).Check(300).IsClean);
        Found(ViolationKind.Silence, new Log().Begin().Add(2, new Paused(Start + TimeSpan.FromDays(200))), endDay: 230);
        Found(ViolationKind.Silence, new Log().Begin().Add(2, new StreamExhausted(Start)), endDay: 150);
    }

    [Fact]
    public void A_piece_a_second_time_shows() =>
        Found(ViolationKind.Repeat, new Log().Begin().Touch(1, "drip-0", 1).Touch(2, "drip-0", 29));

    [Fact]
    public void A_touch_without_an_intent_shows()
    {
        var log = new Log().Begin();
        Found(ViolationKind.Intent, log.Add(1, new TouchMade(1, "drip-0", Channel.Email, true, null, Log.At(1))));
    }

    [Fact]
    public void A_touch_after_opting_out_shows()
    {
        Found(ViolationKind.Consent, new Log().Begin().Add(0.5,
            new OptedOut(Consents.EveryTopic, null, Start)).Touch(1, "drip-0", 1));
        Found(ViolationKind.Consent, new Log().Begin().Add(0.5,
            new OptedOut("planning", Channel.Email, Start)).Touch(1, "drip-0", 1));
        Found(ViolationKind.Consent, new Log().Begin().Add(0.5, new Bounced(true, null)).Touch(1, "drip-0", 1));
        var other = new Log().Begin().Add(0.5, new OptedOut("data", Channel.Email, Start));
        Assert.True(other.Touch(1, "drip-0", 1).Check(2).IsClean);
    }

    [Fact]
    public void An_offer_that_nobody_ends_shows()
    {
        Found(ViolationKind.Offer, new Log().Begin().Offered(1, 10), endDay: 12.2);
        var late = new Log().Begin().Offered(1, 10);
        Found(ViolationKind.Offer, late.Add(11.01, Taken(1, "ines", 11.01)));
        Found(ViolationKind.Offer, new Log().Begin().Offered(1, 10).Offered(2, 10.5));
    }

    [Fact]
    public void Two_owners_show()
    {
        var log = new Log().Begin().Handed(1, 10);
        Found(ViolationKind.Owner, log.Add(11, Taken(2, "tom", 11)));
        var other = new Log().Begin().Handed(1, 10);
        Found(ViolationKind.Owner, other.Add(12, new Progressed("tom", Step.Working, null, Log.At(20), Log.At(30))));
        var gone = new Log().Begin().Handed(1, 10);
        Found(ViolationKind.Owner, gone.Add(12, new Recycled(new Owner("sales", "tom"), "not-ready", null,
            Log.At(12))));
    }

    [Fact]
    public void A_lead_that_begins_with_nobody_shows() =>
        Found(ViolationKind.Owner, new Log().Add(0, new Inquired(Ann, new Origin(), new Person(), null, Start)));

    [Fact]
    public void A_team_that_disagrees_about_the_owner_shows()
    {
        var log = new Log().Begin().Handed(1, 10);
        log.AddTeam(10, new OfferMade(LeadId.Of(Ann), 1, "tom", default, new WorkingHours(), Log.At(10), Log.At(11)));
        log.AddTeam(10, new Settled(LeadId.Of(Ann), Settlement.Accepted));
        Found(ViolationKind.Owner, log);
    }

    [Fact]
    public void Steps_that_the_lifecycle_does_not_have_show()
    {
        var log = new Log().Begin();
        Found(ViolationKind.Stage, log.Add(1, new Lost(new Outcome(false, Log.At(1), null, null, "price", null,
            Owner.Marketing))));
        Found(ViolationKind.Stage, new Log().Begin().Add(1, new CycleStarted(2, Start)));
        Found(ViolationKind.Stage, new Log().Begin().Add(1, new NurtureStarted(Start)).Add(2,
            new NurtureStarted(Start)));
    }

    [Fact]
    public void Gaps_in_versions_numbers_and_pointers_show()
    {
        var entries = new Log().Begin().Touch(1, "drip-0", 1).Entries;
        Assert.Equal(ViolationKind.Version, First([entries[0], .. entries.Skip(2)]));
        Assert.Equal(ViolationKind.Version, First([entries[0], entries[1] with { Version = 3 }]));
        Assert.Equal(ViolationKind.Version, First([entries[0], entries[1] with { Previous = 0 }]));
        Assert.Equal(ViolationKind.Version, First([entries[0], entries[1] with { At = Start - TimeSpan.FromDays(1) }]));

        static ViolationKind First(Entry[] entries) => JournalChecker.Check(entries, Program, Start).Examples[0].Kind;
    }

    private static void Found(ViolationKind kind, Log log, double endDay = 0, Program? program = null)
    {
        var report = log.Check(endDay, program);
        Assert.True(report.Counts.ContainsKey(kind), $"{kind} expected, found: {string.Join('\n', report.Examples)}");
    }

    private static Accepted Taken(int number, string member, double day) =>
        new(number, new Owner("sales", member), TeamKind.Sales, new Work { AcceptedAt = Log.At(day) });

    private sealed class Log
    {
        private readonly Dictionary<int, List<Outgone>> _messages = []; // by the number of entries before them
        private int _version, _teamVersion;
        private long _last, _teamLast;

        public List<Entry> Entries { get; } = [];

        public static Moment At(double day) => Start + TimeSpan.FromDays(day);

        public Log Begin() => Add(0,
            new Inquired(Ann, new Origin { Source = "search" }, new Person { Email = Ann.Value }, null, Start),
            new CycleStarted(1, Start),
            new OptedIn(new Consent(Consents.EveryTopic, Channel.Email, ConsentStanding.Given, Start, null)));

        public Log Touch(int number, string piece, double day) => this
            .Add(day, new TouchIntended(new PendingTouch(number, piece, Channel.Email, At(day), At(day), false),
                TouchPlace.Drip))
            .Add(day, new TouchBegun(number, At(day)))
            .Add(day, new TouchMade(number, piece, Channel.Email, true, null, At(day)));

        public Log Offered(int number, double day) => this
            .Add(day, new Qualified(new Verdict(1, 80, 80, Route.Hot, "test", []), null, At(day)),
                new OwnerSought(number, 0, "sales", null))
            .Add(day, new Offered(new OpenOffer(number, "sales", "ines", new WorkingHours(), At(day), At(day + 0.5),
                At(day + 1))));

        public Log Handed(int number, double day) =>
            Offered(number, day).Add(day + 0.1, Taken(number, "ines", day + 0.1));

        public Log Add(double day, params LeadEvent[] events)
        {
            var entry = new Entry(Entries.Count + 1, 1, null, ++_version, _last, At(day), "test", null);
            Entries.Add(entry with { LeadEvents = events });
            _last = Entries.Count;
            return this;
        }

        public void AddTeam(double day, params TeamEvent[] events)
        {
            var at = Moment.Later(Entries[^1].At, At(day));
            var entry = new Entry(Entries.Count + 1, 0, "sales", ++_teamVersion, _teamLast, at, "test", null);
            Entries.Add(entry with { TeamEvents = events });
            _teamLast = Entries.Count;
        }

        /// <summary>A message leaves after the entries so far.</summary>
        public Log Leave(double day, Parcel parcel, LeadId? lead = null)
        {
            if (!_messages.TryGetValue(Entries.Count, out var messages)) _messages[Entries.Count] = messages = [];
            messages.Add(new Outgone(lead ?? LeadId.Of(Ann), parcel, "m", At(day)));
            return this;
        }

        public CheckReport Check(double endDay, Program? program = null)
        {
            var checker = new JournalChecker(program ?? Program);
            for (var i = 0; i <= Entries.Count; i++)
            {
                foreach (var message in _messages.GetValueOrDefault(i) ?? []) checker.Read(message);
                if (i < Entries.Count) checker.Read(Entries[i]);
            }
            return checker.Finish(At(endDay));
        }
    }
}
