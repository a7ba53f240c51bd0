namespace LeadGrains.Lifecycle;

/// <summary>Everything that can be done with the versions of the program; a closed family.</summary>
public abstract record AgreementCommand;

/// <summary>A new version is put up for signing. The same text again is no new version.</summary>
/// <param name="Text">The whole text, with all pieces of content, as it will be kept.</param>
public sealed record Propose(string By, string Text, string? Note = null) : AgreementCommand;

/// <summary>A person signs a version for a side; nobody signs for both.</summary>
public sealed record Sign(int Number, Side Side, string By) : AgreementCommand;

/// <summary>A version that both sides signed takes over.</summary>
/// <param name="Program">What its text says, with the number of the version.</param>
public sealed record Activate(int Number, string By, Program Program) : AgreementCommand;
