using System.Reflection;

namespace LeadGrains.Mail;

/// <summary>One file of content as it was found.</summary>
/// <param name="Name">For messages; usually the path within the folder.</param>
/// <param name="Text">The whole file.</param>
public sealed record ContentFile(string Name, string Text);

/// <summary>What reading content gave: all of it, or every fault.</summary>
/// <param name="Content">null when there is any fault.</param>
/// <param name="Faults">In the order of files and lines; empty when all is well.</param>
public sealed record ContentReading(ContentSet? Content, IReadOnlyList<ContentFault> Faults);

/// <summary>
/// Reads content: <c>*.md</c> with YAML front matter between <c>---</c> lines, then Markdown with fields.
/// </summary>
public static class ContentReader
{
    /// <summary>A longer file is a fault, in UTF-16 units: a mail beyond about 100 kB is clipped by Gmail.</summary>
    public const int FileCharsMax = 64 * 1024;

    private static readonly Lazy<ContentSet> Shipped = new(() =>
    {
        var reading = Read(ShippedFiles());
        return reading.Content
            ?? throw new InvalidOperationException($"The shipped content is broken: {reading.Faults[0]}");
    });

    /// <summary>The content that ships with the product. Read once; safe from any thread.</summary>
    public static ContentSet Default => Shipped.Value;

    /// <summary>The files that ship with the product, to be written out as the start of somebody's own.</summary>
    public static IReadOnlyList<ContentFile> ShippedFiles()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("content/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => new ContentFile(name, ReadAll(assembly.GetManifestResourceStream(name)!)))];
    }

    /// <summary>Reads every <c>*.md</c> in a folder and below, by name.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static ContentReading ReadFolder(string folder) =>
        Read(Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => new ContentFile(Path.GetRelativePath(folder, path), File.ReadAllText(path))));

    /// <summary>Reads files that are in memory already.</summary>
    public static ContentReading Read(IEnumerable<ContentFile> files)
    {
        var faults = new List<ContentFault>();
        var pieces = new Dictionary<(string Id, string Language), PieceText>();
        foreach (var file in files)
        {
            if (ReadFile(file, faults) is not { } text) continue;
            var key = (text.Piece.Id, text.Piece.Language);
            if (!pieces.TryAdd(key, text))
                faults.Add(new ContentFault(file.Name, 2,
                    $"id '{key.Id}' in language '{key.Language}' is already in {pieces[key].File}"));
        }
        return new ContentReading(faults.Count == 0 ? new ContentSet(pieces.Values) : null, faults);
    }

    private static string ReadAll(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static PieceText? ReadFile(ContentFile file, List<ContentFault> faults)
    {
        var before = faults.Count;
        void Fault(int line, string problem) => faults.Add(new ContentFault(file.Name, line, problem));

        var text = file.Text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var end = text.StartsWith("---\n", StringComparison.Ordinal)
            ? text.IndexOf("\n---\n", 3, StringComparison.Ordinal) : -1;
        if (text.Length > FileCharsMax) Fault(1, $"the file is longer than {FileCharsMax} characters");
        else if (end < 0) Fault(1, "the file must begin with front matter between two lines of ---");
        if (faults.Count > before) return null;

        var front = new FrontMatter(file.Name, faults);
        front.Parse(text[4..(end + 1)]);
        if (faults.Count > before) return null;

        var bodyStart = end + "\n---\n".Length;
        var bodyLine = text.AsSpan(0, bodyStart).Count('\n') + 1;
        var piece = front.Read();
        var scanner = new TemplateScanner(file.Name, piece?.Kind, faults);
        var titleKey = front.Text("subject") is null ? "title" : "subject";
        var title = scanner.Scan(front.Text(titleKey) ?? "", front.LineOf(titleKey));
        var preheader = front.Text("preheader") is { } lead ? scanner.Scan(lead, front.LineOf("preheader")) : null;
        var body = scanner.Scan(text[bodyStart..], bodyLine);
        if (string.IsNullOrWhiteSpace(body.Source)) Fault(bodyLine, "the body is missing");
        BodyRules.Check(body.Source, bodyLine, Fault);
        if (piece is null) return null;
        PieceRules.Check(piece, body, front.LineOf, Fault);
        return faults.Count > before ? null : new PieceText(piece, title, preheader, body, file.Name, bodyLine, front.LineOf);
    }
}
