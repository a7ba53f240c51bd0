using System.Globalization;
using System.Text.Json;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;

namespace LeadGrains.Client.Files;

/// <summary>
/// A program as its files: <c>program.yaml</c> and <c>content/*.md</c>. Kept whole in the LeadGrains file, so that it
/// needs no folder.
/// </summary>
/// <param name="Source">Where it came from, for people: a folder, or "default".</param>
internal sealed record ProgramText(string Source, string Yaml, IReadOnlyList<ContentFile> Content)
{
    /// <summary>The number it is kept under; null for a text that is not kept, which says its number itself.</summary>
    public int? Number { get; init; }

    private const string YamlName = DefaultProgram.FileName;
    private const string ContentFolder = "content";

    /// <summary>The one that ships with LeadGrains.</summary>
    public static ProgramText Default => new("default", DefaultProgram.Text, ContentReader.ShippedFiles());

    /// <summary>Reads a folder; without a <c>content</c> folder the shipped content goes with it.</summary>
    public static ProgramText FromFolder(string folder)
    {
        var yaml = Path.Combine(folder, YamlName);
        if (!File.Exists(yaml))
            throw new ProblemException(ProblemKind.NotFound,
                $"there is no {yaml}; 'leadgrains program write {folder}' writes one to start from.");
        var content = Path.Combine(folder, ContentFolder);
        return new ProgramText(folder, File.ReadAllText(yaml), !Directory.Exists(content) ? ContentReader.ShippedFiles()
            : [.. Directory.EnumerateFiles(content, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(path =>
                    new ContentFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path)))]);
    }

    /// <summary>The one at work in a file, or null.</summary>
    public static ProgramText? Kept(Func<string, string?> setting)
    {
        if (setting(AgreementBook.ProgramSetting) is not { } json) return null;
        var number = setting(AgreementBook.ActiveSetting);
        return Parse(json, number is null ? null : int.Parse(number, CultureInfo.InvariantCulture));
    }

    /// <summary>One that is kept under a number.</summary>
    public static ProgramText Parse(string json, int? number)
    {
        using var kept = JsonDocument.Parse(json);
        var files = kept.RootElement.GetProperty("files").EnumerateObject()
            .Select(f => new ContentFile(f.Name, f.Value.GetString()!)).ToList();
        return new ProgramText(number is null ? "kept in the file" : $"version {number}",
            files.First(f => f.Name == YamlName).Text, [.. files.Where(f => f.Name != YamlName)])
        {
            Number = number,
        };
    }

    /// <summary>As it is kept: the same files always give the same text, wherever they came from.</summary>
    public string ToSetting()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("files");
            json.WriteString(YamlName, Yaml);
            foreach (var file in Content) json.WriteString(file.Name, file.Text);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Writes the files into a folder, which must hold none of them yet.</summary>
    public void WriteTo(string folder)
    {
        foreach (var (name, text) in Content.Select(f => (f.Name, f.Text)).Prepend((YamlName, Yaml)))
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>The program, with the number it is kept under, and its words. Throws a problem with every fault.</summary>
    public ReadProgram Read()
    {
        var content = ContentReader.Read(Content);
        var pieces = content.Content?.InDripOrder ?? [];
        var reading = ProgramYaml.Read(Yaml, YamlName, pieces, (piece, key) =>
            content.Content!.Find(piece.Id, piece.Language) is { } text ? (text.File, text.LineOf(key)) : null);
        string[] faults = [.. reading.Faults.Select(f => f.ToString()), .. content.Faults.Select(f => f.ToString())];
        if (faults.Length > 0)
            throw new ProblemException(ProblemKind.BadInput,
                $"the program ({Source}) has {Say.Count(faults.Length, "fault")}; nothing was changed.")
            { Faults = faults };
        var program = reading.Program!;
        return new ReadProgram(program with { Version = Number ?? program.Version }, content.Content!);
    }
}

/// <summary>A program without faults, and the words of its content.</summary>
internal sealed record ReadProgram(Program Program, ContentSet Content);
