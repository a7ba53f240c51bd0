using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>Leads in columns: for those who work them by how far they are, for marketing by stage.</summary>
internal static class LeadBoard
{
    /// <summary>Leads that are read for a board of steps.</summary>
    public const int ReadMax = 500;

    public static IReadOnlyList<BoardColumn> Read(LeadViews views, Caller caller, LeadFilter filter, IReadOnlyList<string>? teams)
    {
        if (caller.Role.KindOf() is null)
            return [.. StagesPage.Shown.Where(s => filter.Stage is null || filter.Stage == s)
                .Select(s => Column(Words.Stage(s), Say.Stage(s), views.Page(filter with { Stage = s }, teams, LeadSort.CreatedLast, null, LeadsPage.ColumnLeads + 1).Leads))];
        var leads = views.Page(filter, teams, LeadSort.CreatedLast, null, ReadMax).Leads;
        var css = Say.Stage(caller.Role.KindOf() == TeamKind.Partner ? Stage.PartnerOwned : Stage.SalesOwned);
        return
        [
            .. caller.Role.IsOfMember() ? Array.Empty<BoardColumn>() : [Column("waiting for an owner", Say.Stage(Stage.Qualified), [.. leads.Where(l => l.Stage == Stage.Qualified && l.State.Work is null)])],
            .. Enum.GetValues<Step>().Select(step => Column(Say.Step(step), css, [.. leads.Where(l => l.State.Work?.Step == step)])),
            Column(Words.Stage(Stage.Won), Say.Stage(Stage.Won), [.. leads.Where(l => l.Stage == Stage.Won)]),
        ];
    }

    // What is due first comes first: that is what a board is looked at for.
    private static BoardColumn Column(string title, string css, IReadOnlyList<LeadLine> leads) => new(title, css,
        [.. leads.OrderBy(l => LeadLifecycle.DeadlineAt(l.State) ?? new Moment(long.MaxValue)).Take(LeadsPage.ColumnLeads).Select(LeadsPage.Of)], leads.Count > LeadsPage.ColumnLeads);
}
