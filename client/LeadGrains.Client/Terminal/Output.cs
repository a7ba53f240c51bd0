using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace LeadGrains.Client.Terminal;

/// <summary>
/// Where a command says things: results to stdout, notes and progress to stderr. On a terminal with tables and colours
/// (none with NO_COLOR), else as plain aligned text, with <c>--json</c> as JSON. One thread uses it.
/// </summary>
internal sealed class Output : IDisposable
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly StreamWriter _text = new(Console.OpenStandardOutput(), new UTF8Encoding(false), 32 * 1024);
    private IAnsiConsole? _console;

    public Output(bool json) => Json = json;

    /// <summary>Results are for a program.</summary>
    public bool Json { get; }

    /// <summary>Results are looked at by a person, now.</summary>
    public bool IsTerminal { get; } = !Console.IsOutputRedirected;

    /// <summary>Progress may be drawn: stderr is a terminal.</summary>
    public bool CanDraw { get; } = !Console.IsErrorRedirected;

    /// <summary>The terminal behind stdout, for what redraws itself.</summary>
    public IAnsiConsole Screen => _console ??= AnsiConsole.Create(new AnsiConsoleSettings());

    /// <summary>Plain text to stdout, buffered.</summary>
    public TextWriter Text => _text;

    /// <summary>One line of text; nothing with <c>--json</c>.</summary>
    public void Line(string text = "")
    {
        if (!Json) _text.WriteLine(Wrapped(Safe(text)));
    }

    /// <summary>One line that may be styled: on a terminal with the style, else plain.</summary>
    public void Line(string text, Style style)
    {
        if (Json) return;
        if (!IsTerminal)
        {
            _text.WriteLine(Safe(text));
            return;
        }
        _text.Flush();
        Screen.Write(new Spectre.Console.Text(Wrapped(Safe(text)) + "\n", style));
    }

    /// <summary>A line to be copied: the terminal may fold it, we never break it.</summary>
    public void Verbatim(string text)
    {
        if (!Json) _text.WriteLine(Safe(text));
    }

    // A terminal would break within a word. What follows keeps the indent.
    private string Wrapped(string text)
    {
        if (!IsTerminal || text.Length <= Screen.Profile.Width) return text;
        var indent = new string(' ', text.Length - text.TrimStart(' ').Length);
        var lines = new List<string>();
        for (var rest = text; rest.Length > 0;)
        {
            var cut = Grid.Cut(rest, Screen.Profile.Width);
            lines.Add(rest[..cut]);
            rest = rest[cut..].TrimStart(' ') is { Length: > 0 } more ? indent + more : "";
        }
        return string.Join('\n', lines);
    }

    /// <summary>A table; nothing with <c>--json</c>.</summary>
    public void Table(Grid grid)
    {
        if (Json) return;
        var (header, lines) = grid.Lines(IsTerminal ? Screen.Profile.Width : int.MaxValue);
        if (grid.HasHeader) Line(header, Look.Quiet);
        foreach (var line in lines) _text.WriteLine(line);
    }

    /// <summary>One JSON document on one line.</summary>
    public void Document(JsonNode document)
    {
        _text.Flush();
        using (var writer = new Utf8JsonWriter(_text.BaseStream, Compact)) document.WriteTo(writer);
        _text.BaseStream.WriteByte((byte)'\n');
    }

    /// <summary>A document as one line of text.</summary>
    public static string Compacted(JsonNode document)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Compact)) document.WriteTo(writer);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>One line for the person beside the result, to stderr.</summary>
    public static void Note(string text) => Console.Error.WriteLine(Safe(text));

    /// <summary>Hands over what is buffered.</summary>
    public void Flush() => _text.Flush();

    public void Dispose() => _text.Dispose();

    /// <summary>Whoever reads our stdout has gone, as <c>head</c> does (EPIPE, or ERROR_NO_DATA on Windows).</summary>
    public static bool IsClosedPipe(IOException thrown) => thrown.HResult is 32
        || (thrown.HResult & 0xFFFF) is 0xE8 or 0x6D;

    /// <summary>What strangers wrote can't steer the terminal: control and direction marks become a dot.</summary>
    public static string Safe(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && Ascii.IsValid(text)
        && !text.Contains('\x7f')
        ? text : string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++) to[i] = IsUnsafe(from[i]) ? '·' : from[i];
        });

    private static bool IsUnsafe(char c) =>
        (char.IsControl(c) && c != '\n') || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
