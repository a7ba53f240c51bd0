namespace LeadGrains.Client.Tests;

/// <summary>Q1 with the real client: a change of the program is proposed, compared, signed by both sides, then it holds.</summary>
public sealed class ProgramFlowTests : IDisposable
{
    private readonly Place _place = new();

    public ProgramFlowTests()
    {
        _place.Fine("init");
        _place.Fine("team", "add", "sales", "ines");
        _place.Write("leads.csv", """
            email,first_name,company,source,created_at,budget,role,need,timeline
            ann@example.org,Ann,Meyer,paid_search,2026-01-05T10:00:00Z,approved,decides,problem,later
            bob@example.org,Bob,Smith Ltd,social,2026-01-06T10:00:00Z,planned,,,
            """);
        _place.Fine("import", "leads.csv");
        _place.Fine("program", "write", "mine");
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_change_holds_when_both_sides_signed_it_and_not_before()
    {
        Change("score >= 65 and", "score >= 71 and");
        var proposed = _place.Fine("program", "propose", "mine", "--by", "Mara", "--note", "fewer not-ready", "--json").Json;
        Assert.Equal(2, proposed.GetProperty("version").GetInt32());
        Assert.Contains("score is at least 71", _place.Fine("program", "diff", "2").Out, StringComparison.Ordinal);

        var early = _place.Run("program", "activate", "2");
        Assert.Equal(1, early.Exit);
        Assert.Contains("not signed for marketing and sales yet", early.Out, StringComparison.Ordinal);
        _place.Fine("program", "sign", "2", "--as", "marketing", "--by", "Mara");
        Assert.Contains("somebody else must sign for sales", _place.Run("program", "sign", "2", "--as", "sales", "--by", "mara").Out, StringComparison.Ordinal);
        Assert.Contains("Both sides", _place.Fine("program", "sign", "2", "--as", "sales", "--by", "Sam").Out, StringComparison.Ordinal);
        Assert.Equal(2, _place.Fine("program", "activate", "2", "--by", "Sam", "--json").Json.GetProperty("active").GetInt32());

        _place.Fine("send", "bob@example.org", "answer", "fact.role=decides");
        Assert.Equal(2, _place.Fine("show", "bob@example.org", "--json").Json.GetProperty("state").GetProperty("standing").GetProperty("programVersion").GetInt32());
        Assert.Contains("Sound", _place.Fine("doctor").Out, StringComparison.Ordinal);
        var list = _place.Fine("program", "list").Out;
        Assert.Contains("at work", list, StringComparison.Ordinal);
        Assert.Contains("fewer not-ready", list, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_way_around_the_signatures()
    {
        Change("every: 28 days", "every: 21 days");
        Assert.Contains("program propose", _place.Run("program", "keep", "mine").WithCleanError(1).Error, StringComparison.Ordinal);
        _place.Run("send", "bob@example.org", "ask", "wish=call", "--program", "mine").WithCleanError(1);
        Assert.Equal(1, _place.Fine("program", "list", "--json").Json.GetArrayLength());
    }

    [Fact]
    public void A_new_rhythm_moves_what_is_due_and_the_file_stays_sound()
    {
        Change("startAfter: 1 day", "startAfter: 9 days");
        Agree();
        Assert.Contains("Sound", _place.Fine("doctor").Out, StringComparison.Ordinal);
        _place.Fine("program", "activate", "1");
        Assert.Contains("Sound", _place.Fine("doctor").Out, StringComparison.Ordinal);
        Assert.Contains("28 days", _place.Fine("program", "write", "old", "1").Out + File.ReadAllText(_place["old/program.yaml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_proposed_before_is_no_new_version()
    {
        Assert.Contains("version 1 already", _place.Fine("program", "propose", "mine", "--by", "Mara").Out, StringComparison.Ordinal);
        Change("every: 28 days", "every: 21 days");
        _place.Fine("program", "propose", "mine", "--by", "Mara");
        Assert.Contains("version 2 already", _place.Fine("program", "propose", "mine", "--by", "Otto").Out, StringComparison.Ordinal);
        Assert.Contains("there is no version 9", _place.Run("program", "diff", "9").WithCleanError(4).Error, StringComparison.Ordinal);
        Change("every: 21 days", "every: 21 dogs");
        _place.Run("program", "propose", "mine", "--by", "Mara").WithCleanError(3);
    }

    private void Change(string from, string to)
    {
        var text = File.ReadAllText(_place["mine/program.yaml"]);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(_place["mine/program.yaml"], text.Replace(from, to, StringComparison.Ordinal));
    }

    private void Agree()
    {
        _place.Fine("program", "propose", "mine", "--by", "Mara");
        _place.Fine("program", "sign", "2", "--as", "marketing", "--by", "Mara");
        _place.Fine("program", "sign", "2", "--as", "sales", "--by", "Sam");
        _place.Fine("program", "activate", "2");
    }
}
