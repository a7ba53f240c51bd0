namespace LeadGrains.Lifecycle;

/// <summary>One difference between two programs, in words.</summary>
/// <param name="Section">The part of the program, as its file names it.</param>
/// <param name="Before">Null where it is new.</param>
/// <param name="After">Null where it is gone.</param>
public sealed record ProgramChange(string Section, string Item, string? Before, string? After);

/// <summary>
/// What one program says otherwise than another: compared by what is meant, so that comments, blanks and the order of
/// keys make no difference. The words of content are compared by whoever has them.
/// </summary>
public static class ProgramDiff
{
    /// <summary>Every difference, in the order of the program's parts; empty when both mean the same.</summary>
    public static IReadOnlyList<ProgramChange> Of(Program before, Program after)
    {
        var old = ProgramLines.Of(before).DistinctBy(l => (l.Section, l.Item))
            .ToDictionary(l => (l.Section, l.Item), l => l.Value);
        var changes = new List<ProgramChange>();
        foreach (var line in ProgramLines.Of(after).DistinctBy(l => (l.Section, l.Item)))
        {
            var was = old.Remove((line.Section, line.Item), out var value) ? value : null;
            if (was != line.Value) changes.Add(new ProgramChange(line.Section, line.Item, was, line.Value));
        }
        changes.AddRange(old.Select(gone => new ProgramChange(gone.Key.Section, gone.Key.Item, gone.Value, null)));
        return changes;
    }
}
