using System.Buffers.Binary;

namespace LeadGrains.Store;

/// <summary>
/// The answers kept with a lead in few bytes, since they are written with every command: a flag that older ones are
/// elsewhere, then per answer 8 bytes of command, 1 of kind and 4 of version. Words of refusals are kept elsewhere.
/// </summary>
internal static class HeardBytes
{
    private const int EachBytes = 13;

    /// <summary>Null when nothing was ever heard. Otherwise valid until the buffer is used again.</summary>
    public static ReadOnlySpan<byte> Write(IReadOnlyList<HeardAnswer> heard, bool longAgo, ref byte[] buffer)
    {
        if (heard.Count == 0 && !longAgo) return default;
        var length = 1 + EachBytes * heard.Count;
        if (buffer.Length < length) buffer = new byte[length];
        buffer[0] = longAgo ? (byte)1 : (byte)0;
        for (var i = 0; i < heard.Count; i++)
        {
            var at = buffer.AsSpan(1 + EachBytes * i, EachBytes);
            BinaryPrimitives.WriteUInt64BigEndian(at, heard[i].Command);
            at[8] = (byte)heard[i].Kind;
            BinaryPrimitives.WriteInt32BigEndian(at[9..], heard[i].Version);
        }
        return buffer.AsSpan(0, length);
    }

    /// <param name="words">Asked for each refusal.</param>
    public static (IReadOnlyList<HeardAnswer> Heard, bool LongAgo) Read(
        ReadOnlySpan<byte> bytes, Func<ulong, string?> words)
    {
        if (bytes.IsEmpty) return ([], false);
        var heard = new HeardAnswer[(bytes.Length - 1) / EachBytes];
        for (var i = 0; i < heard.Length; i++)
        {
            var at = bytes.Slice(1 + EachBytes * i, EachBytes);
            var command = BinaryPrimitives.ReadUInt64BigEndian(at);
            var kind = (AnswerKind)at[8];
            heard[i] = new HeardAnswer(command, kind, BinaryPrimitives.ReadInt32BigEndian(at[9..]),
                kind == AnswerKind.Refused ? words(command) : null);
        }
        return (heard, bytes[0] == 1);
    }
}
