using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using Npgsql;
using Orleans.Storage;

namespace LeadGrains.Orleans.Tests;

/// <summary>States that go to the database together, as if each had gone alone.</summary>
[Collection(OnPostgres.Name)]
public sealed class GroupCommitTests(Postgres postgres) : IEndsAsync
{
    private const int Many = 300;
    private readonly WrittenAlone _alone = new();
    private NpgsqlDataSource _database = null!;
    private GroupCommit _storage = null!;

    public async Task InitializeAsync()
    {
        var connection = await postgres.Database();
        _database = NpgsqlDataSource.Create(connection);
        _storage = new GroupCommit(_alone, Silos.Pooled(connection, "commits", Silos.CommitConnectionsMax));
    }

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task All_are_written_each_once_with_its_row_and_its_entry()
    {
        var leads = Enumerable.Range(0, Many).Select(n => new Kept(n)).ToList();
        await Task.WhenAll(leads.Select(Write));
        await Task.WhenAll(leads.Select(l => Write(l.Next(Stage.Nurturing))));
        Assert.Equal(0, _alone.Count);
        Assert.Equal(Many, await Count("SELECT count(*) FROM OrleansStorage WHERE Version = 2"));
        Assert.Equal(Many, await Count("SELECT count(*) FROM lead_row l JOIN event e ON e.lead = l.row AND e.seq = l.last_seq AND e.version = 2 JOIN event p ON p.seq = e.previous AND p.version = 1 AND p.lead = l.row"));
        Assert.Equal(2 * Many, await Count("SELECT count(*) FROM event"));
        Assert.Equal(Many, await Count("SELECT count FROM stage WHERE stage = 'Nurturing'"));
        Assert.Equal(0, await Count("SELECT sum(count)::bigint FROM stage WHERE stage <> 'Nurturing'"));
    }

    [Fact]
    public async Task One_that_the_database_refuses_takes_no_other_with_it()
    {
        var leads = Enumerable.Range(0, Many).Select(n => new Kept(n)).ToList();
        var one = leads[Many / 2].State;
        one.State = one.State! with { Row = one.State.Row with { By = null } };
        _alone.Refuse = leads[Many / 2].Id;
        var outcomes = await Task.WhenAll(leads.Select(async l => { try { await Write(l); return true; } catch (InvalidOperationException) { return false; } }));
        Assert.Equal([Many / 2], outcomes.Index().Where(o => !o.Item).Select(o => o.Index));
        Assert.InRange(_alone.Count, 1, GroupCommit.TogetherMax);
        Assert.Equal(Many - _alone.Count, await Count("SELECT count(*) FROM lead_row"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Who_was_overtaken_by_another_activation_is_told_so_and_the_others_are_written(int versionsBefore)
    {
        var leads = Enumerable.Range(0, Many).Select(n => new Kept(n)).ToList();
        var twin = new Kept(7);
        if (versionsBefore > 0)
        {
            await Task.WhenAll(leads.Select(Write));
            foreach (var lead in leads.Append(twin)) lead.Next(Stage.Nurturing);
            twin.State.ETag = leads[7].State.ETag;
        }
        await Write(twin);
        var outcomes = await Task.WhenAll(leads.Select(async l => { try { await Write(l); return true; } catch (InconsistentStateException) { return false; } }));
        Assert.Equal([7], outcomes.Index().Where(o => !o.Item).Select(o => o.Index));
        Assert.Equal(Many, await Count($"SELECT count(*) FROM OrleansStorage WHERE Version = {versionsBefore + 1}"));
    }

    [Fact]
    public async Task An_alert_of_which_a_day_has_one_leaves_once_though_a_hundred_post_it_together()
    {
        var leads = Enumerable.Range(0, 100).Select(n => new Kept(n)).ToList();
        var alert = Posting.Of(new Post(new OperatorAlert("A stream runs dry.") { OnceADay = "dry" }, default), SmallProgram.Monday);
        foreach (var lead in leads) lead.State.State = lead.State.State! with { Row = lead.State.State.Row with { Added = new Addition { Posted = [alert] } } };
        await Task.WhenAll(leads.Select(Write));
        Assert.Equal(1, await Count("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task What_waits_is_written_before_it_closes_and_nothing_is_taken_after()
    {
        var writes = Enumerable.Range(0, Many).Select(n => Write(new Kept(n))).ToList();
        await _storage.DisposeAsync();
        await Task.WhenAll(writes);
        Assert.Equal(Many, await Count("SELECT count(*) FROM OrleansStorage"));
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Write(new Kept(Many)));
    }

    private Task Write(Kept lead) => _storage.WriteStateAsync("lead", lead.Id, lead.State);

    private async Task<long> Count(string sql)
    {
#pragma warning disable CA2100 // our own text
        await using var query = _database.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await query.ExecuteScalarAsync())!;
    }

    private sealed class Kept
    {
        public Kept(int number)
        {
            var id = SmallProgram.IdOf($"kept-{number}");
            Id = GrainId.Create("lead", id.ToString());
            State = new GrainState<LeadRecord>(Record(1, Stage.Inquiry, LeadState.Unknown with { Id = id }));
        }

        public GrainId Id { get; }
        public GrainState<LeadRecord> State { get; }

        public Kept Next(Stage stage)
        {
            State.State = Record(State.State!.Version + 1, stage, State.State.State);
            return this;
        }

        private static LeadRecord Record(int version, Stage stage, LeadState state) => new()
        {
            Row = new Row { Version = version, Stage = stage, Team = "marketing" }.With<LeadEvent>([new Preferred(7, null)], SmallProgram.Monday, default),
            State = state,
        };
    }

    // Stands for the provider, which writes a state alone.
    private sealed class WrittenAlone : IGrainStorage
    {
        private int _count;

        public int Count => _count;
        public GrainId? Refuse { get; set; }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Interlocked.Increment(ref _count);
            return grainId == Refuse ? Task.FromException(new InvalidOperationException("Refused.")) : Task.CompletedTask;
        }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();
    }
}
