using System.Globalization;

namespace LeadGrains.Store;

/// <summary>The orders that a list can have: those that an index gives.</summary>
public enum LeadSort
{
    /// <summary>As they came.</summary>
    Created,

    /// <summary>The latest first.</summary>
    CreatedLast,

    /// <summary>What is due first; leads with nothing due aren't there.</summary>
    Due,
}

/// <summary>Where a page ended: the due time where that is the order, and the row.</summary>
public static class LeadCursor
{
    /// <summary>Is it what a page answered?</summary>
    public static bool IsOne(string text) => Read(text) is not null;

    internal static (long Due, long Row)? Read(string text) =>
        text.Split('.') is [var due, var row] && long.TryParse(due, NumberStyles.None, CultureInfo.InvariantCulture, out var d)
            && long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var r) ? (d, r) : null;

    internal static string Of(LeadLine line) => string.Create(CultureInfo.InvariantCulture, $"{line.DueAt?.Milliseconds ?? 0}.{line.Row}");
}

/// <summary>Pages of leads for lists that people leaf through.</summary>
public sealed partial class LeadViews
{
    /// <summary>
    /// A page of leads in an order, after a cursor (null for the first), and the cursor of the next; null when this was the
    /// last. Along the index of the order, or that of the team where one is named; a filter that few leads pass reads on until the page is full.
    /// </summary>
    /// <param name="teams">Only of these teams; null: of any.</param>
    public (IReadOnlyList<LeadLine> Leads, string? Next) Page(LeadFilter filter, IReadOnlyList<string>? teams, LeadSort sort, string? after, int max)
    {
        var cursor = after is null ? null : LeadCursor.Read(after);
        var where = Conditions(filter);
        if (teams is not null) where.Add(teams.Count == 0 ? "0" : "team IN @teams");
        if (sort == LeadSort.Due) where.Add("due_at IS NOT NULL");
        if (cursor is not null) where.Add(sort switch
        {
            LeadSort.Created => "row > @row",
            LeadSort.CreatedLast => "row < @row",
            _ => "(due_at, row) > (@due, @row)",
        });
        var order = sort switch { LeadSort.Created => "row", LeadSort.CreatedLast => "row DESC", _ => "due_at, row" };
        var lines = Lines(where.Count == 0 ? "1" : string.Join(" AND ", where), new
        {
            row = cursor?.Row,
            due = cursor?.Due,
            teams,
            stage = filter.Stage?.ToString(),
            team = filter.Team,
            owner = filter.Owner,
            route = filter.Route?.ToString(),
            source = filter.Source,
            scoreMin = filter.ScoreMin,
            dueUntil = filter.DueUntil?.Milliseconds,
        }, max, order: order);
        return (lines, lines.Count < max ? null : LeadCursor.Of(lines[^1]));
    }
}
