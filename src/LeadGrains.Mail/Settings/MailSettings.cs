using LeadGrains.Engine;

namespace LeadGrains.Mail;

/// <summary>
/// How mail leaves: what <c>mail.yaml</c> says. Without that file, into the pick-up folder, from nobody real. It belongs
/// to the machine and not to the program that marketing and sales sign: the same program runs on a test machine.
/// </summary>
public sealed record MailSettings
{
    /// <summary>The file's usual name, beside the database.</summary>
    public const string FileName = "mail.yaml";

    /// <summary>Mails a minute to one domain, and at once, where the file doesn't say: what a small sender without a
    /// history is advised to keep to.</summary>
    public static readonly DomainLimit DomainDefault = new(60, 4);

    /// <summary>Who writes.</summary>
    public Sender Sender { get; init; } = Sender.Sample;

    /// <summary>Where bounces arrive, with a token of the touch (<see cref="ReturnPath"/>); null: they go to the
    /// sender and name no touch.</summary>
    public string? ReturnPathDomain { get; init; }

    /// <summary>The server, or null for the pick-up folder.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary>Whose signature mail gets; null for none. The cluster edition alone signs.</summary>
    public DkimSettings? Dkim { get; init; }

    /// <summary>The folder that mail comes back to; null for none. The cluster edition alone reads one.</summary>
    public ImapSettings? Imap { get; init; }

    /// <summary>How much leaves at once and to one domain.</summary>
    public SendingLimits Limits { get; init; } = SendingLimits.None;
}

/// <summary>What became of reading <c>mail.yaml</c>: the settings, or every fault.</summary>
/// <param name="Settings">Null when there is a fault.</param>
/// <param name="Faults"><c>mail.yaml:12: what is wrong; what to do</c>, in the order of lines.</param>
public sealed record MailReading(MailSettings? Settings, IReadOnlyList<string> Faults);
