namespace LeadGrains.Silo;

/// <summary>What a process of the cluster is.</summary>
internal enum HouseRole
{
    /// <summary>A silo, and the API and the portal beside it.</summary>
    All,

    /// <summary>A silo alone: leads live in it, and it answers for its health only.</summary>
    Silo,

    /// <summary>The API and the portal alone: no lead lives in it.</summary>
    Gateway,
}
