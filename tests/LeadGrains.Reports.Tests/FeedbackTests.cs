using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports.Tests;

/// <summary>L3, on journals written by hand.</summary>
public class FeedbackTests
{
    private static readonly Program Program = SamplePrograms.Default;
    private static readonly RouteRule Hot = Program.Routes.First(r => r.Route == Route.Hot && r.When.Any(c => c.Kind == ConditionKind.Score));
    private static readonly string Rule = string.Join(" and ", Hot.When);
    private static readonly Moment At = Moment.Utc(2026, 3, 2, 10);
    private readonly FeedbackReader _reader = new();
    private long _lead;

    [Fact]
    public void A_threshold_that_would_have_avoided_declines_is_found_with_its_price()
    {
        for (var i = 0; i < 14; i++) Handed(65 + i % 6, Declined("not-ready"));
        for (var i = 0; i < 8; i++) Handed(85, Declined("not-ready"));
        for (var i = 0; i < 29; i++) Handed(72 + i, Won());
        Handed(66, Won());
        Handed(68, Won());

        var change = Assert.Single(_reader.Report(Program).Changes);
        Assert.Equal(new ThresholdChange(new HandingRule(Route.Hot, Rule), 65, 71, "not-ready", false, 14, 22, 2, 31), change);
    }

    [Fact]
    public void A_threshold_that_would_miss_too_many_wins_is_not_suggested()
    {
        for (var i = 0; i < 20; i++) Handed(66, Declined("not-ready"));
        for (var i = 0; i < 10; i++) Handed(66, Won());
        for (var i = 0; i < 10; i++) Handed(90, Won());
        Assert.Empty(_reader.Report(Program).Changes);
    }

    [Fact]
    public void A_few_declines_prove_nothing()
    {
        for (var i = 0; i < FeedbackReader.SampleMin - 1; i++) Handed(66, Declined("not-ready"));
        for (var i = 0; i < 10; i++) Handed(90, Won());
        var report = _reader.Report(Program);
        Assert.Empty(report.Changes);
        Assert.Equal(new ReasonCount("not-ready", 9), Assert.Single(Assert.Single(report.Rules).Declines));
    }

    [Fact]
    public void Losses_count_beside_declines_each_with_its_sample()
    {
        for (var i = 0; i < 12; i++) Handed(67, Lost("no-budget"));
        for (var i = 0; i < 3; i++) Handed(80, Declined("wrong-territory"));
        for (var i = 0; i < 12; i++) Handed(80, Won());
        var report = _reader.Report(Program);
        var change = Assert.Single(report.Changes);
        Assert.Equal((true, "no-budget", 68, 12, 0), (change.IsLoss, change.Reason, change.To, change.Avoided, change.WinsMissed));
        var rule = Assert.Single(report.Rules);
        Assert.Equal((27, 12, 3, 12), (rule.HandedOver, rule.Won, rule.Declines[0].Count, rule.Losses[0].Count));
    }

    [Fact]
    public void What_was_qualified_by_hand_blames_no_rule()
    {
        for (var i = 0; i < 12; i++) Handed(10, byHand: true, Declined("not-ready"));
        var report = _reader.Report(Program);
        Assert.Equal("by hand", Assert.Single(report.Rules).Rule.Because);
        Assert.Empty(report.Changes);
    }

    private void Handed(int score, params LeadEvent[] then) => Handed(score, false, then);

    private void Handed(int score, bool byHand, params LeadEvent[] then)
    {
        var verdict = new Verdict(1, score, score, Route.Hot, Rule, []);
        _lead++;
        _reader.Read(new Entry(_lead, _lead, null, 1, 0, At, "test", null) { LeadEvents = [new Qualified(verdict, null, At) { ByHand = byHand }, .. then] });
    }

    private static OfferDeclined Declined(string reason) => new(1, new Declined("sales", "ines", reason, At));
    private static Won Won() => new(new Outcome(true, At, 10, "EUR", null, null, new Owner("sales", "ines")));
    private static Lost Lost(string reason) => new(new Outcome(false, At, null, null, reason, null, new Owner("sales", "ines")));
}
