using System.Globalization;
using Dapper;
using LeadGrains.Lifecycle;

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

    internal static string Of(long row, long? dueAt) => string.Create(CultureInfo.InvariantCulture, $"{dueAt ?? 0}.{row}");
}

/// <summary>Pages of leads for lists that people leaf through.</summary>
public sealed partial class LeadViews
{
    /// <summary>
    /// Leads that are looked at for one page: a filter that few pass gets a shorter page, or an empty one, and the cursor to
    /// go on from, instead of everybody waiting while a million are read.
    /// </summary>
    public const int LookedAtMax = 500;

    /// <summary>
    /// A page of leads in an order, after a cursor (null for the first), and the cursor of the next; null when this was the
    /// last. Along the index of the narrowest filter that has one in this order; what passes the others is looked for in at
    /// most <see cref="LookedAtMax"/> leads (or <paramref name="max"/>), so a page may be short and not be the last.
    /// </summary>
    /// <param name="teams">Only of these teams; null: of any.</param>
    public (IReadOnlyList<LeadLine> Leads, string? Next) Page(LeadFilter filter, IReadOnlyList<string>? teams, LeadSort sort, string? after, int max)
    {
        var among = filter.Team is not { } one ? teams : teams?.Contains(one) is false ? [] : [one];
        // Whoever owns a lead is in a team, and the index has the team first.
        if (filter.Owner is not null) among ??= TeamNames();
        if (among is { Count: 0 }) return ([], null);
        var cursor = after is null ? null : LeadCursor.Read(after);
        max = Math.Clamp(max, 1, PageMax);
        var conditions = Conditions(filter with { Team = null });
        if (among is not null) conditions.Add($"team IN ({string.Join(", ", among.Select((_, i) => $"@team{i}"))})");
        var fits = conditions.Count == 0 ? "TRUE" : string.Join(" AND ", conditions);
        var parameters = new DynamicParameters(new
        {
            row = cursor?.Row,
            due = cursor?.Due,
            looked = Math.Max(LookedAtMax, max),
            max,
            stage = filter.Stage?.ToString(),
            owner = filter.Owner,
            route = filter.Route?.ToString(),
            source = filter.Source,
            scoreMin = filter.ScoreMin,
            dueUntil = filter.DueUntil?.Milliseconds,
        });
        for (var i = 0; i < among?.Count; i++) parameters.Add($"team{i}", among[i]);

        var walk = Walk(filter, among, sort, cursor is not null);
        using var instant = _sql.Instant(_connection); // both questions see the same leads
        var leads = _connection.Query<LeadRecord>($"""
            SELECT l.row, id, version, stage, team, owner, score, route, source, l.due_at AS dueAt, {_sql.Utf8("state")} AS state
            FROM ({walk} LIMIT @looked) AS walk {_sql.Following("lead AS l ON l.row = walk.row")} WHERE {fits} {_sql.AsWalked(Order(sort, "l."))} LIMIT @max
            """, parameters, instant).Select(record => record.Line()).ToList();
        if (leads.Count == max) return (leads, LeadCursor.Of(leads[^1].Row, leads[^1].DueAt?.Milliseconds));
        // Where the walk stopped; null when it came to its end.
        var (row, due) = _connection.QueryFirstOrDefault<(long, long?)>($"""
            SELECT row, {(sort == LeadSort.Due ? "due_at" : "NULL")} FROM ({walk} LIMIT 1 OFFSET @looked - 1) AS last
            """, parameters, instant);
        return (leads, row == 0 ? null : LeadCursor.Of(row, due));
    }

    // The rows to look at, in their order, by an index alone: one walk, or one for each team, merged.
    private string Walk(LeadFilter filter, IReadOnlyList<string>? among, LeadSort sort, bool goesOn)
    {
        const string handed = "team <> 'marketing'";
        var byTeam = among?.Contains(Owner.MarketingTeam) is false;
        var (index, within) = (sort, filter) switch
        {
            (_, { Owner: not null }) when byTeam => ("lead_team", $"{handed} AND team = @team# AND owner = @owner{(sort == LeadSort.Due ? " AND due_at IS NOT NULL" : "")}"),
            (LeadSort.Due, _) when byTeam => ("lead_handed_due", $"{handed} AND due_at IS NOT NULL AND team = @team#"),
            (LeadSort.Due, _) => ("lead_due", "due_at IS NOT NULL"),
            (_, _) when byTeam => ("lead_of_team", $"{handed} AND team = @team#"),
            (_, { Stage: not null }) => ("lead_stage", "stage = @stage"),
            _ => (null, "TRUE"),
        };
        var (columns, from) = sort switch
        {
            LeadSort.Created => ("row", "row > @row"),
            LeadSort.CreatedLast => ("row", "row < @row"),
            _ => ("row, due_at", "(due_at, row) > (@due, @row)"),
        };
        var walks = Enumerable.Range(0, within.Contains('#', StringComparison.Ordinal) ? among!.Count : 1)
            .Select(team => $"SELECT {columns} FROM lead {_sql.By(index)} WHERE {within.Replace("#", team.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}{(goesOn ? $" AND {from}" : "")}");
        return $"{string.Join(" UNION ALL ", walks)} ORDER BY {Order(sort)}";
    }

    private static string Order(LeadSort sort, string of = "") => sort switch
    {
        LeadSort.Created => $"{of}row",
        LeadSort.CreatedLast => $"{of}row DESC",
        _ => $"{of}due_at, {of}row",
    };

    private List<string> TeamNames() => [.. _connection.Query<string>("SELECT name FROM team")];
}
