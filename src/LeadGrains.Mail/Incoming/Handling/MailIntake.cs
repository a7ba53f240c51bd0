using System.Security.Cryptography;
using System.Text;
using LeadGrains.Engine;

namespace LeadGrains.Mail;

/// <summary>
/// Tells leads what mail says about them: each message once, by its Message-ID, in the same transaction as its effect.
/// Nothing is ever answered. One message at a time.
/// </summary>
/// <param name="takesInquiries">A letter from somebody unknown is an inquiry; else it is kept for somebody to look at.</param>
public sealed class MailIntake(ILeadEngine engine, IMailReader reader, MailRules rules, UnmatchedFolder unmatched, bool takesInquiries, TimeProvider time)
{
    private const int MergesMax = 8;

    /// <summary>Handles one message; when it returns, everything about it is durable.</summary>
    /// <exception cref="MailNotNowException">There is no room now; nothing was done, and the same message may come again.</exception>
    public async Task<HandledMail> Take(string name, byte[] bytes, CancellationToken cancel)
    {
        var mail = reader.Read(bytes);
        var deed = rules.Read(mail, Moment.From(time.GetUtcNow()));
        var lead = deed.Subject is { } subject ? await Living(subject, cancel) : null;
        if (deed.IsForNobody || (lead is null && deed.Mail is not AutomaticMail))
            return takesInquiries && deed is { Mail: WrittenMail letter, Subject.Proof: Proof.Address } && mail.From is { } from
                ? await Tell(name, bytes, mail, LeadId.Of(Identity.Email(from.Address.Text)), MailInquiry.Of(mail, from, letter), "a new inquiry", cancel)
                : Keep(name, bytes, deed.Words);
        if (lead is null || deed.Command is not { } command) return new HandledMail(name, MailOutcome.Noted, deed.Words, lead?.Id);
        return await Tell(name, bytes, mail, lead.Id, command, deed.Words, cancel);
    }

    private async Task<HandledMail> Tell(string name, byte[] bytes, IncomingMail mail, LeadId lead, LeadCommand command, string what, CancellationToken cancel)
    {
        var reply = await engine.Tell(lead, command, new Ticket(CommandId(mail, bytes), By: "mail"), cancel);
        return reply.Kind switch
        {
            // An answer given again has no lead with it.
            ReplyKind.Done when reply.Lead is not null => new HandledMail(name, command is Inquire ? MailOutcome.Inquiry : MailOutcome.Told, what, lead),
            ReplyKind.Done or ReplyKind.AlreadySo => new HandledMail(name, MailOutcome.Known, what, lead),
            ReplyKind.Busy => throw new MailNotNowException($"there is no room for more just now: {reply.Words}"),
            _ => new HandledMail(name, MailOutcome.Refused, $"{what}: {reply.Words}", lead),
        };
    }

    private HandledMail Keep(string name, byte[] bytes, string what) => unmatched.Keep(bytes) is { } file
        ? new HandledMail(name, MailOutcome.Kept, $"not ours: {what}", null, file)
        : throw new MailNotNowException($"{unmatched.Path} holds {UnmatchedFolder.FilesMax:N0} messages that belong to nobody; look through them, then run this again.");

    // A merged lead's mail belongs to the one that lives on; and a touch that was never sent proves nothing.
    private async Task<LeadSnapshot?> Living(MailSubject subject, CancellationToken cancel)
    {
        var lead = await engine.Find(subject.Lead, cancel);
        if (lead is not null && subject.Touch > lead.State.Nurture.Touches) return null;
        for (var i = 0; i < MergesMax && lead?.State.MergedInto is { } into; i++) lead = await engine.Find(into, cancel);
        return lead;
    }

    private static string CommandId(IncomingMail mail, byte[] bytes) =>
        "mail:" + Convert.ToHexStringLower(SHA256.HashData(mail.MessageId is { } id ? Encoding.UTF8.GetBytes(id) : bytes).AsSpan(0, 16));
}
