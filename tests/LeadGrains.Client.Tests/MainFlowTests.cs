using System.Text.Json;

namespace LeadGrains.Client.Tests;

/// <summary>
/// A file with three leads, one of them asking for a call and offered to a rep; the tests only look at it.
/// </summary>
public sealed class Shop : IDisposable
{
    internal Place Place { get; } = new();

    public Shop()
    {
        Place.Fine("init");
        Place.Fine("team", "add", "sales", "ines", "--name", "Ines Weber", "--email", "ines@example.com");
        Place.Write("leads.csv", """
            email,first_name,last_name,company,phone,source,created_at,budget
            ann@example.org,Ann,Meyer,=cmd|' /C calc'!A0,+4930123456,paid_search,2026-01-05T10:00:00Z,approved
            bob@example.org,Bob,Smith,Smith Ltd,,social,2026-01-06T10:00:00Z,
            cat@example.org,Cat,Jones,Jones GmbH,,,2026-01-07T10:00:00Z,
            """);
        Imported = Place.Fine("import", "leads.csv", "--json").Json;
        Place.Fine("send", "ann@example.org", "ask", "wish=call", "words=Please ring me");
    }

    public JsonElement Imported { get; }
    public void Dispose() => Place.Dispose();
}

public class MainFlowTests(Shop shop) : IClassFixture<Shop>
{
    private readonly Place _place = shop.Place;

    [Fact]
    public void An_import_tells_what_it_took() => Assert.Equal((3, 3, 0), (
        shop.Imported.GetProperty("rows").GetInt64(), shop.Imported.GetProperty("taken").GetInt64(),
            shop.Imported.GetProperty("setAside").GetInt64()));

    [Fact]
    public void The_same_file_again_changes_nothing()
    {
        var again = _place.Fine("import", "leads.csv", "--json").Json;
        Assert.Equal((0, 3), (again.GetProperty("taken").GetInt64(), again.GetProperty("earlier").GetInt64()));
        File.Copy(_place["leads.csv"], _place["copy.csv"], overwrite: true);
        File.AppendAllText(_place["copy.csv"], "\n\n");
        var copy = _place.Fine("import", "copy.csv", "--json").Json;
        Assert.Equal((0, 3), (copy.GetProperty("taken").GetInt64(), copy.GetProperty("known").GetInt64()));
    }

    [Fact]
    public void Stages_counts_for_people_and_for_programs()
    {
        var json = _place.Fine("stages", "--json").Json;
        Assert.Equal(3, json.GetProperty("leads").GetInt64());
        Assert.Equal(1, json.GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("stage").GetString() == "qualified").GetProperty("count").GetInt64());
        var text = _place.Fine("stages").Out;
        Assert.Contains("inquiry", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', text);
    }

    [Theory]
    [InlineData("ann@example.org")]
    [InlineData("+4930123456")]
    [InlineData("Meyer")]
    public void Show_finds_a_lead_by_what_people_know(string known)
    {
        var text = _place.Fine("show", known).Out;
        Assert.Contains("Ann Meyer", text, StringComparison.Ordinal);
        Assert.Contains("offer deadline", text, StringComparison.Ordinal);
        Assert.Contains("“Please ring me”", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_finds_a_lead_by_the_beginning_of_its_id_and_speaks_json()
    {
        var id = _place.Fine("show", "bob@example.org", "--json").Json.GetProperty("id").GetString()!;
        var bob = _place.Fine("show", id[..6], "--json").Json;
        Assert.Equal(id, bob.GetProperty("id").GetString());
        Assert.Equal("inquiry", bob.GetProperty("stage").GetString());
        Assert.NotEmpty(bob.GetProperty("due").EnumerateArray());
        Assert.Equal("Bob", bob.GetProperty("state").GetProperty("person").GetProperty("firstName").GetString());
    }

    [Fact]
    public void Send_prints_the_answer_and_a_refusal_is_exit_1()
    {
        var refused = _place.Run("send", "bob@example.org", "win", "by=ines", "--json");
        Assert.Equal(1, refused.Exit);
        Assert.Equal("refused", refused.Json.GetProperty("reply").GetString());
        Assert.Contains("accept", refused.Json.GetProperty("words").GetString(), StringComparison.Ordinal);
        string[] answer = ["send", "cat@example.org", "answer", "--json"];
        Assert.Equal("done", Kind(_place.Fine([.. answer, "fact.role=decides", "--id", "a1"])));
        Assert.Equal("done", Kind(_place.Fine([.. answer, "fact.role=uses", "--id", "a1"]))); // the id was heard before
        const string Data = """{"facts":[{"name":"role","value":"decides"}]}""";
        Assert.Equal("already-so", Kind(_place.Fine([.. answer, "--data", Data])));

        static string? Kind(Ran ran) => ran.Json.GetProperty("reply").GetString();
    }

    [Fact]
    public void Tail_tells_entries_in_order()
    {
        var lines = _place.Fine("tail", "--after", "0", "--json").JsonLines;
        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(l => l.GetProperty("seq").GetInt32()));
        Assert.Contains(lines, l => l.GetProperty("events").EnumerateArray().Any(e => e.GetProperty("event").GetString() == "Offered"));
        Assert.Contains("ines joined", _place.Fine("tail", "--after", "0").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_can_go_into_a_spreadsheet_and_back_into_a_program()
    {
        _place.Fine("export", "--out", "out.csv");
        var csv = File.ReadAllText(_place["out.csv"]);
        Assert.Contains("'=cmd|", csv, StringComparison.Ordinal);
        Assert.Equal(4, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(1, _place.Run("export", "--out", "out.csv").WithCleanError(1).Exit);
        Assert.Equal(3, _place.Fine("export", "--json").JsonLines.Count);
        Assert.All(_place.Fine("export", "--events", "--json").JsonLines, line =>
            Assert.NotEqual("", line.GetProperty("sentence").GetString()));
        Assert.StartsWith("seq,at,lead", _place.Shell("leadgrains export --events | head -1").Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_is_sound_and_holds_its_mail()
    {
        _place.Fine("backup", "copy.db");
        Assert.True(_place.Fine("doctor", "--file", "copy.db", "--json").Json.GetProperty("sound").GetBoolean());
        _place.Run("backup", "copy.db").WithCleanError(5);
        Assert.Contains("Sound", _place.Fine("doctor").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Teams_are_listed_with_what_they_hold()
    {
        var text = _place.Fine("team", "list").Out;
        Assert.Contains("Ines Weber", text, StringComparison.Ordinal);
        Assert.Contains("nobody yet", text, StringComparison.Ordinal);
        Assert.Contains("sales", _place.Run("team", "add", "nobody", "x").WithCleanError(4).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_is_written_out_checked_and_kept()
    {
        _place.Fine("program", "write", "mine");
        Assert.Contains("without a fault", _place.Fine("program", "check", "mine").Out, StringComparison.Ordinal);
        _place.Run("program", "write", "mine").WithCleanError(1);
        File.WriteAllText(_place["mine/program.yaml"],
            File.ReadAllText(_place["mine/program.yaml"])
            .Replace("name: Software", "name: My software", StringComparison.Ordinal));
        _place.Fine("init", "--file", "other.db", "--program", "mine");
        Directory.Delete(_place["mine"], recursive: true);
        _place.Fine("program", "write", "again", "--file", "other.db");
        Assert.Contains("name: My software", File.ReadAllText(_place["again/program.yaml"]), StringComparison.Ordinal);
    }
}
