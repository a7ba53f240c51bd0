using LeadGrains.Store;
using LeadGrains.Store.Tests;
using Npgsql;

namespace LeadGrains.Silo.Tests.Views;

/// <summary>The same questions to a cluster's database: the suite that the embedded edition's file passes.</summary>
[Collection(OneServer.Name)]
public sealed class PostgresViewsTests : ViewsContract
{
    private readonly NpgsqlDataSource _database;

    public PostgresViewsTests(Postgres postgres) : this(NpgsqlDataSource.Create(postgres.Database().GetAwaiter().GetResult()))
    {
    }

    private PostgresViewsTests(NpgsqlDataSource database) : base(new GrainJournal(database)) => _database = database;

    protected override ViewPool Open() => new(_database);

    public override void Dispose()
    {
        _database.Dispose();
        base.Dispose();
    }
}
