using Dapper;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>What should have happened already.</summary>
public sealed partial class LeadViews
{
    /// <summary>Counted at most, so that asking costs little even then.</summary>
    public const int OverdueCountedMax = 100_000;

    /// <summary>Leads whose alarm was due by an instant and hasn't rung; found by an index.</summary>
    public long Overdue(Moment now) => _connection.QuerySingle<long>(
        $"SELECT count(*) FROM (SELECT 1 FROM lead {_sql.By("lead_due")} WHERE due_at IS NOT NULL AND due_at <= @at LIMIT @max) AS due",
        new { at = now.Milliseconds, max = OverdueCountedMax });
}
