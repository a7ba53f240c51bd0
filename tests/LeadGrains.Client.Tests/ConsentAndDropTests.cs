using System.Text.Json;

namespace LeadGrains.Client.Tests;

/// <summary>C1, C6, N4 through the command line: the ledger, all that is held, a drop, and who was forgotten.</summary>
public sealed class ConsentAndDropTests : IDisposable
{
    private readonly Place _place = new();

    public ConsentAndDropTests()
    {
        _place.Fine("init");
        _place.Write("map.yaml", """
            leads:
              email: email
              source: {column: source}
              at: created_at
              consent: {topics: {column: topics}, channels: {column: channels}, wording: {column: words}, where: {column: page}}
            """);
        _place.Write("leads.csv", """
            email,source,created_at,topics,channels,words,page
            ann@example.org,fair,2026-01-05T10:00:00Z,data,email,"Yes, write to me about data.",/stand-7
            bob@example.org,fair,2026-01-05T11:00:00Z,planning,email,"Yes, write to me about plans.",/stand-7
            """);
        _place.Fine("import", "leads.csv", "--map", "map.yaml");
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_ledger_shows_who_when_where_and_which_words()
    {
        var text = _place.Fine("consent", "ann@example.org").Out;
        foreach (var part in (string[])["2026-01-05", "data", "import", "/stand-7", "Yes, write to me about data."]) Assert.Contains(part, text, StringComparison.Ordinal);
        var step = Assert.Single(_place.Fine("consent", "ann@example.org", "--json").Json.GetProperty("ledger").EnumerateArray());
        Assert.Equal("Given", step.GetProperty("step").GetString());
    }

    [Fact]
    public void A_drop_reaches_who_wants_the_topic_once()
    {
        var first = _place.Fine("drop", "data-oee", "--json").Json;
        Assert.Equal((2, 1), (first.GetProperty("leads").GetInt64(), first.GetProperty("told").GetInt64()));
        var again = _place.Fine("drop", "data-oee", "--json").Json;
        Assert.Equal((0, 1), (again.GetProperty("told").GetInt64(), again.GetProperty("known").GetInt64()));
        _place.Run("drop", "no-such-piece").WithCleanError(_place.Run("show", "nobody@example.org").Exit);
    }

    [Fact]
    public void A_corrected_mapping_of_the_same_file_takes_effect_and_counts_nobody_twice()
    {
        _place.Write("fair.csv", "email,name,when,agreed\ncat@example.org,Cat,2026-02-05,yes\ndan@example.org,Dan,,yes\n");
        var first = _place.Fine("import", "fair.csv", "--json").Json;
        Assert.Equal((2, 2, false), (first.GetProperty("taken").GetInt64(), first.GetProperty("withoutConsent").GetInt64(), first.GetProperty("anew").GetBoolean()));
        _place.Write("fair.yaml", """
            leads:
              email: email
              name: name
              source: {constant: fair}
              consent: {topics: {column: agreed, values: {"yes": data}}, channels: email, wording: "Yes, write to me.", where: stand 7}
            """);
        Assert.Contains("anew by a changed mapping: 2 rows", _place.Fine("import", "fair.csv", "--map", "fair.yaml").Out, StringComparison.Ordinal);
        foreach (var lead in (string[])["cat@example.org", "dan@example.org"])
        {
            var state = _place.Fine("show", lead, "--json").Json.GetProperty("state");
            Assert.Equal(1, state.GetProperty("inquiries").GetInt32());
            Assert.Equal("data", state.GetProperty("consents")[0].GetProperty("topic").GetString());
        }
        Assert.Equal(2, _place.Fine("import", "fair.csv", "--map", "fair.yaml", "--json").Json.GetProperty("earlier").GetInt64());
        Assert.Contains("no consent", _place.Fine("import", _place.Write("more.csv", "email\neve@example.org\n")).Out, StringComparison.Ordinal);
        _place.Write("wrong.yaml", "leads:\n  email: email\n  consent: {topics: agreed, channels: fax, wording: Yes., where: fair}\n");
        var wrong = _place.Run("import", "fair.csv", "--map", "wrong.yaml").WithCleanError(3).Error;
        Assert.Contains("{column: agreed}", wrong, StringComparison.Ordinal);
        Assert.Contains("'fax' is no channel", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_has_the_topic_and_the_question_of_the_piece_and_init_counts_all_pieces()
    {
        var pieces = _place.Fine("content", "list", "--json").Json;
        var count = pieces.ValueKind == JsonValueKind.Array ? pieces.GetArrayLength() : pieces.GetProperty("pieces").GetArrayLength();
        Assert.Contains($"({count} pieces of content", _place.Fine("init", "--file", "other.db").Out, StringComparison.Ordinal);
        _place.Fine("content", "preview", "planning-find-the-bottleneck", "--no-open", "--out", "preview");
        var text = File.ReadAllText(_place["preview/planning-find-the-bottleneck.en.txt"]);
        Assert.Contains("planning", text, StringComparison.Ordinal);
        Assert.DoesNotContain("you asked for maintenance", text, StringComparison.Ordinal);
        Assert.DoesNotContain("How many machines", text, StringComparison.Ordinal);
        _place.Fine("content", "preview", "call-missing-fact", "--no-open", "--out", "preview");
        Assert.DoesNotContain("How many machines", File.ReadAllText(_place["preview/call-missing-fact.en.txt"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_held_is_exported_and_gone_after_an_erasure_and_a_list_brings_nobody_back()
    {
        var exported = _place.Fine("export", "--person", "ann@example.org").Out;
        Assert.DoesNotMatch(@"\b1[67]\d{11}\b", exported); // an instant is a date, not milliseconds
        var document = JsonDocument.Parse(exported).RootElement;
        Assert.Equal("2026-01-05T10:00:00Z", document.GetProperty("state").GetProperty("firstInquiryAt").GetString());
        Assert.Equal("ann@example.org", document.GetProperty("person").GetProperty("email").GetString());
        _place.Fine("send", "ann@example.org", "erase");
        Assert.DoesNotContain("ann@example.org", _place.Fine("export", "--person", "ann@example.org").Out, StringComparison.Ordinal);
        var id = _place.Fine("export", "--json").JsonLines.Single(l => l.GetProperty("stage").GetString() == "erased").GetProperty("id").GetString()!;
        foreach (var args in (string[][])[["show", id], ["show", id, "--json"], ["export"], ["export", "--json"], ["export", "--person", id], ["export", "--events"], ["consent", id], ["consent", id, "--json"]])
            Assert.DoesNotContain("1970", _place.Fine(args).Out, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(_place.Folder, "leadgrains.db*"))
            Assert.DoesNotContain("stand-7\",\"address", File.ReadAllText(file), StringComparison.Ordinal);
        _place.Write("again.csv", "email,source,created_at\nann@example.org,list,2030-01-01T10:00:00Z\nann@example.org,list,\n");
        var again = _place.Run("import", "again.csv", "--json").Json;
        Assert.Equal(0, again.GetProperty("taken").GetInt64());
    }
}
