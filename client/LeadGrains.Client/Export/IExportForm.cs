using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;

namespace LeadGrains.Client.Export;

/// <summary>A form that rows are written in. Disposing it hands over what is left.</summary>
internal interface IExportForm : IDisposable
{
    void Write(IReadOnlyList<(string Name, object? Value)> row);
}

/// <summary>
/// CSV in UTF-8 for spreadsheets: a text that a spreadsheet would take for a formula gets an apostrophe in front
/// (OWASP, CSV injection). Numbers stay numbers.
/// </summary>
internal sealed class CsvSheet(Stream to) : IExportForm
{
    private static readonly CsvWriterOptions Options = new()
    {
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r",
        InjectionEscape = '\'',
    };

    private readonly CsvWriter _writer = CsvWriter.Create(to, Options);
    private bool _begun;

    public void Write(IReadOnlyList<(string Name, object? Value)> row)
    {
        if (!_begun) _writer.WriteRecord([.. row.Select(cell => cell.Name)]);
        _begun = true;
        foreach (var (_, value) in row)
        {
            if (value is long number) _writer.WriteField(number);
            else if (value is decimal amount) _writer.WriteField(amount);
            else _writer.WriteField(ExportRows.Text(value));
        }
        _writer.EndRecord();
    }

    public void Dispose() => _writer.Dispose();
}

/// <summary>One JSON object a line; what is unknown is left out.</summary>
internal sealed class JsonLines(Stream to) : IExportForm
{
    private readonly BufferedStream _to = new(to, 64 * 1024);
    private readonly Utf8JsonWriter _writer =
        new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Write(IReadOnlyList<(string Name, object? Value)> row)
    {
        _writer.Reset(_to);
        _writer.WriteStartObject();
        foreach (var (name, value) in row)
        {
            if (value is long number) _writer.WriteNumber(name, number);
            else if (value is decimal amount) _writer.WriteNumber(name, amount);
            else if (value is string text) _writer.WriteString(name, text);
        }
        _writer.WriteEndObject();
        _writer.Flush();
        _to.WriteByte((byte)'\n');
    }

    public void Dispose()
    {
        _writer.Dispose();
        _to.Flush();
    }
}
