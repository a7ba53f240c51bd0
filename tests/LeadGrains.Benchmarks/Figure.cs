namespace LeadGrains.Benchmarks;

/// <summary>One line of the report.</summary>
/// <param name="AtLeast">Whether more is better.</param>
/// <param name="Bar">What was promised, or null where a figure only informs.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? Bar = null, bool AtLeast = true)
{
    public bool? IsReached => Bar is not { } bar ? null : AtLeast ? Value >= bar : Value <= bar;
}
