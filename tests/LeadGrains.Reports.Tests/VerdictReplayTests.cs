using LeadGrains.Lifecycle;

namespace LeadGrains.Reports.Tests;

/// <summary>Q1: what a proposed version would change is known before anybody signs it.</summary>
public class VerdictReplayTests
{
    private static readonly Moment Now = Moment.Utc(2026, 3, 2, 10);
    private static readonly Program Active = SamplePrograms.Default;

    // Hot from 50 points on instead of 65.
    private static readonly Program Looser = Active with
    {
        Version = 2,
        Routes = [.. Active.Routes.Select(r => r with { When = [.. r.When.Select(c => c is { Kind: ConditionKind.Score, AtLeast: 65 } ? c with { AtLeast = 50 } : c)] })],
    };

    // Nobody is called for a missing fact any more.
    private static readonly Program Stricter = Active with
    {
        Version = 3,
        Routes = [.. Active.Routes.Where(r => r.Route is not Route.NeedInformation)],
    };

    [Fact]
    public void The_same_program_changes_nothing()
    {
        var report = Replay(Active, [Lead("approved", "now"), Lead("none", "later")]);
        Assert.Equal((2, 0, 0), (report.Judged, report.Changed, report.Rescored));
        Assert.Empty(report.Moves);
    }

    [Fact]
    public void Leads_that_go_another_way_are_counted_by_what_became_of_them()
    {
        // 20 + 20 + 15 = 55 points: high potential today, hot by the proposed version.
        LeadState[] leads = [Lead("approved", "now", "decides"), Won(Lead("approved", "now", "decides")), Lead("approved", "later", "decides")];
        var report = Replay(Looser, leads);
        var move = Assert.Single(report.Moves);
        Assert.Equal((Route.HighPotential, Route.Hot, 2), (move.From, move.To, move.Leads));
        Assert.Equal((1, 1), (move.Of(Disposition.Won), move.Of(Disposition.None)));
        Assert.Equal((0, 0), (report.More.Leads, report.Fewer.Leads));
    }

    [Fact]
    public void Who_is_no_longer_qualified_shows_with_the_wins_that_would_be_missed()
    {
        // 20 + 15 points and nothing known of the time: somebody would call today.
        LeadState[] leads = [Lead("approved", null, "decides"), Won(Lead("approved", null, "decides")), Lost(Lead("approved", null, "decides"))];
        var report = Replay(Stricter, leads);
        Assert.Equal((3, 0), (report.QualifiedBefore, report.QualifiedAfter));
        Assert.Equal((3, 1, 1), (report.Fewer.Leads, report.Fewer.LikeWon, report.Fewer.Dispositions[Disposition.Lost]));
        Assert.Equal((3, 3), (Back([.. leads]).More.Leads, Back([.. leads, .. Enumerable.Range(0, 8).Select(_ => Lost(Lead("none", "later")))]).More.Leads));

        VerdictReplayReport Back(LeadState[] past)
        {
            var replay = new VerdictReplay(Stricter, Active, Now);
            foreach (var lead in past) replay.Read(lead);
            return replay.Report();
        }
    }

    [Fact]
    public void A_lead_without_an_outcome_is_like_those_that_won_where_most_of_its_company_did()
    {
        var company = Enumerable.Range(0, 6).Select(_ => Won(Lead("approved", null, "decides")));
        var others = Enumerable.Range(0, 20).Select(_ => Lost(Lead("none", "later")));
        var replay = new VerdictReplay(Stricter, Active, Now);
        foreach (var lead in company.Concat(others).Append(Lead("approved", null, "decides"))) replay.Read(lead);
        var more = replay.Report().More;
        Assert.Equal((7, 7), (more.Leads, more.LikeWon));
    }

    [Fact]
    public void Engagement_counts_as_it_counted_when_the_lead_was_judged()
    {
        var warm = Lead("approved", "now", "decides") with { Engagement = new(10, Now - TimeSpan.FromDays(400)) };
        var judged = warm with { Standing = new Standing(1, 65, Route.Hot, Now - TimeSpan.FromDays(400)) };
        Assert.Equal(1, Replay(Active with { Routes = [.. Active.Routes.Where(r => r.Route is not Route.Hot)] }, [judged]).Changed);
        Assert.Equal(0, Replay(Active with { Routes = [.. Active.Routes.Where(r => r.Route is not Route.Hot)] }, [warm]).Changed);
    }

    private static VerdictReplayReport Replay(Program proposed, IEnumerable<LeadState> leads)
    {
        var replay = new VerdictReplay(Active, proposed, Now);
        foreach (var lead in leads) replay.Read(lead);
        return replay.Report();
    }

    private static LeadState Lead(string budget, string? timeline, string? role = null) => LeadState.Unknown with
    {
        Stage = Stage.Nurturing,
        Facts = [.. new[] { ("budget", budget), ("timeline", timeline), ("role", role) }.Where(f => f.Item2 is not null)
            .Select(f => new Fact(f.Item1, f.Item2!, FactSource.Person, Now))],
    };

    private static LeadState Won(LeadState lead) => lead with { Stage = Stage.Won, Wins = 1 };

    private static LeadState Lost(LeadState lead) => lead with
    {
        Stage = Stage.Lost,
        Outcome = new Outcome(false, Now, null, null, "no-need", null, new Owner("sales", "ines")),
    };
}
