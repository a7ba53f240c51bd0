using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeadGrains.Intake;

/// <summary>What is answered, without any framework.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="ContentType">Null where there is no body.</param>
public sealed record IntakeReply(int Status, string? ContentType = null, string Body = "")
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>Where a browser goes next; only ever an address that the settings allow.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Taken.</summary>
    public static IntakeReply Fine { get; } = new(200, "application/json", "{}");

    /// <summary>Taken, without a word.</summary>
    public static IntakeReply Nothing { get; } = new(204);

    /// <summary>Taken, with a document.</summary>
    public static IntakeReply Json(object document, int status = 200) => new(status, "application/json", JsonSerializer.Serialize(document, Compact));

    /// <summary>Plain text, such as a challenge that is echoed.</summary>
    public static IntakeReply Text(string text) => new(200, "text/plain; charset=utf-8", text);

    /// <summary>Taken; the browser goes on with GET (RFC 9110, 15.4.4).</summary>
    public static IntakeReply SeeOther(string address) => new(303) { RedirectTo = address };

    /// <summary>A page with a title and sentences; nothing in it but text.</summary>
    public static IntakeReply Page(int status, string title, params IEnumerable<string> sentences) => new(status, "text/html; charset=utf-8", $"""
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <title>{Safe(title)}</title>
        <main style="font: 1.1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 12vh auto; padding: 0 1rem">
        <h1>{Safe(title)}</h1>
        {string.Join('\n', sentences.Select(s => $"<p>{Safe(s)}</p>"))}
        </main>
        </html>
        """);

    /// <summary>What is wrong, each fault a sentence (RFC 9457).</summary>
    public static IntakeReply Problem(int status, IReadOnlyList<string> faults) => new(status, "application/problem+json", JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["title"] = TitleOf(status),
        ["status"] = status,
        ["detail"] = string.Join(' ', faults.Take(1)),
        ["faults"] = faults,
    }, Compact));

    private static string TitleOf(int status) => status switch
    {
        400 => "Bad input",
        403 => "Forbidden",
        404 => "Not found",
        405 => "Method not allowed",
        409 => "Refused",
        413 => "Too large",
        415 => "Unsupported media type",
        429 => "Too many requests",
        503 => "Busy",
        _ => "Error",
    };

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
