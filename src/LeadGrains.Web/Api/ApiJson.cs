using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadGrains.Web;

/// <summary>How the API writes: camelCase, words with hyphens, instants in ISO 8601; what is unknown is left out.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>For what is read: what a body must have, it must have.</summary>
    public static void ApplyToBodies(JsonSerializerOptions options)
    {
        Apply(options);
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        // Of two values for one name nobody knows which was meant.
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new TextWithoutNul());
    }

    private static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // A misspelt field is a fault, not silence.
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.Converters.Add(new InstantAsText());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return options;
    }
}

/// <summary>An instant as ISO 8601; without an offset it is UTC.</summary>
internal sealed class InstantAsText : JsonConverter<Moment>
{
    public override Moment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && DateTimeOffset.TryParse(reader.GetString(), System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal, out var at)
            ? Moment.From(at) : throw new JsonException("An instant such as 2027-03-01T09:30:00Z is meant.");

    public override void Write(Utf8JsonWriter writer, Moment value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Text as it was typed, without NUL: nobody types one, and not every store and every reader of ours takes it.</summary>
internal sealed class TextWithoutNul : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Without(reader.GetString());

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Without(reader.GetString())!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    private static string? Without(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
}
