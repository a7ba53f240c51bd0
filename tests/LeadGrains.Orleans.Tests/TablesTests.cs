using System.Reflection;
using LeadGrains.Contract;
using Npgsql;
using Orleans.Storage;

namespace LeadGrains.Orleans.Tests;

/// <summary>Our SQL against what Orleans' providers ask of it.</summary>
[Collection(OnPostgres.Name)]
public sealed class TablesTests(Postgres postgres)
{
    private const string Fingerprint = """
        SELECT string_agg(what, E'\n' ORDER BY what) FROM (
          SELECT format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) AS what FROM information_schema.columns WHERE table_schema = 'public'
          UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
          UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
          UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
          UNION ALL SELECT QueryKey || QueryText FROM OrleansQuery) AS everything
        """;

    [Fact]
    public async Task Made_again_nothing_changes()
    {
        await using var house = await OrleansHouse.Open(postgres);
        await house.Engine.Tell(SmallProgram.IdOf("ann"), SmallProgram.Inquiry("ann"));
        var before = await Scalar(house.Database, Fingerprint);
        await Tables.Make(house.Database);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Tables.Make(house.Database)));
        Assert.Equal(before, await Scalar(house.Database, Fingerprint));
        Assert.Equal(1L, await Scalar(house.Database, "SELECT count(*) FROM lead_row"));
        Assert.Equal(1, (await house.Engine.Find(SmallProgram.IdOf("ann")))!.Version);
    }

    [Theory]
    [InlineData("Orleans.Clustering.AdoNet", "Orleans.Clustering.AdoNet.Storage.DbStoredQueries")]
    [InlineData("Orleans.Reminders.AdoNet", "Orleans.Reminders.AdoNet.Storage.DbStoredQueries")]
    public async Task Every_query_that_a_provider_looks_up_is_there(string assembly, string type)
    {
        var asked = Assembly.Load(assembly).GetType(type, throwOnError: true)!
            .GetProperties(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Select(p => p.Name).Where(n => n.EndsWith("Key", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(await Keys()));
    }

    [Fact]
    public async Task Every_query_of_the_storage_is_there()
    {
        var asked = AdoNetGrainStorage.DefaultInitializationQuery.Split('\'').Where((_, i) => i % 2 == 1).ToList();
        Assert.Equal(4, asked.Count);
        Assert.Empty(asked.Except(await Keys()));
    }

    [Fact]
    public async Task A_team_whose_name_reads_as_a_number_is_found_by_its_name()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Database());
        await Scalar(database, """
            INSERT INTO OrleansStorage (GrainTypeHash, GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeString, ServiceId, PayloadBinary, Version)
            VALUES (1, 1, 0, 51966, 'team', 'leadgrains', convert_to(E'{"row":{"version":1,"team":"cafe"}\n,"state":{"name":"cafe"}}', 'UTF8'), 1)
            """);
        Assert.Equal("""{"name":"cafe"}""", await Scalar(database, "SELECT state FROM team WHERE name = 'cafe'"));
    }

    [Fact]
    public async Task A_state_without_a_row_of_its_own_line_is_refused()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Database());
        await Assert.ThrowsAsync<PostgresException>(() => Scalar(database, """
            INSERT INTO OrleansStorage (GrainTypeHash, GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeString, ServiceId, PayloadBinary, Version)
            VALUES (1, 1, 1, 1, 'lead', 'leadgrains', convert_to('{"row":{"version":1,"stage":"Inquiry"},"state":{}}', 'UTF8'), 1)
            """));
        Assert.Equal(0L, await Scalar(database, "SELECT count(*) FROM OrleansStorage"));
    }

    private async Task<List<string>> Keys()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Database());
        await using var query = database.CreateCommand("SELECT QueryKey FROM OrleansQuery");
        await using var rows = await query.ExecuteReaderAsync();
        var keys = new List<string>();
        while (await rows.ReadAsync()) keys.Add(rows.GetString(0));
        return keys;
    }

    private static async Task<object?> Scalar(NpgsqlDataSource database, string sql)
    {
#pragma warning disable CA2100 // our own text
        await using var query = database.CreateCommand(sql);
#pragma warning restore CA2100
        return await query.ExecuteScalarAsync();
    }
}
