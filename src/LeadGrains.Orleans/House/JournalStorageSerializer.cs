using System.Text.Json;
using Orleans.Storage;

namespace LeadGrains.Orleans;

/// <summary>
/// Grains' states as the journal writes them: compact JSON in UTF-8, which the database's trigger reads too. So they have no NUL,
/// the one character that PostgreSQL takes in no text: who typed one meant none.
/// </summary>
internal sealed class JournalStorageSerializer : IGrainStorageSerializer
{
    private static ReadOnlySpan<byte> Nul => "\\u0000"u8;

    public BinaryData Serialize<T>(T? input)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(input, JournalJson.Options);
        return new BinaryData(json.AsSpan().IndexOf(Nul) < 0 ? json : WithoutNul(json));
    }

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, JournalJson.Options) ?? throw new JsonException($"There is no {typeof(T).Name} in 'null'.");

    // A backslash that was typed is written as two, and what follows it is text.
    private static byte[] WithoutNul(ReadOnlySpan<byte> json)
    {
        var kept = new List<byte>(json.Length);
        while (!json.IsEmpty)
        {
            var take = json[0] == (byte)'\\' ? 2 : 1;
            if (json.StartsWith(Nul)) take = Nul.Length;
            else kept.AddRange(json[..take]);
            json = json[take..];
        }
        return [.. kept];
    }
}
