using LeadGrains.Client.Files;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Tests;

/// <summary>N7 with the real client: calls and letters wait in the file, people take and report them.</summary>
public sealed class PeopleFlowTests : IDisposable
{
    private readonly Place _place = new();

    // Everybody's hours are always, so that it makes no difference when the test runs; touches came due an hour ago.
    public PeopleFlowTests()
    {
        ProgramText.Default.WriteTo(_place["mine"]);
        var yaml = File.ReadAllText(_place["mine/program.yaml"]).Replace("  hours: mon-fri 09:00-17:00        # in", "  hours: always # in", StringComparison.Ordinal)
            .Replace("jitter: 3 days", "jitter: 30 minutes", StringComparison.Ordinal);
        File.WriteAllText(_place["mine/program.yaml"], yaml);
        _place.Fine("init", "--program", "mine");
        _place.Fine("team", "add", "call-centre", "kim");
        _place.Fine("team", "add", "call-centre", "uma");
        var program = ProgramText.FromFolder(_place["mine"]).Read();
        var now = Moment.From(TimeProvider.System.GetUtcNow());
        using var engine = new SteppedEngine(SqliteJournal.Open(_place["leadgrains.db"]), program.Program, Courier(program), now - TimeSpan.FromHours(26));
        Ask(engine, "ann", Channel.Call);
        Ask(engine, "bob", Channel.Call);
        Ask(engine, "=cmd", Channel.Post);
        Ask(engine, "dan", Channel.Post);
        engine.RunTo(now);
    }

    public void Dispose() => _place.Dispose();

    private MailCourier Courier(ReadProgram program) =>
        new(_place["mail"], new PickupFolder(_place["mail"]), _ => program.Content,
            new Stationery(Sender.Sample, new SignedLinks(LinkKeys.Next(null).Keys), (_, _) => null));

    private static void Ask(SteppedEngine engine, string name, Channel channel)
    {
        var email = Identity.Email($"{name.TrimStart('=')}@example.org");
        Assert.True(engine.Do(LeadId.Of(email), new Inquire(email, new Origin { Source = "fair" },
            new Person { FirstName = name, Email = email.Value, Phone = "+4930123456", PostalAddress = "Hauptstr. 1, 12345 Berlin" })
        {
            Consents = [new ConsentGiven(Consents.EveryTopic, channel, new ConsentProof { Words = "Yes." })],
        }).IsFine);
    }

    [Fact]
    public void A_caller_takes_a_call_reports_it_and_nobody_makes_it_again()
    {
        Assert.Equal(2, _place.Fine("call", "list", "--json").Json.GetArrayLength());
        Assert.Contains("+4930123456", _place.Fine("call", "list").Out, StringComparison.Ordinal);
        var sheet = _place.Fine("call", "take", "ann@example.org", "--as", "call-centre/kim").Out;
        Assert.Contains("Opening", sheet, StringComparison.Ordinal);
        Assert.Contains("call done", sheet, StringComparison.Ordinal);
        Assert.Contains("kim has it", _place.Run("call", "take", "ann@example.org", "--as", "call-centre/uma").WithCleanError(1).Error, StringComparison.Ordinal);
        _place.Run("call", "done", "ann@example.org", "--as", "call-centre/kim", "--outcome", "reached", "--answer", "timeline=tomorrow").WithCleanError(2);
        _place.Fine("call", "done", "ann@example.org", "--as", "call-centre/kim", "--outcome", "reached", "--answer", "timeline=3-months", "--note", "likes mornings");
        _place.Run("call", "done", "ann@example.org", "--as", "call-centre/kim", "--outcome", "reached").WithCleanError(1);
        var shown = _place.Fine("show", "ann@example.org").Out;
        Assert.Contains("likes mornings", shown, StringComparison.Ordinal);
        Assert.Contains("timeline is 3-months", shown, StringComparison.Ordinal);
        Assert.Single(_place.Fine("call", "list", "--json").Json.EnumerateArray());
        Assert.Contains("Sound", _place.Fine("doctor").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_name_the_most_urgent_call_is_taken_and_in_vain_it_comes_again()
    {
        var taken = _place.Fine("call", "take", "--as", "call-centre/kim", "--json").Json;
        var lead = taken.GetProperty("lead").GetString()!;
        Assert.NotEmpty(taken.GetProperty("script").GetString()!);
        Assert.Equal(lead, _place.Fine("call", "take", "--as", "call-centre/kim", "--json").Json.GetProperty("lead").GetString());
        _place.Fine("call", "done", lead, "--as", "call-centre/kim", "--outcome", "not-reached");
        var waiting = _place.Fine("call", "list", "--json").Json.EnumerateArray().Single(c => c.GetProperty("lead").GetString() == lead);
        Assert.Equal(1, waiting.GetProperty("attempts").GetInt32());
        Assert.False(waiting.GetProperty("mayBeginNow").GetBoolean());
        _place.Run("call", "take", lead, "--as", "call-centre/kim").WithCleanError(1);
    }

    [Fact]
    public void A_withdrawn_consent_takes_the_call_away()
    {
        _place.Fine("send", "ann@example.org", "optOut");
        Assert.Single(_place.Fine("call", "list", "--json").Json.EnumerateArray());
        _place.Run("call", "show", "ann@example.org").WithCleanError(1);
    }

    [Fact]
    public void Letters_become_a_batch_once_and_again_only_by_its_number()
    {
        var batch = _place.Fine("print", "--json").Json;
        Assert.Equal(2, batch.GetProperty("letters").GetInt32());
        var folder = batch.GetProperty("folder").GetString()!;
        Assert.Equal(2, Directory.GetFiles(folder, "*.html").Length);
        var csv = File.ReadAllText(Path.Combine(folder, "letters.csv"));
        Assert.Contains("'=cmd", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=cmd", csv, StringComparison.Ordinal);
        Assert.Contains("12345 Berlin", csv, StringComparison.Ordinal);
        Assert.Contains("No letter waits", _place.Fine("print").Out, StringComparison.Ordinal);

        Directory.Delete(folder, recursive: true);
        _place.Fine("send", "dan@example.org", "optOut");
        Assert.Equal(1, _place.Fine("print", "--again", "1", "--json").Json.GetProperty("letters").GetInt32());
        Assert.Single(Directory.GetFiles(folder, "*.html"));
        _place.Run("print", "--again", "7").WithCleanError(4);
        Assert.Contains("letter-downtime-sheet by post", _place.Fine("show", "cmd@example.org").Out, StringComparison.Ordinal);
        Assert.Contains("Sound", _place.Fine("doctor").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_of_an_interrupted_batch_are_listed_and_never_printed_by_themselves()
    {
        // What a crash after "in hand" and before the report leaves behind.
        var taken = _place.Fine("send", "dan@example.org", "takeTask", "number=1", "by=print-7", "--by", "print-7", "--json").Json;
        Assert.Equal("done", taken.GetProperty("reply").GetString());
        var next = _place.Run("print", "--json");
        Assert.Equal(1, next.Exit);
        Assert.Contains("1 letter of batch 7 may have been printed", next.Error, StringComparison.Ordinal);
        Assert.Equal(1, next.Json.GetProperty("letters").GetInt32());
        Assert.Contains("1 letter", _place.Fine("print", "--printed", "7").Out, StringComparison.Ordinal);
        Assert.DoesNotContain("may have", _place.Fine("print").Error, StringComparison.Ordinal);
    }
}
