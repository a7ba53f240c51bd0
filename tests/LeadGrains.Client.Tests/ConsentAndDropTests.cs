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
    public void Everything_held_is_exported_and_gone_after_an_erasure_and_a_list_brings_nobody_back()
    {
        var document = JsonDocument.Parse(_place.Fine("export", "--person", "ann@example.org").Out).RootElement;
        Assert.Equal("ann@example.org", document.GetProperty("person").GetProperty("email").GetString());
        _place.Fine("send", "ann@example.org", "erase");
        Assert.DoesNotContain("ann@example.org", _place.Fine("export", "--person", "ann@example.org").Out, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(_place.Folder, "leadgrains.db*"))
            Assert.DoesNotContain("stand-7\",\"address", File.ReadAllText(file), StringComparison.Ordinal);
        _place.Write("again.csv", "email,source,created_at\nann@example.org,list,2030-01-01T10:00:00Z\nann@example.org,list,\n");
        var again = _place.Run("import", "again.csv", "--json").Json;
        Assert.Equal(0, again.GetProperty("taken").GetInt64());
    }
}
