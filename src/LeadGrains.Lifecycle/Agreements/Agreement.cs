using System.Security.Cryptography;
using System.Text;

namespace LeadGrains.Lifecycle;

/// <summary>The two who must agree on what a lead is (Q1).</summary>
public enum Side { Marketing, Sales }

/// <summary>Somebody's word that a version is right for their side.</summary>
public sealed record Signature(Side Side, string By, Moment At);

/// <summary>One version of the program. Its text never changes: another text is another version and needs new
/// signatures.</summary>
/// <param name="Digest">SHA-256 of its text in hex: what was signed.</param>
public sealed record ProgramVersion(int Number, string ProposedBy, Moment ProposedAt, string Digest, string? Note)
{
    /// <summary>In the order in which they were given; at most one for each side.</summary>
    public IReadOnlyList<Signature> Signatures { get; init; } = [];

    /// <summary>The latest activation, or null.</summary>
    public Moment? ActivatedAt { get; init; }
    public string? ActivatedBy { get; init; }

    /// <summary>The file began with it, so nobody has to sign it.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The signature of a side, or null.</summary>
    public Signature? SignatureOf(Side side) => Signatures.FirstOrDefault(s => s.Side == side);

    /// <summary>Both sides have signed, or nobody needs to.</summary>
    public bool IsSigned => IsFirst || Enum.GetValues<Side>().All(side => SignatureOf(side) is not null);
}

/// <summary>Every version of the program there ever was, and which one is at work. Immutable.</summary>
public sealed record Agreement
{
    /// <summary>Nothing is agreed yet.</summary>
    public static readonly Agreement None = new();

    /// <summary>By their numbers, ascending.</summary>
    public IReadOnlyList<ProgramVersion> Versions { get; init; } = [];

    /// <summary>The number of the version at work; 0 before the first.</summary>
    public int Active { get; init; }

    /// <summary>A version by its number, or null.</summary>
    public ProgramVersion? Version(int number) => Versions.FirstOrDefault(v => v.Number == number);

    /// <summary>What a version's text is known by.</summary>
    public static string DigestOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
