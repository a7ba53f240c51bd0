using LeadGrains.Client.Terminal;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Words;

/// <summary>The parts of <c>show</c> as tables.</summary>
internal static class ShowTables
{
    public static Grid Head(LeadLine lead, Moment now)
    {
        var state = lead.State;
        var grid = new Grid("", "");
        grid.Add("stage",
            $"{Say.Stage(lead.Stage)} since {Say.Minute(state.StageSinceAt)} "
            + $"({Say.Span(now - state.StageSinceAt)}){(state.Cycle > 1 ? $", buying cycle {state.Cycle}" : "")}");
        grid.Add("owner", state.Owner.ToString());
        if (state.Standing is { } standing) grid.Add("score",
            $"{standing.Score} points, {Say.Route(standing.Route)} (program version {standing.ProgramVersion})");
        if (state.Outcome is { } outcome) grid.Add("outcome", End(outcome));
        if (state.FirstWin is { } win && win != state.Outcome) grid.Add("first win", End(win));
        var person = state.Person;
        string[] reach = [.. new[] { person.Email, person.Phone, person.PostalAddress }.OfType<string>()];
        grid.Add("reach", reach.Length == 0 ? "unknown" : string.Join(", ", reach));
        if (state.Inquiries > 0) grid.Add("came", Came(state)); // of who was forgotten nobody knows any more
        if (state.Preferences.QuietUntilAt is { } quiet && quiet > now) grid.Add("quiet",
            $"until {Say.Day(quiet)}, as the person wishes");
        grid.Add("id", lead.Id.ToString());
        return grid;
    }

    private static string End(Outcome outcome) =>
        $"{(outcome.Won ? "won" : "lost")} {Say.Day(outcome.At)} by {outcome.By}"
        + Say.Money(outcome.Value, outcome.Currency) + (outcome.Reason is { } reason ? $": {reason}" : "");

    private static string Came(LeadState lead) => Say.Day(lead.FirstInquiryAt)
        + (lead.Origin.Source.Length > 0 ? $" through {lead.Origin.Source}" : "")
        + (lead.Inquiries > 1 ? $", {lead.Inquiries} inquiries, the latest {Say.Day(lead.LastInquiryAt)}" : "");

    public static Grid Facts(LeadState lead)
    {
        var grid = new Grid("fact", "value", "learnt", "from");
        foreach (var fact in lead.Facts) grid.Add(fact.Name, Say.Brief(fact.Value), Say.Day(fact.At),
            Say.Words(fact.Source));
        return grid;
    }

    public static Grid Consents(LeadState lead)
    {
        var grid = new Grid("topic", "channel", "stands", "since");
        foreach (var consent in lead.Consents)
            grid.Add(Say.Topic(consent.Topic), Say.Channel(consent.Channel), Say.Words(consent.Standing),
                consent.At == Moment.Never ? "" : Say.Day(consent.At));
        return grid;
    }

    public static Grid Coming(IReadOnlyList<Coming> coming, Moment now)
    {
        var grid = new Grid("at (UTC)", "", "what and why");
        foreach (var next in coming) grid.Add(Say.Minute(next.At), Say.Away(next.At, now),
            $"{next.What} ({next.Rule})");
        return grid;
    }

    /// <summary>A touch that was made is one line: how it was planned and handed over is left out.</summary>
    public static Grid Timeline(IReadOnlyList<Entry> timeline)
    {
        var made = TimelineWords.Made(timeline);
        var grid = new Grid("at (UTC)", "by", "what");
        foreach (var entry in timeline)
        {
            var first = true;
            foreach (var happened in entry.LeadEvents.Where(e => TimelineWords.IsWorthALine(e, made)))
            {
                grid.Add(first ? Say.Minute(entry.At) : "", first ? entry.By : "", Sentences.Of(happened));
                first = false;
            }
        }
        return grid;
    }
}
