using System.Text;
using Orleans.Storage;

namespace LeadGrains.Orleans;

/// <summary>
/// Where the ADO.NET provider keeps a grain's state: a key that looks like a GUID or a hexadecimal number is kept as numbers,
/// any other as text; the hashes are the provider's own.
/// </summary>
internal readonly record struct StorageKey(int IdHash, long N0, long N1, string Text)
{
    /// <summary>The names of the states, which are the provider's grain types.</summary>
    public const string Lead = "lead", Team = "team";

    private static readonly OrleansDefaultHasher Hasher = new();

    public static StorageKey Of(string type, string key) => Of(GrainId.Create(type, key));

    public static StorageKey Of(GrainId id)
    {
        if (id.TryGetGuidKey(out var guid, out var more))
        {
            var bytes = guid.ToByteArray();
            return new StorageKey(Hash([.. bytes, .. Encoding.UTF8.GetBytes(more ?? "")]), BitConverter.ToInt64(bytes, 0), BitConverter.ToInt64(bytes, 8), more ?? "");
        }
        if (id.TryGetIntegerKey(out var number, out more))
            return new StorageKey(Hash([.. BitConverter.GetBytes(number), .. Encoding.UTF8.GetBytes(more ?? "")]), 0, number, more ?? "");
        var text = id.Key.ToString()!;
        return new StorageKey(Hash(Encoding.UTF8.GetBytes(text)), 0, 0, text);
    }

    public static int TypeHash(string type) => Hasher.Hash(Encoding.UTF8.GetBytes(type));

    // Backwards, as the provider does on machines of this byte order.
    private static int Hash(byte[] bytes)
    {
        if (BitConverter.IsLittleEndian) Array.Reverse(bytes);
        return Hasher.Hash(bytes);
    }
}
