namespace LeadGrains.Orleans.Tests;

/// <summary>
/// A test on a PostgreSQL server: skipped, and says so, where this machine has none. The tests of the cluster know it as
/// <c>Fact</c> (see the project files), also those that they share with the embedded edition.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public class PostgresFactAttribute : Xunit.FactAttribute
{
    public PostgresFactAttribute() => Skip = Postgres.Missing;
}

/// <summary>The same with rows of data; known as <c>Theory</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class PostgresTheoryAttribute : Xunit.TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = Postgres.Missing;
}
