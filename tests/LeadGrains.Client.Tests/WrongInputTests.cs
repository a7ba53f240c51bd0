namespace LeadGrains.Client.Tests;

public sealed class WrongInputTests : IDisposable
{
    private readonly Place _place = new();

    [Theory]
    [InlineData(2, "did you mean stages", "stagse")]
    [InlineData(2, "--help", "show")]
    [InlineData(2, "did you mean --file", "stages", "--fiel", "x")]
    [InlineData(2, "1 to 100,000", "demo", "--leads", "0")]
    [InlineData(2, "not a date format", "import", "x.csv", "--dates", "yesterday")]
    [InlineData(4, "leadgrains init", "stages")]
    [InlineData(4, "leadgrains init", "import", "x.csv")]
    [InlineData(4, "no mapping", "import", "x.csv", "--map", "none.yaml")]
    [InlineData(4, "program write", "rehearse", "--program", "nowhere")]
    public void A_wrong_command_line_says_what_would_be_right(int exit, string words, params string[] args)
    {
        _place.Write("x.csv", "email\na@example.org\n");
        var ran = _place.Run(args).WithCleanError(exit);
        Assert.Contains(words, ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Out);
    }

    [Fact]
    public void A_wrong_mapping_is_told_with_its_lines_and_touches_nothing()
    {
        _place.Fine("init");
        _place.Write("leads.csv", "mail,when\na@example.org,2026-01-01\n");
        _place.Write("map.yaml", "leads:\n  email: E-Mail\n  at: when\n  colour: red\n");
        var ran = _place.Run("import", "leads.csv", "--map", "map.yaml").WithCleanError(3);
        Assert.Contains("map.yaml:4: 'colour' is not known", ran.Error, StringComparison.Ordinal);
        _place.Write("map.yaml", "leads:\n  email: E-Mail\n");
        Assert.Contains("map.yaml:2: ", _place.Run("import", "leads.csv", "--map", "map.yaml")
            .WithCleanError(3).Error, StringComparison.Ordinal);
        Assert.Equal(0, _place.Fine("stages", "--json").Json.GetProperty("leads").GetInt64());
    }

    [Fact]
    public void Dates_that_can_be_read_two_ways_are_asked_for()
    {
        _place.Fine("init");
        _place.Write("leads.csv", "email,date\na@example.org,01-02-2026\nb@example.org,03-04-2026\n");
        _place.Write("map.yaml", "leads:\n  email: email\n  at: date\n");
        var ran = _place.Run("import", "leads.csv", "--map", "map.yaml").WithCleanError(3);
        Assert.Contains("1 February 2026", ran.Error, StringComparison.Ordinal);
        Assert.Contains("2 January 2026", ran.Error, StringComparison.Ordinal);
        Assert.Contains("--dates dd-MM-yyyy", ran.Error, StringComparison.Ordinal);
        _place.Fine("import", "leads.csv", "--map", "map.yaml", "--dates", "dd-MM-yyyy");
        Assert.Contains("2026-02-01", _place.Fine("export").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_rows_are_set_aside_with_their_reason()
    {
        _place.Fine("init");
        _place.Write("leads.csv", "email,name\na@example.org,A\nnot an address,B\nc@example.org,C\n");
        var ran = _place.Run("import", "leads.csv");
        Assert.Equal(1, ran.Exit);
        Assert.Contains("1 row set aside", ran.Out, StringComparison.Ordinal);
        Assert.Contains("3,'not an address' is not an e-mail address", File.ReadAllText(_place["leads.csv.bad.csv"]),
            StringComparison.Ordinal);
        Assert.Equal(2, _place.Fine("stages", "--json").Json.GetProperty("leads").GetInt64());
    }

    [Fact]
    public void A_wrong_program_is_told_with_every_fault()
    {
        var yaml = _place.Write("bad/program.yaml", "version: one\nname: X\ncolour: red\nroutes: {}\n");
        var ran = _place.Run("program", "check", yaml, "--json");
        Assert.Equal(3, ran.Exit);
        var faults = System.Text.Json.JsonDocument.Parse(ran.Error).RootElement.GetProperty("faults").EnumerateArray().Select(f => f.GetString()!).ToList();
        Assert.Contains(faults, f => f.StartsWith("program.yaml:1:", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("program.yaml:3:", StringComparison.Ordinal));
        _place.Run("init", "--program", "bad").WithCleanError(3);
        Assert.False(File.Exists(_place["leadgrains.db"]));
    }

    [Fact]
    public void A_file_that_is_not_ours_or_newer_stays_as_it_was()
    {
        _place.Fine("init");
        var bytes = File.ReadAllBytes(_place["leadgrains.db"]);
        bytes[63] = 99; // user_version
        File.WriteAllBytes(_place["newer.db"], bytes);
        _place.Write("text.db", "This is not a database at all, but it is longer than a hundred bytes, which is "
            + "what a header of SQLite takes up.");
        foreach (var name in (string[])["newer.db", "text.db"])
            foreach (var args in (string[][])[["stages"], ["serve"], ["doctor"], ["export"],
                ["team", "add", "sales", "x"]])
            {
                var before = File.ReadAllBytes(_place[name]);
                var ran = _place.Run([.. args, "--file", name]).WithCleanError(5);
                Assert.Contains(name == "newer.db" ? "newer" : "not a LeadGrains file", ran.Error,
                    StringComparison.Ordinal);
                Assert.Equal(before, File.ReadAllBytes(_place[name]));
            }
        _place.Run("init").WithCleanError(1);
    }

    [Fact]
    public void A_damaged_file_is_found_and_said()
    {
        _place.Fine("init");
        var bytes = File.ReadAllBytes(_place["leadgrains.db"]);
        for (var i = 4096; i < bytes.Length; i++) bytes[i] ^= 0x5A;
        File.WriteAllBytes(_place["leadgrains.db"], bytes);
        _place.Run("stages").WithCleanError(5);
        _place.Run("send", "a@example.org", "resume").WithCleanError(5);
    }

    [Fact]
    public void An_unknown_lead_or_command_names_the_nearest()
    {
        _place.Fine("init");
        _place.Write("leads.csv", "email,name\na@example.org,Ann Lee\nb@example.org,Ben Lee\n");
        _place.Fine("import", "leads.csv");
        _place.Run("show", "nobody@example.org").WithCleanError(4);
        Assert.Contains("Ben Lee", _place.Run("show", "Lee").WithCleanError(4).Error, StringComparison.Ordinal);
        Assert.Contains("did you mean qualify", _place.Run("send", "a@example.org", "qualfy").WithCleanError(2).Error,
            StringComparison.Ordinal);
        Assert.Contains("because=… is missing", _place.Run("send", "a@example.org", "qualify", "by=me")
            .WithCleanError(2).Error, StringComparison.Ordinal);
        Assert.Contains("did you mean because", _place.Run("send", "a@example.org", "qualify", "becuase=x")
            .WithCleanError(2).Error, StringComparison.Ordinal);
        Assert.Contains("--data is not", _place.Run("send", "a@example.org", "qualify", "--data", "{")
            .WithCleanError(3).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();
}
