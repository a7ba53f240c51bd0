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
            email,first_name,company,source,created_at,budget
            ann@example.org,Ann,Meyer,paid_search,2026-01-05T10:00:00Z,approved
            bob@example.org,Bob,Smith Ltd,social,2026-01-06T10:00:00Z,planned
            """);
        _place.Fine("import", "leads.csv");
        _place.Fine("send", "ann@example.org", "answer", "fact.role=decides", "fact.need=problem", "fact.timeline=later");
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

    [Fact]
    public void A_replay_says_what_a_version_would_change_before_anybody_signs()
    {
        Change("when: score >= 50\n", "when: score >= 90\n");
        _place.Fine("program", "propose", "mine", "--by", "Mara");
        var replay = _place.Fine("program", "replay", "2", "--json").Json;
        Assert.Equal((2, 1, 0, 1), (replay.GetProperty("judged").GetInt32(), replay.GetProperty("changed").GetInt32(),
            replay.GetProperty("more").GetProperty("leads").GetInt32(), replay.GetProperty("fewer").GetProperty("leads").GetInt32()));
        Assert.Equal("high-potential", replay.GetProperty("moves")[0].GetProperty("from").GetString());
        Assert.Contains("0 more qualified; 1 fewer", _place.Fine("program", "replay", "2").Out, StringComparison.Ordinal);
        _place.Run("program", "replay", "7").WithCleanError(4);
    }

    [Fact]
    public void Why_tells_each_criterion_the_rule_that_decided_and_what_would_change_it()
    {
        var text = _place.Fine("why", "ann@example.org").Out;
        Assert.Contains("high-potential with 55 points", text, StringComparison.Ordinal);
        Assert.Contains("The facts of then give the same again", text, StringComparison.Ordinal);
        Assert.Contains("no, score is at least 65: 55", text, StringComparison.Ordinal);
        Assert.Contains("The next question: ", text, StringComparison.Ordinal);
        var why = _place.Fine("why", "ann@example.org", "--json").Json;
        var budget = why.GetProperty("criteria").EnumerateArray().Single(c => c.GetProperty("fact").GetString() == "budget");
        Assert.Equal(("approved", "inquiry", 20), (budget.GetProperty("saw").GetString(), budget.GetProperty("source").GetString(), budget.GetProperty("points").GetInt32()));
        Assert.True(why.GetProperty("reproduced").GetBoolean());
        Assert.Contains("on the ladder of high-potential", why.GetProperty("place").GetString(), StringComparison.Ordinal);
        _place.Run("why", "nobody@example.org").WithCleanError(4);
    }

    [Fact]
    public void A_verdict_of_an_earlier_version_is_still_explained_by_that_version()
    {
        Change("budget:\n      group: budget\n      values: {approved: 20,", "budget:\n      group: budget\n      values: {approved: 40,");
        Agree();
        var why = _place.Fine("why", "ann@example.org", "--json").Json;
        Assert.Equal((1, 55, true), (why.GetProperty("programVersion").GetInt32(), why.GetProperty("score").GetInt32(), why.GetProperty("reproduced").GetBoolean()));
        Assert.Equal(75, why.GetProperty("now").GetProperty("score").GetInt32());
    }

    [Fact]
    public void Feedback_ties_a_decline_to_the_rule_that_sent_the_lead()
    {
        _place.Fine("send", "bob@example.org", "ask", "wish=call");
        _place.Fine("send", "bob@example.org", "decline", "number=1", "by=ines", "reason=not-ready");
        Assert.Contains("asked for a person; 1 not-ready", _place.Fine("program", "feedback").Out, StringComparison.Ordinal);
        var rule = _place.Fine("program", "feedback", "--json").Json.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("rule").GetString() == "asked for a person");
        Assert.Equal((1, 1), (rule.GetProperty("handedOver").GetInt32(), rule.GetProperty("declines").GetProperty("not-ready").GetInt32()));
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
