using LeadGrains.Lifecycle;
using LeadGrains.Store;
using Npgsql;

namespace LeadGrains.Silo.Tests.Views;

/// <summary>Entries get their numbers before they are committed; whoever reads on from the last one must still see all.</summary>
[Collection(OneServer.Name)]
public sealed class LateEntriesTests(Postgres postgres)
{
    private const string Insert = "INSERT INTO event (team, previous, version, at, by, body) VALUES ('sales', 0, 1, 0, 'test', '[]') RETURNING seq";

    [Fact]
    public async Task An_entry_that_is_committed_late_is_waited_for_and_not_passed_over()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Database());
        using var pool = new ViewPool(database);
        await using var hanging = await Writer.Begin(database);
        await using var quick = await Writer.Begin(database);
        var (first, second) = (hanging.Seq, quick.Seq);
        await quick.Commit();
        Assert.Empty(After(pool, 0)); // the second is there, and the first may come yet
        await hanging.Commit();
        Assert.Equal([first, second], After(pool, 0));
        Assert.Equal([second], After(pool, first));
        using var views = pool.Take();
        Assert.Equal(second, views.LastSeq());
    }

    [Fact]
    public async Task An_entry_that_never_comes_keeps_nobody_waiting()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Database());
        using var pool = new ViewPool(database);
        await using (await Writer.Begin(database))
        {
            await using var quick = await Writer.Begin(database);
            await quick.Commit();
        }
        Assert.Single(After(pool, 0));
    }

    [Fact]
    public async Task Whoever_reads_on_while_many_write_sees_every_entry_once_and_in_order()
    {
        const int Writers = 8, Each = 150, Seed = 20261122;
        await using var database = NpgsqlDataSource.Create(await postgres.Database());
        using var pool = new ViewPool(database);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var random = new Random(Seed + writer);
            for (var i = 0; i < Each; i++)
            {
                await using var one = await Writer.Begin(database);
                if (random.Next(4) == 0) await Task.Delay(random.Next(8));
                if (random.Next(10) != 0) await one.Commit();
            }
        }));
        var seen = new List<long>();
        for (var over = false; !over;)
        {
            over = writing.IsCompleted;
            seen.AddRange(After(pool, seen.LastOrDefault()));
        }
        await writing;
        await using var all = database.CreateCommand("SELECT array_agg(seq ORDER BY seq) FROM event");
        Assert.True(seen.SequenceEqual((long[])(await all.ExecuteScalarAsync())!), $"seed {Seed}");
    }

    private static List<long> After(ViewPool pool, long seq)
    {
        using var views = pool.Take();
        return [.. views.EventsAfter(seq).Select(line => line.Entry.Seq)];
    }

    // An entry in a transaction of its own, which is undone unless it is committed.
    private sealed class Writer(NpgsqlConnection connection, NpgsqlTransaction transaction, long seq) : IAsyncDisposable
    {
        public long Seq => seq;

        public static async Task<Writer> Begin(NpgsqlDataSource database)
        {
            var connection = await database.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync();
            await using var mark = new NpgsqlCommand("SELECT txid_current()", connection); // as the grain's own write does before
            await mark.ExecuteScalarAsync();
            await using var insert = new NpgsqlCommand(Insert, connection);
            return new Writer(connection, transaction, (long)(await insert.ExecuteScalarAsync())!);
        }

        public Task Commit() => transaction.CommitAsync();

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
