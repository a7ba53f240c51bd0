using System.Text;

namespace LeadGrains.Mail;

/// <summary>A Content-Type with its parameters (RFC 2045, 5.1; RFC 2231), as far as it can be read.</summary>
/// <param name="Name">Type and subtype in lower case, such as <c>text/plain</c>.</param>
/// <param name="Parameters">By their names in lower case, decoded.</param>
public sealed record MediaType(string Name, IReadOnlyDictionary<string, string> Parameters)
{
    private const int ParametersMax = 32, SectionsMax = 32;

    /// <summary>What a message without a Content-Type is (RFC 2045, 5.2).</summary>
    public static readonly MediaType Plain = new("text/plain", new Dictionary<string, string>());

    /// <summary>Is it this one?</summary>
    public bool Is(string name) => Name == name;

    /// <summary>Is it any subtype of <c>text</c>, <c>multipart</c> …?</summary>
    public bool IsAny(string type) => Name.Length > type.Length && Name[type.Length] == '/' && Name.StartsWith(type, StringComparison.Ordinal);

    /// <summary>A parameter; empty when there is none.</summary>
    public string Parameter(string name) => Parameters.GetValueOrDefault(name, "");

    /// <summary>Reads a raw header; what is no type at all is plain text, with the parameters that were there.</summary>
    public static MediaType Read(string raw)
    {
        if (raw.Length == 0) return Plain;
        var pieces = Pieces(raw);
        var name = pieces[0].Trim().ToLowerInvariant();
        var space = name.IndexOfAny([' ', '\t', '(']);
        if (space > 0) name = name[..space];
        var parameters = new Dictionary<string, string>();
        foreach (var piece in pieces.Skip(1).Take(ParametersMax))
            if (piece.IndexOf('=') is > 0 and var at)
                parameters.TryAdd(piece[..at].Trim().ToLowerInvariant(), Unquoted(piece[(at + 1)..].Trim()));
        return new MediaType(name.IndexOf('/') is > 0 and var slash && slash < name.Length - 1 ? name : "text/plain", Joined(parameters));
    }

    // Semicolons inside quotes don't count.
    private static List<string> Pieces(string raw)
    {
        var pieces = new List<string>(4);
        var (from, quoted) = (0, false);
        for (var i = 0; i < raw.Length; i++)
        {
            if (quoted && raw[i] == '\\') i++;
            else if (raw[i] == '"') quoted = !quoted;
            else if (raw[i] == ';' && !quoted)
            {
                pieces.Add(raw[from..i]);
                from = i + 1;
            }
        }
        pieces.Add(raw[Math.Min(from, raw.Length)..]);
        return pieces;
    }

    private static string Unquoted(string value)
    {
        if (value.Length == 0 || value[0] != '"')
            return value.IndexOfAny([' ', '\t']) is > 0 and var end ? value[..end] : value;
        var text = new StringBuilder(value.Length);
        for (var i = 1; i < value.Length && value[i] != '"'; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length) i++;
            text.Append(value[i]);
        }
        return text.ToString();
    }

    // RFC 2231: name*0*=utf-8''a%20; name*1=b. The rest are plain, or encoded words where RFC 2047 forbids them.
    private static Dictionary<string, string> Joined(Dictionary<string, string> raw)
    {
        if (!raw.Keys.Any(k => k.Contains('*')))
            return raw.ToDictionary(p => p.Key, p => p.Key == "boundary" ? p.Value : EncodedWords.Read(p.Value));
        var joined = new Dictionary<string, string>();
        foreach (var (key, value) in raw)
        {
            var star = key.IndexOf('*');
            if (star < 0) joined[key] = value;
            else if (!joined.ContainsKey(key[..star])) joined[key[..star]] = Extended(raw, key[..star]);
        }
        return joined;
    }

    private static string Extended(Dictionary<string, string> raw, string name)
    {
        if (raw.TryGetValue(name + "*", out var single)) return Charsets.Decode(Percent(Tail(single, out var charset)), charset);
        var bytes = new List<byte>();
        var set = "";
        for (var i = 0; i < SectionsMax; i++)
        {
            if (raw.TryGetValue($"{name}*{i}*", out var encoded))
            {
                if (i == 0) encoded = Tail(encoded, out set);
                bytes.AddRange(Percent(encoded));
            }
            else if (raw.TryGetValue($"{name}*{i}", out var plain)) bytes.AddRange(Encoding.UTF8.GetBytes(plain));
            else break;
        }
        return Charsets.Decode([.. bytes], set);
    }

    private static string Tail(string value, out string charset)
    {
        var first = value.IndexOf('\'');
        var second = first < 0 ? -1 : value.IndexOf('\'', first + 1);
        charset = second < 0 ? "" : value[..first];
        return second < 0 ? value : value[(second + 1)..];
    }

    private static byte[] Percent(string value)
    {
        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && char.IsAsciiHexDigit(value[i + 1]) && char.IsAsciiHexDigit(value[i + 2]))
            {
                bytes.Add(Convert.ToByte(value.Substring(i + 1, 2), 16));
                i += 2;
            }
            else bytes.AddRange(Encoding.UTF8.GetBytes(value, i, 1));
        }
        return [.. bytes];
    }
}
