using System.Text.Json;
using Orleans.Storage;

namespace LeadGrains.Orleans;

/// <summary>Grains' states as the journal writes them: compact JSON in UTF-8, which the database's trigger reads too.</summary>
internal sealed class JournalStorageSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, JournalJson.Options));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, JournalJson.Options) ?? throw new JsonException($"There is no {typeof(T).Name} in 'null'.");
}
