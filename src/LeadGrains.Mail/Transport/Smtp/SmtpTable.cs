using System.Text;

namespace LeadGrains.Mail;

using P = SmtpPhase;
using Said = SmtpSaid;

/// <summary>Where a dialogue is.</summary>
internal enum SmtpPhase
{
    Connect, Greeting, Ehlo, Helo, StartTls, Handshake, AuthPlain, AuthLogin, AuthUser, AuthPassword, Ready,
    Reset, Mail, Recipient, Data, Text, Dot, Sent, Refused, Unfit, Unclear,
}

/// <summary>
/// The whole dialogue as two tables: what we say in each phase, and where the answer leads. Pure; the connection walks
/// it. Ends are <see cref="P.Ready"/> (open for mail), <see cref="P.Sent"/>, <see cref="P.Refused"/> (this mail),
/// <see cref="P.Unfit"/> (this connection; nothing was sent) and <see cref="P.Unclear"/> (it may have been sent).
/// </summary>
internal static class SmtpTable
{
#pragma warning disable format // one row per phase, in columns
    /// <summary>The line we say on entering a phase; null where we only listen.</summary>
    public static string? Line(P phase, string us, SmtpCredentials? who, SmtpEnvelope? mail, SmtpOffers offers) => phase switch
    {
        P.Ehlo         => $"EHLO {us}",
        P.Helo         => $"HELO {us}",
        P.StartTls     => "STARTTLS",
        P.AuthPlain    => $"AUTH PLAIN {Base64($"\0{who!.User}\0{who.Password}")}",   // RFC 4616
        P.AuthLogin    => "AUTH LOGIN",
        P.AuthUser     => Base64(who!.User),
        P.AuthPassword => Base64(who!.Password),
        P.Reset        => "RSET",
        P.Mail         => $"MAIL FROM:<{mail!.From}>{(offers.Size ? $" SIZE={mail.Text.Length}" : "")}",
        P.Recipient    => $"RCPT TO:<{mail!.To}>",
        P.Data         => "DATA",
        P.Dot          => ".",
        _              => null,
    };

    /// <summary>Where a reply leads.</summary>
    /// <param name="offers">What the server offers now.</param>
    /// <param name="isSecure">The connection is encrypted.</param>
    public static P Next(P phase, SmtpReply reply, SmtpOffers offers, bool isSecure, SmtpSettings settings) => (phase, reply.Said) switch
    {
        (P.Greeting,     Said.Fine)                                                   => P.Ehlo,
        (P.Ehlo,         Said.Fine) when settings.Security != SmtpSecurity.None && !isSecure => offers.StartTls ? P.StartTls : P.Unfit,
        (P.Ehlo,         Said.Fine) when settings.Credentials is not null              => offers.AuthPlain ? P.AuthPlain : offers.AuthLogin ? P.AuthLogin : P.Unfit,
        (P.Ehlo,         Said.Fine)                                                   => P.Ready,
        (P.Ehlo,         Said.Never) when settings is { Security: not SmtpSecurity.StartTls, Credentials: null } => P.Helo,
        (P.Helo,         Said.Fine)                                                   => P.Ready,
        (P.StartTls,     Said.Fine)                                                   => P.Handshake,   // and EHLO again
        (P.AuthPlain,    Said.Fine)                                                   => P.Ready,
        (P.AuthLogin,    Said.More)                                                   => P.AuthUser,
        (P.AuthUser,     Said.More)                                                   => P.AuthPassword,
        (P.AuthPassword, Said.Fine)                                                   => P.Ready,

        (P.Reset,        Said.Fine)                                                   => P.Mail,
        (P.Mail,         Said.Fine)                                                   => P.Recipient,
        (P.Recipient,    Said.Fine)                                                   => P.Data,
        (P.Data,         Said.More)                                                   => P.Text,        // and the dot
        (P.Dot,          Said.Fine)                                                   => P.Sent,
        (P.Mail or P.Recipient or P.Data, Said.NotNow or Said.Never) when !IsAboutUs(reply) => P.Refused,
        (P.Dot,          Said.NotNow or Said.Never)                                   => P.Refused,
        (P.Dot,          _)                                                           => P.Unclear,
        _                                                                             => P.Unfit,
    };

    /// <summary>A phase as a reason names it.</summary>
    public static string Named(P phase) => phase switch
    {
        P.Connect                        => "while connecting",
        P.Greeting                       => "at the greeting",
        P.Handshake                      => "while securing the connection",
        P.AuthPlain or P.AuthLogin or P.AuthUser or P.AuthPassword => "at AUTH",
        P.Mail                           => "at MAIL FROM",
        P.Recipient                      => "at RCPT TO",
        P.Text                           => "in the text",
        P.Dot                            => "after the final dot",
        _                                => $"at {phase.ToString().ToUpperInvariant()}",
    };
#pragma warning restore format

    // The server closes (421), or wants TLS or a password first (RFC 4954, 6): no mail of ours would fare better now.
    private static bool IsAboutUs(SmtpReply reply) => reply.Code is 421 or 530 or 534 or 535 or 538;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

/// <summary>One mail as the server gets it.</summary>
/// <param name="Text">The whole mail: ASCII with CRLF, so that neither 8BITMIME nor SMTPUTF8 is needed.</param>
internal sealed record SmtpEnvelope(string From, string To, ReadOnlyMemory<byte> Text);
