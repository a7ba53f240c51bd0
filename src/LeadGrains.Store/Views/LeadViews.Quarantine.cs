using Dapper;

namespace LeadGrains.Store;

/// <summary>What waits for somebody to look at it.</summary>
public sealed partial class LeadViews
{
    /// <summary>Inquiries in quarantine, latest first; for the next page, those before the last number of this one.</summary>
    public IReadOnlyList<Quarantined> Quarantine(int max = PageMax, long beforeNumber = long.MaxValue, string? reason = null) =>
        [.. _connection.Query<(long Number, byte[] Body)>($"""
            SELECT number, {_sql.Utf8("body")} FROM quarantine WHERE number < @beforeNumber AND (@reason IS NULL OR reason = @reason)
              ORDER BY number DESC LIMIT @max
            """, new { beforeNumber, reason, max = Math.Clamp(max, 0, PageMax) }).Select(row => Read(row.Number, row.Body))];

    /// <summary>One of them, or null.</summary>
    public Quarantined? Quarantined(long number) =>
        _connection.QuerySingleOrDefault<byte[]>($"SELECT {_sql.Utf8("body")} FROM quarantine WHERE number = @number", new { number }) is { } body ? Read(number, body) : null;

    /// <summary>The numbers of all that are there for a reason, latest first; the quarantine itself is bounded.</summary>
    public IReadOnlyList<long> QuarantineNumbers(string reason, int max = int.MaxValue) =>
        [.. _connection.Query<long>("SELECT number FROM quarantine WHERE reason = @reason ORDER BY number DESC LIMIT @max", new { reason, max })];

    /// <summary>How many there are for each reason, the most first.</summary>
    public IReadOnlyList<(string Reason, long Count)> QuarantineCounts() =>
        [.. _connection.Query<(string, long)>("SELECT reason, count(*) FROM quarantine GROUP BY reason ORDER BY count(*) DESC, reason")];

    private static Quarantined Read(long number, byte[] body) => JournalJson.ReadQuarantined(body) with { Number = number };
}
