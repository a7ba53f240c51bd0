using System.Data;
using System.Data.Common;
using Dapper;

namespace LeadGrains.Store;

/// <summary>
/// The cluster's database (deploy/sql/postgresql). Many write at once, and an entry gets its number before it is committed:
/// a later number can be there while an earlier one is still to come. So a reader goes up to a number of which it is known
/// that everybody who might have had an earlier one has ended. Thread-safe.
/// </summary>
internal sealed class PostgresDialect : ViewDialect
{
    /// <summary>
    /// Whoever writes an entry ends within milliseconds. After this the reader answers with what is sure, and the next one
    /// waits on: so a transaction that hangs keeps news back, and loses none.
    /// </summary>
    public static readonly TimeSpan SettledWithin = TimeSpan.FromMilliseconds(250);

    private readonly Lock _asking = new();
    private long _final; // up to here nothing can appear any more
    private (long Seq, long Transaction)? _mark; // guarded by the lock: sure as soon as all transactions before that one have ended

    public override string By(string? index) => "";

    public override string Utf8(string column) => $"leadgrains_utf8({column})";

    public override string Field(string column, string name) => $"{column}::json ->> '{name}'";

    public override string Named(string text) => $"row IN (SELECT row FROM lead_who WHERE strpos(who, lower({text})) > 0 ORDER BY row LIMIT @max)";

    public override int NamesReadMax => 1_000_000;

    public override string Ids(string parameter) => $"SELECT decode(value, 'hex') FROM json_array_elements_text({parameter}::json)";

    public override string Following(string table) => $"JOIN {table}";

    public override string AsWalked(string order) => $"ORDER BY {order}";

    public override DbTransaction Instant(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public override (string, long) Kept(DbConnection connection) => (connection.Database, connection.QuerySingle<long>("SELECT pg_database_size(current_database())"));

    public override long FinalSeq(DbConnection connection, long after) => Interlocked.Read(ref _final) is var final && final > after + LeadViews.PageMax ? final : LastSeq(connection);

    // A number is drawn in a transaction that has written already, and so has its own number. All that could have drawn one
    // below what is there now had theirs before ours, which is drawn now: when none of these is under way any more, they
    // have ended, seen or undone.
    public override long LastSeq(DbConnection connection)
    {
        lock (_asking)
        {
            var last = connection.QuerySingle<long>("SELECT coalesce(max(seq), 0) FROM event");
            if (last <= _final) return _final;
            for (var since = TimeProvider.System.GetTimestamp(); ; Thread.Sleep(1))
            {
                _mark ??= connection.QuerySingle<(long, long)>("SELECT coalesce(max(seq), 0), txid_current() FROM event");
                var (seq, transaction) = _mark.Value;
                if (connection.QuerySingle<long>("SELECT txid_snapshot_xmin(txid_current_snapshot())") > transaction)
                {
                    Interlocked.Exchange(ref _final, seq);
                    _mark = null;
                    if (seq >= last) return seq;
                }
                if (TimeProvider.System.GetElapsedTime(since) > SettledWithin) return _final;
            }
        }
    }
}
