using System.Text;
using System.Text.Unicode;

namespace LeadGrains.Intake;

/// <summary>
/// The fields of a form as browsers send them (WHATWG URL, 5; RFC 7578), or as a script sends them, as one flat object of
/// JSON. A value that isn't UTF-8 is read as Windows-1252, as old pages write it. Files are left out. Never throws.
/// </summary>
internal static class FormBody
{
    private const int BoundaryCharsMax = 70; // RFC 2046, 5.1.1

    /// <summary>Null and the fields, or what is wrong.</summary>
    public static IntakeResult? Read(IntakeRequest request, out IReadOnlyList<(string Name, string Value)> fields)
    {
        var found = new List<(string, string)>();
        fields = found;
        if (IntakeResult.Unfit(request) is { } unfit) return unfit;
        var fault = request.MediaType switch
        {
            "multipart/form-data" => Parts(request, found),
            "application/json" => Members(request, found),
            "" or "application/x-www-form-urlencoded" or "text/plain" => Pairs(request.Body.Span, found),
            _ => "",
        };
        if (fault is null && found.Count == 0) fault = "The form is empty.";
        return fault switch
        {
            null => null,
            "" => IntakeResult.Refuse(415, "A form is sent as application/x-www-form-urlencoded, multipart/form-data or application/json."),
            _ => IntakeResult.BadInput(fault),
        };
    }

    private static string? Pairs(ReadOnlySpan<byte> body, List<(string, string)> fields)
    {
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty) continue;
            var at = pair.IndexOf((byte)'=');
            if (Add(fields, Plain(at < 0 ? pair : pair[..at]), at < 0 ? "" : Plain(pair[(at + 1)..])) is { } fault) return fault;
        }
        return null;
    }

    private static string? Add(List<(string, string)> fields, string name, string value)
    {
        if (name.Length > IntakeLimits.NameCharsMax) return $"A field's name has {name.Length:N0} characters; {IntakeLimits.NameCharsMax} is the most.";
        if (fields.Count == IntakeLimits.FieldsMax) return $"A form has at most {IntakeLimits.FieldsMax} fields.";
        if (name.Length > 0) fields.Add((name, value));
        return null;
    }

    private static string Plain(ReadOnlySpan<byte> coded)
    {
        var bytes = new byte[coded.Length];
        var length = 0;
        for (var i = 0; i < coded.Length; i++)
            if (coded[i] == '%' && i + 2 < coded.Length && char.IsAsciiHexDigit((char)coded[i + 1]) && char.IsAsciiHexDigit((char)coded[i + 2]))
            {
                bytes[length++] = (byte)(Convert.FromHexString([(char)coded[i + 1], (char)coded[i + 2]])[0]);
                i += 2;
            }
            else bytes[length++] = coded[i] == '+' ? (byte)' ' : coded[i];
        return Decoded(bytes.AsSpan(0, length));
    }

    private static string Decoded(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encodings.Windows1252.GetString(bytes);

    private static string? Members(IntakeRequest request, List<(string, string)> fields)
    {
        if (JsonBody.Read(request, out var root) is { } unfit) return unfit.Faults[0];
        if (root.ValueKind != System.Text.Json.JsonValueKind.Object) return "The body is no JSON object of fields.";
        foreach (var member in root.EnumerateObject())
            foreach (var value in member.Value.OneOrMany())
                if (value.Text() is { } text && Add(fields, member.Name, text) is { } fault) return fault;
        return null;
    }

    private static string? Parts(IntakeRequest request, List<(string, string)> fields)
    {
        const string Broken = "The parts of the form can't be told from each other.";
        if (Parameter(request.ContentType, "boundary") is not { Length: > 0 and <= BoundaryCharsMax } boundary) return Broken;
        var delimiter = Encoding.Latin1.GetBytes("--" + boundary);
        var rest = request.Body.Span;
        if (rest.IndexOf(delimiter) is not (>= 0 and var first)) return Broken;
        for (rest = rest[(first + delimiter.Length)..]; !rest.StartsWith("--"u8);)
        {
            if (!rest.StartsWith("\r\n"u8) || rest.IndexOf("\r\n\r\n"u8) is not (>= 0 and var headers)) return Broken;
            var content = rest[(headers + 4)..];
            if (content.IndexOf(delimiter) is not (>= 0 and var end)) return Broken;
            var disposition = Disposition(Decoded(rest[..headers]));
            if (Parameter(disposition, "filename") is null && Parameter(disposition, "name") is { } name
                && Add(fields, name, Decoded(content[..Math.Max(0, end - 2)])) is { } fault) return fault;
            rest = content[(end + delimiter.Length)..];
        }
        return null;
    }

    private static string Disposition(string headers) => headers.Split("\r\n", IntakeLimits.FieldsMax)
        .FirstOrDefault(line => line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase)) ?? "";

    // name="value" or name=value, behind a semicolon.
    private static string? Parameter(string header, string name)
    {
        foreach (var part in header.Split(';').Skip(1))
            if (part.Trim() is var trimmed && trimmed.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))
                return trimmed[(name.Length + 1)..].Trim('"');
        return null;
    }
}
