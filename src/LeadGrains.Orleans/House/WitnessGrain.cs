namespace LeadGrains.Orleans;

/// <summary>Says whether the silo that it was put on reaches the database.</summary>
public interface IWitnessGrain : IGrainWithGuidKey
{
    Task<bool> SeesDatabase();
}

/// <summary>Asked once, by a silo that doesn't reach the database itself.</summary>
public sealed class WitnessGrain(DatabaseWatch watch) : Grain, IWitnessGrain
{
    public Task<bool> SeesDatabase()
    {
        DeactivateOnIdle();
        return watch.SeesDatabase();
    }
}
