using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Benchmarks;

/// <summary>
/// A file of leads as a house has it after some years: nearly all with marketing, some with 200 reps and 100 partners, of
/// whom the first has most. Made by commands, so that each has its history.
/// </summary>
internal static class ManyLeads
{
    public const int Reps = 200, Partners = 100;

    private static readonly string[] Sources = ["paid_search", "organic_search", "social", "email", "referral", "trade_show", "podcast"];
    private static readonly string[] Segments = ["manufacturer", "machine-builder", "workshop", "wholesale", "education", "other"];
    private static readonly string[] Timelines = ["now", "3-months", "6-months", "12-months", "later"];

    public static LeadId Id(int number) => LeadId.Of(Identity.Email(Mail(number)));

    public static string Mail(int number) => $"person-{number}@company-{number % 40_000}.example.com";

    /// <summary>Fills a file that has none yet.</summary>
    public static void Fill(string file, int leads)
    {
        var now = Moment.From(TimeProvider.System.GetUtcNow());
        using var engine = new SteppedEngine(SqliteJournal.Open(file), DefaultProgram.Load(ContentReader.Default.InDripOrder), new RecordingCourier(), now,
            new EngineLimits { BatchCommandsMax = 4096 });
        for (var n = 1; n <= Reps; n++) engine.Do("sales", new AddMember(new Member($"rep-{n}")));
        for (var n = 1; n <= Partners; n++) engine.Do("partners", new AddMember(new Member($"partner-{n}")));
        for (var n = 1; n <= leads; n++)
        {
            engine.Do(Id(n), Inquiry(n));
            if (n % 10 == 0) GoOn(engine, n);
        }
        engine.Commit();
    }

    private static Inquire Inquiry(int n) => new(Identity.Email(Mail(n)),
        new Origin { Source = Sources[Math.Min(n * 31 % 13, 6)], Campaign = $"campaign-{n % 12}", Page = "https://www.example.com/planning" },
        new Person { FirstName = $"First{n % 997}", LastName = $"Last{n % 9973}", Company = $"Company {n % 40_000} Ltd", Email = Mail(n), Country = "DE" })
    {
        Facts = [new Telling("segment", Segments[n % 6]), new Telling("timeline", Timelines[n % 5]), new Telling("employees", $"{n % 900}")],
        Consents = n % 4 == 0 ? [] : [new ConsentGiven(Consents.EveryTopic, Channel.Email, new ConsentProof { Words = "Yes, please write to me.", Form = "contact" })],
    };

    // Of 1,000 leads: 20 won (of those a tenth by the first rep), 10 lost, 3 in work, 3 with partners, 1 on offer.
    private static void GoOn(SteppedEngine engine, int n)
    {
        var (lead, many) = (Id(n), n / 1000 % 10 == 0);
        var (rep, partner) = ($"rep-{(many ? 1 : n / 10 % (Reps - 1) + 2)}", $"partner-{(many ? 1 : n / 10 % (Partners - 1) + 2)}");
        switch (n % 1000)
        {
            case < 200: Give("sales", rep); engine.Do(lead, new Win(rep, 1_000 + n % 9_000, "EUR")); break;
            case < 300: Give("sales", rep); engine.Do(lead, new Lose(rep, "no-budget")); break;
            case < 330: Give("sales", rep); engine.Do(lead, new LogContact(rep, Channel.Call, "They want an offer.")); break;
            case < 360: Give("partners", partner); break;
            case < 370: engine.Do(lead, new Assign("sales", rep, "boss")); break;
        }

        void Give(string team, string member)
        {
            engine.Do(lead, new Assign(team, member, "boss"));
            engine.Do(lead, new Accept(engine.Find(lead)!.State.Requests, member));
        }
    }
}
