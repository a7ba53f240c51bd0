namespace LeadGrains.Client.Tests;

/// <summary>Moving house by the command line: the demo's house, whole, and what is no moving file.</summary>
public sealed class MovingFlowTests : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_demos_house_moves_and_is_the_same_in_the_new_place()
    {
        _place.Fine("demo", "--leads", "120", "--months", "14");
        const string old = "leadgrains-demo/leadgrains.db";
        var outcome = _place.Fine("export", "--all", "--out", "house.moving.gz", "--file", old, "--json").Json;
        Assert.Equal(120, outcome.GetProperty("leads").GetInt64());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_place["house.moving.gz"]));
        var told = _place.Fine("import", "house.moving.gz", "--events", "--file", "new.db").Out;
        Assert.Contains("120 leads", told, StringComparison.Ordinal);
        Assert.Contains("Sending is held", told, StringComparison.Ordinal);
        Assert.True(_place.Fine("doctor", "--file", "new.db", "--json").Json.GetProperty("sound").GetBoolean());
        foreach (var question in (string[][])[["stages"], ["export", "--events"], ["export", "--leads"], ["tail"], ["program", "list"], ["team", "list"]])
            Assert.Equal(_place.Fine([.. question, "--file", old]).Out, _place.Fine([.. question, "--file", "new.db"]).Out.Replace("new.db", old, StringComparison.Ordinal));
        Assert.Equal(Lines(old), Lines("new.db"));
        Assert.Contains("held", _place.Fine("mail", "status", "--file", "new.db").Out, StringComparison.Ordinal);
        _place.Fine("mail", "release", "--file", "new.db");
    }

    [Fact]
    public void What_is_no_moving_file_is_one_clear_line_and_touches_nothing()
    {
        _place.Write("leads.csv", "email\nann@example.org\n");
        Assert.Contains("is no moving file", _place.Run("import", "leads.csv", "--events").WithCleanError(3).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_place["leadgrains.db"]));
        _place.Run("import", "nothing", "--events").WithCleanError(4);
        _place.Run("import", "leads.csv", "--events", "--dates", "dd-MM-yyyy").WithCleanError(2);
        _place.Run("export", "--all", "--events").WithCleanError(2);
    }

    [Fact]
    public void Nobody_moves_in_where_leads_are_and_nothing_is_written_over()
    {
        _place.Fine("init");
        _place.Fine("import", _place.Write("leads.csv", "email\nann@example.org\n"));
        _place.Fine("export", "--all", "--out", "house.moving");
        Assert.Contains("already", _place.Run("export", "--all", "--out", "house.moving").WithCleanError(1).Error, StringComparison.Ordinal);
        Assert.Contains("two houses don't become one", _place.Run("import", "house.moving", "--events").WithCleanError(5).Error, StringComparison.Ordinal);
        _place.Fine("init", "--file", "empty.db");
        _place.Fine("import", "house.moving", "--events", "--file", "empty.db");
        Assert.Contains("ann", _place.Fine("show", "ann@example.org", "--file", "empty.db").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void On_stdout_it_is_the_same_file()
    {
        _place.Fine("init");
        _place.Shell("leadgrains export --all > house.moving");
        _place.Fine("import", "house.moving", "--events", "--file", "new.db");
    }

    // Everything but when it was written, and whether sending is held.
    private List<string> Lines(string file) => [.. _place.Fine("export", "--all", "--file", file).Out.Split('\n')
        .Where(l => l.Length > 0 && !l.StartsWith("{\"is\":\"leadgrains-moving\"", StringComparison.Ordinal) && !l.StartsWith("{\"is\":\"end\"", StringComparison.Ordinal)
            && !l.Contains("\"name\":\"sending\"", StringComparison.Ordinal))];
}
