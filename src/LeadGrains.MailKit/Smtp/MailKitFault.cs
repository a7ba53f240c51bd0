using System.Globalization;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace LeadGrains.MailKit;

/// <summary>
/// What MailKit throws, as what the table knows: a reply in a phase, or a break of the wire. Of the words of a server only
/// the codes are looked at here; they are kept nowhere.
/// </summary>
internal static class MailKitFault
{
    /// <summary>What happened.</summary>
    /// <param name="phase">Where the dialogue was when it was thrown.</param>
    public static (SmtpPhase At, SmtpReply? Reply, Exception? Fault) Of(Exception e, SmtpPhase phase) => e switch
    {
        // 2xx but not 250 to the final dot comes as this too: the table says what it means.
        SmtpCommandException c => (At(c.ErrorCode, phase), Reply((int)c.StatusCode, c.Message), null),
        ServiceNotAuthenticatedException => (phase, Reply(530, e.Message), null), // thrown for nothing else
        AuthenticationException when Code(e.Message) is var code and > 0 => (phase, Reply(code, e.Message[5..]), null),
        NotSupportedException => (SmtpPhase.Ehlo, new SmtpReply(250, []), null), // no STARTTLS was offered
        SmtpProtocolException when e.Message.Contains("disconnected", StringComparison.Ordinal) => (phase, null, new EndOfStreamException()),
        SmtpProtocolException => (phase, new SmtpReply(0, []), null),
        SslHandshakeException { InnerException: { } inner } => (phase, null, inner),
        SslHandshakeException or AuthenticationException => (phase, null, new System.Security.Authentication.AuthenticationException()),
        _ => (phase, null, e),
    };

    /// <summary>A reply as the table knows it.</summary>
    public static SmtpReply Reply(int code, string words) => new(code, words.Split('\n'));

    /// <summary>What a peer can do to us, in MailKit's exceptions too.</summary>
    public static bool IsOfTheWire(Exception e) => SmtpVerdict.IsOfTheWire(e)
        || e is ProtocolException or CommandException or ServiceNotConnectedException or AuthenticationException or SslHandshakeException;

    private static SmtpPhase At(SmtpErrorCode code, SmtpPhase phase) => code switch
    {
        SmtpErrorCode.SenderNotAccepted => SmtpPhase.Mail,
        SmtpErrorCode.RecipientNotAccepted => SmtpPhase.Recipient,
        _ => phase,
    };

    // "535: 5.7.8 …"
    private static int Code(string words) => words.Length > 5 && words[3] == ':'
        && int.TryParse(words.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
}
