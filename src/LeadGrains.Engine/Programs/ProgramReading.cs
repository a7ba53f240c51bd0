using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>Something wrong with a program's file, worded for who wrote it.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Words">What is wrong; what would be accepted. No full stop.</param>
public sealed record ProgramFileFault(string File, int Line, string Words)
{
    /// <summary>
    /// <c>program.yaml:12: what is wrong; what would be accepted</c>, as editors and terminals link it.
    /// </summary>
    public override string ToString() => $"{File}:{Line}: {Words}";
}

/// <summary>What became of reading a program: either the program, or every fault.</summary>
/// <param name="Program">Null when there is a fault.</param>
/// <param name="Faults">In the order of their lines; empty when there is none.</param>
public sealed record ProgramReading(Program? Program, IReadOnlyList<ProgramFileFault> Faults);
