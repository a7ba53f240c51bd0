using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>Everything that can have happened to the versions of the program; a closed family, never changed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(VersionBegan), nameof(VersionBegan))]
[JsonDerivedType(typeof(VersionProposed), nameof(VersionProposed))]
[JsonDerivedType(typeof(VersionSigned), nameof(VersionSigned))]
[JsonDerivedType(typeof(VersionActivated), nameof(VersionActivated))]
public abstract record AgreementEvent;

/// <summary>The version that was at work when the first change was proposed.</summary>
public sealed record VersionBegan(int Number, string Digest, Moment At) : AgreementEvent;
public sealed record VersionProposed(int Number, string By, string Digest, string? Note, Moment At) : AgreementEvent;
public sealed record VersionSigned(int Number, Side Side, string By, Moment At) : AgreementEvent;
public sealed record VersionActivated(int Number, string By, Moment At) : AgreementEvent;
