using System.Text;

namespace LeadGrains.Mail;

/// <summary>
/// A ticket as bytes: format, key number, kind, lead, then numbers in seven bits a byte and texts with their length.
/// Links that were mailed must stay readable, so a changed form gets another first byte.
/// </summary>
internal static class TicketBytes
{
    private const byte Format = 1;
    private const int LeadAt = 3, LeadBytes = 16;

    public static byte[] Write(LinkTicket ticket, int key)
    {
        using var bytes = new MemoryStream(96);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Format);
        writer.Write((byte)key);
        writer.Write((byte)ticket.Kind);
        writer.Write(ticket.Lead.ToBytes());
        writer.Write7BitEncodedInt(ticket.Touch);
        writer.Write7BitEncodedInt64(ticket.MadeAt.Milliseconds / 1_000);
        writer.Write7BitEncodedInt64(ticket.NotAfterAt is { } at ? at.Milliseconds / 60_000 : 0);
        writer.Write(ticket.Piece);
        writer.Write(ticket.Detail);
        return bytes.ToArray();
    }

    /// <summary>The number of the key that signed it, before anything is believed; null for what is no ticket.</summary>
    public static int? KeyOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length > LeadAt + LeadBytes && bytes[0] == Format ? bytes[1] : null;

    /// <summary>Only for bytes whose signature is right: we have written them.</summary>
    public static LinkTicket Read(ReadOnlySpan<byte> bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
        reader.BaseStream.Position = LeadAt - 1;
        var kind = (LinkKind)reader.ReadByte();
        var lead = LeadId.FromBytes(reader.ReadBytes(LeadBytes));
        var touch = reader.Read7BitEncodedInt();
        var madeAt = new Moment(reader.Read7BitEncodedInt64() * 1_000);
        var notAfter = reader.Read7BitEncodedInt64();
        return new LinkTicket(kind, lead, touch, madeAt)
        {
            NotAfterAt = notAfter == 0 ? null : new Moment(notAfter * 60_000),
            Piece = reader.ReadString(),
            Detail = reader.ReadString(),
        };
    }
}
