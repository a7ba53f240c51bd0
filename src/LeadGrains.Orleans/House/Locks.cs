namespace LeadGrains.Orleans;

/// <summary>The numbers of PostgreSQL's advisory locks that this house takes: each for one purpose, and none twice.</summary>
internal static class Locks
{
    /// <summary>Whoever makes the tables.</summary>
    public const string Tables = "7163";

    /// <summary>Whoever finds out how long nobody was up.</summary>
    public const string Opening = "7164";

    /// <summary>One change at a time to something that is kept together; the second number says what.</summary>
    public const string Turns = "7165";

    /// <summary>What one process does at a time; the second number says what.</summary>
    public const string Leases = "7166";
}
