namespace LeadGrains.Lifecycle;

using Decision = Decision<AgreementEvent>;

/// <summary>How a change of the program comes into force: proposed, signed by both sides, activated (Q1). Pure.</summary>
public static class AgreementRules
{
    /// <summary>The longest name of a person, and the longest note, in characters.</summary>
    public const int NameCharactersMax = 100, NoteCharactersMax = 1_000;

    /// <summary>What a command leads to.</summary>
#pragma warning disable format // one row per rule, in columns
    public static Decision Decide(Agreement agreement, AgreementCommand command, Moment now) => command switch
    {
        Propose c  => Unnamed(c.By) ?? Proposing(agreement, c, now),
        Sign c     => Unnamed(c.By) ?? Unknown(agreement, c.Number) ?? Signing(agreement.Version(c.Number)!, c, now),
        Activate c => Unnamed(c.By) ?? Unknown(agreement, c.Number) ?? Activating(agreement, agreement.Version(c.Number)!, c, now),
        _          => Decision.Refuse($"{command.GetType().Name} means nothing to a program."),
    };

    /// <summary>The versions after one event.</summary>
    public static Agreement Evolve(Agreement agreement, AgreementEvent happened) => happened switch
    {
        VersionBegan e     => agreement with { Versions = [new ProgramVersion(e.Number, "LeadGrains", e.At, e.Digest, null) { IsFirst = true }], Active = e.Number },
        VersionProposed e  => agreement with { Versions = [.. agreement.Versions, new ProgramVersion(e.Number, e.By, e.At, e.Digest, e.Note)] },
        VersionSigned e    => With(agreement, e.Number, v => v with { Signatures = [.. v.Signatures, new Signature(e.Side, e.By, e.At)] }),
        VersionActivated e => With(agreement, e.Number, v => v with { ActivatedAt = e.At, ActivatedBy = e.By }) with { Active = e.Number },
        _           => agreement,
    };
#pragma warning restore format

    private static Decision Proposing(Agreement agreement, Propose c, Moment now)
    {
        if (c.Note is { Length: > NoteCharactersMax }) return Decision.Refuse($"A note has at most {NoteCharactersMax} characters.");
        var digest = Agreement.DigestOf(c.Text);
        if (agreement.Versions.Any(v => v.Digest == digest)) return Decision.AlreadySo;
        var number = agreement.Versions.Count == 0 ? 1 : agreement.Versions[^1].Number + 1;
        return Decision.Happened(new VersionProposed(number, Named(c.By), digest, c.Note, now));
    }

    private static Decision Signing(ProgramVersion version, Sign c, Moment now)
    {
        if (version.IsFirst) return Decision.Refuse($"Version {version.Number} is what the file began with; it needs no signature.");
        if (version.SignatureOf(c.Side) is { } given)
            return Same(given.By, c.By) ? Decision.AlreadySo
                : Decision.Refuse($"{given.By} has signed version {version.Number} for {Said(c.Side)} already.");
        if (version.Signatures.FirstOrDefault(s => Same(s.By, c.By)) is { } other)
            return Decision.Refuse($"{other.By} has signed version {version.Number} for {Said(other.Side)}; "
                + $"somebody else must sign for {Said(c.Side)}.");
        return Decision.Happened(new VersionSigned(version.Number, c.Side, Named(c.By), now));
    }

    private static Decision Activating(Agreement agreement, ProgramVersion version, Activate c, Moment now)
    {
        if (agreement.Active == version.Number) return Decision.AlreadySo;
        var missing = Enum.GetValues<Side>().Where(side => version.SignatureOf(side) is null).Select(Said).ToList();
        if (!version.IsSigned)
            return Decision.Refuse($"Version {version.Number} is not signed for {string.Join(" and ", missing)} yet; both sides sign first.");
        if (c.Program.Version != version.Number)
            return Decision.Refuse($"What was read is version {c.Program.Version}, not {version.Number}.");
        return Decision.Happened(new VersionActivated(version.Number, Named(c.By), now));
    }

    private static Decision? Unknown(Agreement agreement, int number) => agreement.Version(number) is not null ? null
        : Decision.Refuse($"There is no version {number}; there {(agreement.Versions.Count == 1 ? "is" : "are")} "
            + $"{string.Join(", ", agreement.Versions.Select(v => v.Number))}.");

    private static Decision? Unnamed(string by) => Named(by) is { Length: > 0 and <= NameCharactersMax } ? null
        : Decision.Refuse($"Say who does it: a name of 1 to {NameCharactersMax} characters.");

    private static string Named(string by) =>
        string.Join(' ', by.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool Same(string a, string b) =>
        string.Equals(Named(a), Named(b), StringComparison.OrdinalIgnoreCase);

    private static string Said(Side side) => side.ToString().ToLowerInvariant();

    private static Agreement With(Agreement agreement, int number, Func<ProgramVersion, ProgramVersion> change) =>
        agreement with { Versions = [.. agreement.Versions.Select(v => v.Number == number ? change(v) : v)] };
}
