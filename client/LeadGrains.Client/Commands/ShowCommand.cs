using System.CommandLine;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Words;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains show LEAD</c>: everything about one lead on one screen.</summary>
internal static class ShowCommand
{
    private const int EntriesShown = 60, EntriesMax = 10_000;

    public static Command Build()
    {
        var lead = new Argument<string>("LEAD") { Description = LeadFinder.Description };
        var all = new Option<bool>("--all")
        { Description = $"The whole timeline, not only the latest {EntriesShown} entries" };
        var command =
            new Command("show", "Show a lead: where it stands, who owns it, what is due next and why, what happened")
            { lead, all };
        command.SetAction(Session.Run((session, parsed) => Run(session, parsed.GetValue(lead)!, parsed.GetValue(all))));
        return command;
    }

    private static int Run(Session session, string text, bool all)
    {
        using var views = session.Read();
        var lead = LeadFinder.One(views, text);
        var settings = views.Settings();
        var program = session.ProgramOf(name => settings.GetValueOrDefault(name)).Read().Program;
        var timeline = Timeline(views, lead, all ? EntriesMax : EntriesShown);
        var coming = DueNext.Of(lead.State, program);
        if (session.Out.Json) session.Out.Document(ShowJson.Of(lead, coming, timeline));
        else Tell(session, lead, coming, timeline);
        return Session.Fine;
    }

    private static List<Entry> Timeline(LeadViews views, LeadLine lead, int max)
    {
        var entries = views.Timeline(lead.Row, max).ToList();
        while (entries.Count > 0 && entries.Count < max && entries[^1].Previous > 0)
            entries.AddRange(views.Timeline(lead.Row, max - entries.Count, entries[^1].Previous));
        entries.Reverse();
        return entries;
    }

    private static void Tell(Session session, LeadLine lead, IReadOnlyList<Coming> coming, List<Entry> timeline)
    {
        var (to, now) = (session.Out, session.Now);
        to.Line(LeadFinder.Name(lead), Look.Strong);
        to.Table(ShowTables.Head(lead, now));
        if (lead.State.Facts.Count > 0) Section(to, "Facts", ShowTables.Facts(lead.State));
        if (lead.State.Consents.Count > 0) Section(to, "Consent", ShowTables.Consents(lead.State));
        Section(to, "Due next", ShowTables.Coming(coming, now));
        if (timeline.Count == 0) return;
        Section(to, timeline[0].Previous > 0 ? $"Timeline (the latest {timeline.Count}; --all shows all)"
            : "Timeline", ShowTables.Timeline(timeline));
    }

    private static void Section(Output to, string title, Grid grid)
    {
        to.Line();
        to.Line(title, Look.Accent);
        if (grid.Count == 0) to.Line("nothing by itself");
        else to.Table(grid);
    }
}
