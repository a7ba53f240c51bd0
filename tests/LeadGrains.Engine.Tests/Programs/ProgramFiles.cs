using LeadGrains.Lifecycle;

namespace LeadGrains.Engine.Tests.Programs;

/// <summary>Short words for the tests of program files.</summary>
internal static class ProgramFiles
{
    /// <summary>As little as a program needs.</summary>
    public const string Small = """
        name: Small
        definition:
          criteria:
            budget: {group: budget, values: {yes: 50, no: 0}}
            size: {group: fit, bands: {1: 0, 50: 20}}
        teams:
          sales: {kind: sales}
        routes:
          hot:
            when: score >= 50
            ladder: [sales]
        declineReasons: [no-capacity]
        lostReasons: [no-need]

        """;

    public static ProgramReading Read(string text) => ProgramYaml.Read(text, "program.yaml", []);

    public static Program Sound(string text)
    {
        var (program, faults) = Read(text);
        Assert.Empty(faults);
        return program!;
    }

    /// <summary>The faults as they are printed, without the file's name.</summary>
    public static IReadOnlyList<string> Faults(string text)
    {
        var (program, faults) = Read(text);
        Assert.Equal(program is null, faults.Count > 0);
        return [.. faults.Select(f => f.ToString()["program.yaml:".Length..])];
    }

    /// <summary>The faults of the small program with something added at its end, which begins on line 14.</summary>
    public static IReadOnlyList<string> Added(string text) => Faults(Small + text);

    /// <summary>The faults of the small program with one text put in the place of another.</summary>
    public static IReadOnlyList<string> Changed(string was, string becomes)
    {
        Assert.Contains(was, Small, StringComparison.Ordinal);
        return Faults(Small.Replace(was, becomes, StringComparison.Ordinal));
    }
}
