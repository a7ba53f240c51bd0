namespace LeadGrains.Lifecycle;

/// <summary>What can be wrong with a member, worded for the person who wrote it: hours that throw would stop the
/// house.</summary>
internal static class MemberFaults
{
    public const int NameCharsMax = 64, CapacityMax = 1_000;

    /// <summary>The first fault, or null.</summary>
    public static string? Of(Member member) =>
        member.Name.Length is 0 or > NameCharsMax || member.Name.Any(c => char.IsWhiteSpace(c) || c == '/')
            ? $"A member's name has 1 to {NameCharsMax} characters and neither blanks nor slashes, such as ines."
        : member.CapacityOpen is < 1 or > CapacityMax || member.CapacityNewPerDay is < 1 or > CapacityMax
            ? $"Capacity is 1 to {CapacityMax} leads; a member who takes none is paused instead."
        : member.Hours?.Faults() is [var fault, ..] ? fault : null;
}
