using LeadGrains.Client.Files;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Client.Tests.Sending;

/// <summary>
/// A file with many leads whose first touch is due now, to be sent by <c>leadgrains serve</c> through a server on
/// loopback. Each of them gets one mail within the days that a test doesn't take, so a second one is one too many.
/// </summary>
internal sealed class MailShop : IDisposable
{
    public const int Connections = 4;

    public Place Place { get; } = new();

    public string File => Place["leadgrains.db"];

    public MailShop(int port, int leads, string smtp = "  security: none\n", Func<int, string>? address = null)
    {
        Place.Fine("program", "write", "mine");
        var yaml = System.IO.File.ReadAllText(Place["mine/program.yaml"]);
        foreach (var (key, value) in new[] { ("startAfter", "0 days"), ("jitter", "0 days"), ("hours", "always"), ("mailsPerMinuteMax", "100000") })
            yaml = System.Text.RegularExpressions.Regex.Replace(yaml, $"(?m)^  {key}: [^#\n]*", $"  {key}: {value} ");
        System.IO.File.WriteAllText(Place["mine/program.yaml"], yaml);
        Place.Fine("init", "--program", "mine");
        Place.Write("mail.yaml", $"""
            transport: smtp
            links: https://mill.test
            returnPath: bounces.mill.test
            sender:
              name: Ann of Mill Works
              company: Mill Works
              address: Hauptstr. 1, 10115 Berlin
              email: ann@mill.test
            smtp:
              host: localhost
              port: {port}
              connections: {Connections}
            {smtp}domains:
              perMinute: 100000
              atOnce: 100
            """);
        Add(leads, address ?? AddressOf);
    }

    public static string AddressOf(int n) => $"person-{n}@example.com";

    public void Dispose() => Place.Dispose();

    /// <summary>What the journal says of each touch, by plain SQL: the product's own reader isn't the judge.</summary>
    public Ledger Ledger()
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = """
            SELECT lower(hex(l.id)), e.value ->> 'event', coalesce(e.value ->> 'certain', 0)
            FROM event, json_each(event.body) e JOIN lead l ON l.row = event.lead WHERE e.value ->> 'event' LIKE 'Touch%' OR e.value ->> 'event' = 'Bounced'
            """;
        using var rows = query.ExecuteReader();
        var ledger = new Ledger([], [], [], [], []);
        while (rows.Read())
        {
            var into = (rows.GetString(1), rows.GetInt32(2)) switch
            {
                ("TouchBegun", _) => ledger.Begun,
                ("TouchMade", 1) => ledger.Sent,
                ("TouchMade", _) => ledger.Uncertain,
                ("TouchFailed", _) => ledger.Failed,
                ("Bounced", _) => ledger.Bounced,
                _ => null,
            };
            into?.Add(rows.GetString(0));
        }
        return ledger;
    }

    // Nothing rings and nothing leaves meanwhile: that is the work of serve.
    private void Add(int leads, Func<int, string> address)
    {
        var journal = SqliteJournal.Open(File);
        var program = ProgramText.Kept(journal.Setting)!.Read().Program;
        using var engine = new SteppedEngine(journal, program, new Nobody(), Moment.From(TimeProvider.System.GetUtcNow()));
        for (var n = 0; n < leads; n++)
        {
            var email = Identity.Email(address(n));
            engine.Do(LeadId.Of(email), new Inquire(email, new Origin { Source = "web" }, new Person { FirstName = $"Pat{n}", Email = address(n) })
            {
                Consents = [new ConsentGiven(Consents.EveryTopic, Channel.Email, new ConsentProof { Words = "Yes, write to me." })],
            });
        }
    }

    private sealed class Nobody : ICourier
    {
        public bool IsRepeatable => true;

        public ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel) => throw new InvalidOperationException();
    }
}

/// <summary>Lead ids by what became of their touch.</summary>
internal sealed record Ledger(List<string> Begun, List<string> Sent, List<string> Uncertain, List<string> Failed, List<string> Bounced);
