using System.Net.Sockets;
using System.Security.Authentication;

namespace LeadGrains.Mail;

/// <summary>
/// What an end of the dialogue means for the mail, in words that may be kept: phase and codes, never the server's or an
/// exception's own words, which name the person more often than not.
/// </summary>
internal static class SmtpVerdict
{
    /// <summary>The outcome of one mail.</summary>
    /// <param name="end">An end of <see cref="SmtpTable"/>.</param>
    /// <param name="at">The phase that led there.</param>
    /// <param name="reply">What the server said; null where it said nothing.</param>
    /// <param name="fault">What broke; null where nothing did.</param>
    public static SendOutcome Of(SmtpPhase end, SmtpPhase at, SmtpReply? reply, Exception? fault, string host) => end switch
    {
        SmtpPhase.Sent => new SendOutcome.Sent($"taken by {host}: {reply}"),
        SmtpPhase.Refused => Refused(at, reply!),
        SmtpPhase.Unclear => new SendOutcome.Uncertain($"{Trouble(fault, reply)} {SmtpTable.Named(at)}"),
        _ => new SendOutcome.Refused(false, Unfit(at, reply, fault)),
    };

    /// <summary>A mail that isn't begun, since the server said how much it takes (RFC 1870).</summary>
    public static SendOutcome TooLarge(int bytes, long most) =>
        new SendOutcome.Refused(true, $"{bytes:N0} bytes are more than the server takes ({most:N0})");

    /// <summary>No session, and why.</summary>
    public static SmtpOpening NoSession(SmtpPhase at, SmtpReply? reply, Exception? fault) =>
        new(null, Unfit(at, reply, fault), fault is not null ? IsPassing(fault) : reply?.Said == SmtpSaid.NotNow);

    /// <summary>Network, TLS, deadlines: what a peer can do to us.</summary>
    public static bool IsOfTheWire(Exception e) => e is IOException or SocketException or AuthenticationException
        or OperationCanceledException or InvalidDataException or ObjectDisposedException;

    private static SendOutcome.Refused Refused(SmtpPhase at, SmtpReply reply) =>
        new(reply.Said == SmtpSaid.Never, $"refused {SmtpTable.Named(at)}: {reply}")
        {
            NoSuchMailbox = at is SmtpPhase.Recipient or SmtpPhase.Data or SmtpPhase.Dot && HardBounce.Is(reply),
        };

    private static string Unfit(SmtpPhase at, SmtpReply? reply, Exception? fault) => (at, reply?.Said) switch
    {
        _ when fault is not null => $"{Trouble(fault, null)} {SmtpTable.Named(at)}",
        (SmtpPhase.Ehlo, SmtpSaid.Fine) => "the server offers no STARTTLS, or no AUTH that we know",
        _ => $"the server said {reply} {SmtpTable.Named(at)}",
    };

    private static string Trouble(Exception? fault, SmtpReply? reply) => fault switch
    {
        null => $"the server said {reply}",
        OperationCanceledException => "no answer in time",
        EndOfStreamException => "the server hung up",
        AuthenticationException => "the connection isn't trustworthy (certificate, name or protocol)",
        SocketException e => $"no connection ({e.SocketErrorCode})",
        IOException { InnerException: SocketException e } => $"the connection broke ({e.SocketErrorCode})",
        _ => $"the connection broke ({fault.GetType().Name})",
    };

    private static bool IsPassing(Exception e) => e is not AuthenticationException;
}
