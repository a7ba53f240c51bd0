using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>The faults of one file, and on which line each part of the program was read.</summary>
internal sealed class FaultBook(string file)
{
    /// <summary>Faults that are told; a file with more has another problem than its details.</summary>
    public const int FaultsMax = 200;

    private readonly HashSet<ProgramFileFault> _found = [];
    private readonly Dictionary<string, int> _lines = [];
    private readonly HashSet<string> _broken = [];
    private readonly Dictionary<string, string> _same = [];

    /// <summary>In the order of their lines, at most <see cref="FaultsMax"/> and a last word.</summary>
    public IReadOnlyList<ProgramFileFault> Found
    {
        get
        {
            List<ProgramFileFault> faults = [.. _found.OrderBy(f => f.File != file).ThenBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).Take(FaultsMax)];
            if (_found.Count > FaultsMax)
                faults.Add(new(file, faults[^1].Line, $"and {_found.Count - FaultsMax} more; correct these first"));
            return faults;
        }
    }

    /// <summary>Remembers where a part stands.</summary>
    public void Place(string path, int line) => _lines.TryAdd(path, line);

    /// <summary>Two parts of the program come from one place in the file.</summary>
    public void Same(string path, string first) => _same[path] = first;

    public void Add(int line, string words) => _found.Add(new(file, line, words));

    /// <summary>In another file that belongs to it.</summary>
    public void AddElsewhere(string otherFile, int line, string words) => _found.Add(new(otherFile, line, words));

    /// <summary>A part that can't be read: nothing else is told about it.</summary>
    public void Add(string path, int line, string words)
    {
        Add(line, words);
        Place(path, line);
        _broken.Add(path);
    }

    /// <summary>A fault of the program as a value, on the line where that part stands.</summary>
    public void Add(ProgramFault fault)
    {
        var path = fault.Path;
        foreach (var (part, first) in _same)
            if (path.StartsWith(part, StringComparison.Ordinal)) path = first + path[part.Length..];
        if (!_broken.Contains(path)) Add(LineOf(path), fault.Words);
    }

    // The nearest part around it that has a line; what is wrong with a piece is wrong with what it names.
    private int LineOf(string path)
    {
        if (path.StartsWith("content[", StringComparison.Ordinal))
            path = path.EndsWith(".topic", StringComparison.Ordinal) ? "topics"
                : path.EndsWith(".question", StringComparison.Ordinal) ? "questions" : "";
        for (; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))])
            if (_lines.TryGetValue(path, out var line)) return line;
        return 1;
    }
}
