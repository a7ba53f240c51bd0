using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>The program that ships with the product, for a maker of software or machines.</summary>
public static class DefaultProgram
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "program.yaml";

    /// <summary>Its text, to be written out and changed.</summary>
    public static string Text { get; } = Embedded();

    /// <summary>The program with its pieces. Throws <see cref="InvalidDataException"/> with every fault when the pieces
    /// don't go with it; without pieces it has none.</summary>
    public static Program Load(IReadOnlyList<Piece> content)
    {
        var (program, faults) = ProgramYaml.Read(Text, FileName, content);
        return program ?? throw new InvalidDataException(string.Join('\n', faults));
    }

    private static string Embedded()
    {
        using var stream = typeof(DefaultProgram).Assembly.GetManifestResourceStream(FileName)
            ?? throw new InvalidDataException($"The build left out {FileName}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
