namespace LeadGrains.Silo.Tests;

/// <summary>Tests that need a database share one server, and each has a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneServer : ICollectionFixture<Postgres>
{
    public const string Name = "PostgreSQL of the silos' tests";
}
