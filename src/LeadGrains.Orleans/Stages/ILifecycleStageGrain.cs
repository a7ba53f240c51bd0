namespace LeadGrains.Orleans;

/// <summary>A stage of the lifecycle, at the address of its name: for whoever looks at the cluster, the Orleans dashboard among them.</summary>
public interface ILifecycleStageGrain : IGrainWithStringKey
{
    /// <summary>How many leads stand there and how they come and go. At most <see cref="LifecycleStageGrain.KeptFor"/> old.</summary>
    Task<StageFlow> GetState();
}

/// <summary>A stage as operators look at it.</summary>
/// <param name="Count">Leads that stand there now.</param>
/// <param name="In">Leads that ever came.</param>
/// <param name="Out">Leads that ever went on.</param>
/// <param name="InLately">How many came in the last hour that this grain has watched, or less when it has not for so long.</param>
/// <param name="OutLately">How many went on in the same time.</param>
/// <param name="OldestLead">Who has stood there for longest; null while nobody does.</param>
/// <param name="OldestSinceAt">Since when.</param>
[GenerateSerializer]
public sealed record StageFlow(Stage Stage, long Count, long In, long Out, long InLately, long OutLately, LeadId? OldestLead, Moment? OldestSinceAt, Moment At);
