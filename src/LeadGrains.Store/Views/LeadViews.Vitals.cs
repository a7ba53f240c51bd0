using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>What operators look at; each takes as long for a million leads as for one.</summary>
public sealed partial class LeadViews
{
    /// <summary>Leads whose alarm rings by an instant, counted up to a bound along the index.</summary>
    public int DueCount(Moment until, int max) => (int)Counted("SELECT 1 FROM lead WHERE due_at IS NOT NULL AND due_at <= @until LIMIT @max", new { until = until.Milliseconds, max });

    /// <summary>When the alarm rings that is due first, or null.</summary>
    public Moment? FirstDueAt() => Dapper.SqlMapper.QuerySingleOrDefault<long?>(_connection, "SELECT min(due_at) FROM lead WHERE due_at IS NOT NULL") is { } at ? new Moment(at) : null;

    /// <summary>Leads that wait for a free hand of a team, counted up to a bound along the index.</summary>
    public int WaitingCount(string team, int max) => (int)Counted("SELECT 1 FROM lead WHERE team = @team AND rank IS NOT NULL LIMIT @max", new { team, max });

    private long Counted(string sql, object parameters) => Dapper.SqlMapper.QuerySingle<long>(_connection, $"SELECT count(*) FROM ({sql}) AS counted", parameters);
}
