using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>A command id is answered once and for ever the same: what was answered, and where it is kept.</summary>
internal sealed partial class Workbench
{
    internal static Reply? Unusable(Ticket ticket) => ticket.CommandId is not { Length: 0 or > Ticket.CommandIdLengthMax } ? null
        : new Reply(ReplyKind.Refused, 0, $"A command id has 1 to {Ticket.CommandIdLengthMax} characters.");

    private Reply? Repeated(LeadRow row, Ticket ticket)
    {
        if (ticket.CommandId is not { } commandId) return null;
        var hash = Hash(commandId);
        var heard = row.Heard.FirstOrDefault(h => h.Command == hash);
        if (heard is { Kind: AnswerKind.Refused, Words: null } || (heard is null && row.HeardLongAgo))
            heard = journal.HeardLongAgo(row.Row, hash) ?? heard;
        return heard is null ? null : new Reply(KindOf(heard.Kind), heard.Version, heard.Words);
    }

    private static Reply? Repeated(TeamRow row, Ticket ticket)
    {
        if (ticket.CommandId is not { } commandId) return null;
        var hash = Hash(commandId);
        var heard = row.Heard.FirstOrDefault(h => h.Command == hash);
        return heard is null ? null : new Reply(KindOf(heard.Kind), heard.Version, heard.Words);
    }

    private void Remember(LeadRow row, Ticket ticket, Reply reply)
    {
        if (ticket.CommandId is not { } commandId) return;
        var heard = row.Heard;
        if (heard.Count >= HeardAnswer.KeptMax)
        {
            foreach (var old in heard) _batch.HeardLongAgo.Add((row, old));
            row.HeardLongAgo = true;
            heard = [];
        }
        row.Heard = [.. heard, Heard(commandId, reply)];
        _batch.Leads.Add(row);
    }

    internal static HeardAnswer Heard(string commandId, Reply reply) => new(Hash(commandId), reply.Kind switch
    {
        ReplyKind.Done => AnswerKind.Done,
        ReplyKind.AlreadySo => AnswerKind.AlreadySo,
        _ => AnswerKind.Refused,
    }, reply.Version, reply.Kind == ReplyKind.Refused ? reply.Words : null);

    internal static ReplyKind KindOf(AnswerKind kind) => kind switch
    {
        AnswerKind.Done => ReplyKind.Done,
        AnswerKind.AlreadySo => ReplyKind.AlreadySo,
        _ => ReplyKind.Refused,
    };

    internal static ulong Hash(string commandId)
    {
        Span<byte> text = stackalloc byte[Ticket.CommandIdLengthMax * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(commandId, text)], hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
