using LeadGrains.ClusterCrash;

namespace LeadGrains.Orleans.Tests;

/// <summary>All tests of the cluster share one server, and each has a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OnPostgres : ICollectionFixture<Postgres>
{
    public const string Name = "PostgreSQL";
}
