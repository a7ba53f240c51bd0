using System.Text;
using LeadGrains.Client.Export;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;

namespace LeadGrains.Client.Printing;

/// <summary>A letter of a batch, filled in for its person.</summary>
internal sealed record Letter(LeadId Lead, int Touch, string Piece, string Language, Person Person, RenderedPiece Rendered);

/// <summary>
/// A batch as a folder: one HTML page per letter, and <c>letters.csv</c> for mail merge. The folder appears whole or not
/// at all, and is on the disk when <see cref="Write"/> returns.
/// </summary>
internal sealed class PrintBatch(string parent, int number)
{
    /// <summary>Address lines in the CSV file; what is beyond stands in the last one.</summary>
    public const int AddressLinesMax = 5;

    /// <summary>How the ledger names whoever has the letters in hand.</summary>
    public static string NameOf(int number) => $"print-{number}";

    public string Folder { get; } = Path.Combine(Path.GetFullPath(parent), $"batch-{number:0000}");

    /// <summary>Writes it, over one of the same number.</summary>
    public void Write(IReadOnlyList<Letter> letters)
    {
        var draft = $"{Folder}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(draft);
        foreach (var letter in letters) Save(Path.Combine(draft, NameOf(letter)), Encoding.UTF8.GetBytes(letter.Rendered.Html));
        using (var sheet = new MemoryStream())
        {
            using (var csv = new CsvSheet(sheet)) foreach (var letter in letters) csv.Write(Row(letter));
            Save(Path.Combine(draft, "letters.csv"), sheet.ToArray());
        }
        FolderSync.Flush(draft);
        if (Directory.Exists(Folder)) Directory.Move(Folder, $"{Folder}.{Guid.NewGuid():N}.old");
        Directory.Move(draft, Folder);
        FolderSync.Flush(Path.GetDirectoryName(Folder)!);
        foreach (var old in Directory.EnumerateDirectories(Path.GetDirectoryName(Folder)!, Path.GetFileName(Folder) + ".*.old")) Directory.Delete(old, recursive: true);
    }

    private static string NameOf(Letter letter) => $"{letter.Lead}-{letter.Touch}.html";

    private static void Save(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    private List<(string, object?)> Row(Letter letter)
    {
        var person = letter.Person;
        var lines = (person.PostalAddress ?? "").Split([", ", "\n"], AddressLinesMax, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return
        [
            ("batch", (long)number), ("file", NameOf(letter)), ("lead", letter.Lead.ToString()),
            ("first_name", person.FirstName), ("last_name", person.LastName), ("company", person.Company),
            .. Enumerable.Range(0, AddressLinesMax).Select(i => ($"address_{i + 1}", (object?)lines.ElementAtOrDefault(i))),
            ("country", person.Country), ("language", letter.Language), ("piece", letter.Piece),
            ("title", letter.Rendered.Title), ("text", letter.Rendered.Text),
        ];
    }
}
