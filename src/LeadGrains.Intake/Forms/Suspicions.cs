namespace LeadGrains.Intake;

/// <summary>Suspicions as the quarantine keeps and shows them.</summary>
public static class Suspicions
{
#pragma warning disable format // one row per suspicion, in columns
    /// <summary>The word that is kept.</summary>
    public static string WordOf(Suspicion suspicion) => suspicion switch
    {
        Suspicion.Unreachable => "unreachable",
        Suspicion.Disposable  => "disposable",
        Suspicion.Trap        => "trap",
        _                     => "too-many",
    };

    /// <summary>For a person: what is the matter.</summary>
    public static string Say(string word) => word switch
    {
        "unreachable" => "no e-mail address and no telephone number",
        "disposable"  => "a mailbox that is thrown away",
        "trap"        => "a field was filled in that people don't see",
        "too-many"    => "too many by the same person or from the same place",
        _             => word,
    };
#pragma warning restore format
}
