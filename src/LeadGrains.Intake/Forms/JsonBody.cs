using System.Text.Json;

namespace LeadGrains.Intake;

/// <summary>JSON from strangers: bounded, strict UTF-8, no name twice; whatever is missing or of another kind is nothing. Never throws.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = IntakeLimits.JsonDepthMax, AllowDuplicateProperties = false };

    /// <summary>Null and the document, or what is wrong.</summary>
    public static IntakeResult? Read(IntakeRequest request, out JsonElement root)
    {
        root = default;
        if (IntakeResult.Unfit(request) is { } unfit) return unfit;
        return Parse(request.Body, out root) is { } fault ? IntakeResult.BadInput(fault) : null;
    }

    /// <summary>The same for a document that was fetched.</summary>
    public static string? Parse(ReadOnlyMemory<byte> body, out JsonElement root)
    {
        root = default;
        if (body.Span.StartsWith("\uFEFF"u8)) body = body[3..];
        if (body.IsEmpty) return "The body is empty; a JSON document is meant.";
        if (!System.Text.Unicode.Utf8.IsValid(body.Span)) return "The body is not UTF-8.";
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            root = document.RootElement.Clone();
            return null;
        }
        catch (JsonException e)
        {
            return $"The body is no JSON of at most {IntakeLimits.JsonDepthMax} levels; line {e.LineNumber + 1 ?? 1} can't be read.";
        }
        catch (InvalidOperationException)
        {
            return "A name in the JSON is half a character.";
        }
    }

    /// <summary>The member of an object; undefined where there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>Text, number or truth value as text; null for anything else.</summary>
    public static string? Text(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Said(element),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>The member as text.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name).Text();

    /// <summary>Is the member <c>true</c>, or the word?</summary>
    public static bool IsTrue(this JsonElement element, string name) => element.Text(name) is "true" or "True" or "TRUE";

    /// <summary>The parts of a list; none of anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Take(IntakeLimits.FieldsMax * 4) : [];

    /// <summary>The objects of a list; whatever else is in it is left out.</summary>
    public static IEnumerable<JsonElement> Objects(this JsonElement element) => element.Items().Where(item => item.ValueKind == JsonValueKind.Object);

    /// <summary>The parts of a list, or the one thing itself.</summary>
    public static IEnumerable<JsonElement> OneOrMany(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.Items() : [element];

    /// <summary>Text parts of a list as one text; null of nothing.</summary>
    public static string? Joined(this JsonElement element) =>
        string.Join(", ", element.OneOrMany().Select(Text).OfType<string>()) is { Length: > 0 } joined ? joined : null;

    // Half of a surrogate pair, written as an escape, is no text.
    private static string? Said(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
