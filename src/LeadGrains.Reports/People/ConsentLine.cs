using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>What a line of the consent ledger says.</summary>
public enum ConsentStep { Asked, RequestSent, Given, Confirmed, Withdrawn, Complained, TakenOver, Forgotten }

/// <summary>
/// One step of what a person allowed: who (the lead), when, where, which words, and who noted it (C1; RELIABILITY.md, 25).
/// </summary>
/// <param name="Seq">Where in the journal.</param>
/// <param name="At">When the person said so; for what came from a list, when it was said there.</param>
/// <param name="Topic">Null where the step has none, as a request to confirm.</param>
/// <param name="Channel">Null: every channel.</param>
/// <param name="By">Who noted it: an adapter, a member, "system".</param>
public sealed record ConsentLine(long Seq, Moment At, ConsentStep Step, string? Topic, Channel? Channel, string By)
{
    /// <summary>When it was noted.</summary>
    public Moment NotedAt { get; init; }
    public ConsentProof? Proof { get; init; }

    /// <summary>The first step, where this is the second.</summary>
    public ConsentRequest? Request { get; init; }

    /// <summary>What a consent can't do without and this one lacks, in words; null for a whole one and for what is none.</summary>
    public string? Lacks => Step is ConsentStep.Asked or ConsentStep.Given or ConsentStep.Confirmed
        ? Proof is null ? "any proof" : Proof.Lacks : null;
}
