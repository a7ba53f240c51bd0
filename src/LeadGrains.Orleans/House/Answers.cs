using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LeadGrains.Orleans;

/// <summary>A command id is answered once and for ever the same.</summary>
internal static class Answers
{
    public static Reply? Unusable(Ticket ticket) => ticket.CommandId is not { Length: 0 or > Ticket.CommandIdLengthMax } ? null
        : new Reply(ReplyKind.Refused, 0, $"A command id has 1 to {Ticket.CommandIdLengthMax} characters.");

    public static Reply Of(string? refusal, int events, int version) =>
        refusal is not null ? new Reply(ReplyKind.Refused, version, refusal) : new Reply(events > 0 ? ReplyKind.Done : ReplyKind.AlreadySo, version);

    public static Reply Again(HeardAnswer heard) => new(heard.Kind switch
    {
        AnswerKind.Done => ReplyKind.Done,
        AnswerKind.AlreadySo => ReplyKind.AlreadySo,
        _ => ReplyKind.Refused,
    }, heard.Version, heard.Words);

    /// <summary>With this answer; when the place is full, all before it move to the table.</summary>
    public static (IReadOnlyList<HeardAnswer> Heard, IReadOnlyList<HeardAnswer> LongAgo) Remember(IReadOnlyList<HeardAnswer> heard, Ticket ticket, Reply reply)
    {
        if (ticket.CommandId is not { } commandId) return (heard, []);
        var answer = new HeardAnswer(Hash(commandId), reply.Kind switch
        {
            ReplyKind.Done => AnswerKind.Done,
            ReplyKind.AlreadySo => AnswerKind.AlreadySo,
            _ => AnswerKind.Refused,
        }, reply.Version, reply.Kind == ReplyKind.Refused ? reply.Words : null);
        return heard.Count < HeardAnswer.KeptMax ? ([.. heard, answer], []) : ([answer], heard);
    }

    public static ulong Hash(string commandId) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(commandId)));
}
