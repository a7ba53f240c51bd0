using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>
/// Who a lead is: the first 128 bits of the SHA-256 of the normalised primary identity, written as 32 hex digits.
/// The same identity gives the same id everywhere and for ever, so an adapter activates the right lead without a
/// look-up, and an erased person's id can stay on a list without naming the person.
/// </summary>
[JsonConverter(typeof(LeadIdJson))]
public readonly record struct LeadId(UInt128 Value) : IComparable<LeadId>
{
    /// <summary>Hex digits of the written form.</summary>
    public const int TextLength = 32;

    /// <summary>The id of the person behind an identity.</summary>
    public static LeadId Of(Identity identity)
    {
        if (identity.Kind == IdentityKind.Forgotten && TryParse(identity.Value, out var known)) return known;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(identity.ToString()), hash);
        return FromBytes(hash[..16]);
    }

    /// <summary>The id in 16 bytes, most significant first, as the journal keeps it.</summary>
    public static LeadId FromBytes(ReadOnlySpan<byte> bytes) =>
        new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>The 16 bytes of <see cref="FromBytes"/>.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>Reads the 32 hex digits of <see cref="ToString"/>, in either case.</summary>
    public static bool TryParse(string? text, out LeadId id)
    {
        var ok = UInt128.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value)
            && text!.Length == TextLength;
        id = ok ? new LeadId(value) : default;
        return ok;
    }

    /// <inheritdoc/>
    public int CompareTo(LeadId other) => Value.CompareTo(other.Value);

    /// <summary>32 lower-case hex digits.</summary>
    public override string ToString() => Value.ToString("x32", null);

    public static bool operator <(LeadId a, LeadId b) => a.Value < b.Value;
    public static bool operator >(LeadId a, LeadId b) => a.Value > b.Value;
    public static bool operator <=(LeadId a, LeadId b) => a.Value <= b.Value;
    public static bool operator >=(LeadId a, LeadId b) => a.Value >= b.Value;

    /// <summary>
    /// A number in [0, 1) that is always the same for this lead and this purpose: for jitter that a replay repeats.
    /// </summary>
    public double Chance(int purpose)
    {
        var x = (ulong)Value ^ (ulong)(Value >> 64) ^ ((ulong)purpose * 0x9E3779B97F4A7C15);
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return ((x ^ (x >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}

internal sealed class LeadIdJson : JsonConverter<LeadId>
{
    public override LeadId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Parse(reader.GetString());
    public override void Write(Utf8JsonWriter writer, LeadId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
    public override LeadId ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Parse(reader.GetString());
    public override void WriteAsPropertyName(Utf8JsonWriter writer, LeadId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());

    private static LeadId Parse(string? text) =>
        LeadId.TryParse(text, out var id) ? id : throw new JsonException($"'{text}' is not a lead id of 32 hex digits.");
}
