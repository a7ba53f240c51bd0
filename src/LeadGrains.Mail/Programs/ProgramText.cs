using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadGrains.Engine;

namespace LeadGrains.Mail;

/// <summary>
/// A program as its files: <c>program.yaml</c> and <c>content/*.md</c>. Kept whole in the LeadGrains file, so that it
/// needs no folder. Immutable.
/// </summary>
/// <param name="Source">Where it came from, for people: a folder, or "default".</param>
public sealed record ProgramText(string Source, string Yaml, IReadOnlyList<ContentFile> Content)
{
    /// <summary>The number it is kept under; null for a text that is not kept, which says its number itself.</summary>
    public int? Number { get; init; }

    /// <summary>The one that ships with LeadGrains.</summary>
    public static ProgramText Default => new("default", DefaultProgram.Text, ContentReader.ShippedFiles());

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
            files.First(f => f.Name == DefaultProgram.FileName).Text, [.. files.Where(f => f.Name != DefaultProgram.FileName)])
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
            json.WriteString(DefaultProgram.FileName, Yaml);
            foreach (var file in Content) json.WriteString(file.Name, file.Text);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The program, with the number it is kept under, and its words; or every fault with its line.</summary>
    public ProgramTextReading Check()
    {
        var content = ContentReader.Read(Content);
        var pieces = content.Content?.InDripOrder ?? [];
        var reading = ProgramYaml.Read(Yaml, DefaultProgram.FileName, pieces, (piece, key) =>
            content.Content!.Find(piece.Id, piece.Language) is { } text ? (text.File, text.LineOf(key)) : null);
        string[] faults = [.. reading.Faults.Select(f => f.ToString()), .. content.Faults.Select(f => f.ToString())];
        return faults.Length > 0 ? new ProgramTextReading(null, faults)
            : new ProgramTextReading(new ReadProgram(reading.Program! with { Version = Number ?? reading.Program.Version }, content.Content!), []);
    }
}

/// <summary>What reading a program gave.</summary>
/// <param name="Read">Null when there is a fault.</param>
/// <param name="Faults">Each as <c>file:line: what is wrong</c>; empty when there is none.</param>
public sealed record ProgramTextReading(ReadProgram? Read, IReadOnlyList<string> Faults);

/// <summary>A program without faults, and the words of its content.</summary>
public sealed record ReadProgram(Program Program, ContentSet Content);
