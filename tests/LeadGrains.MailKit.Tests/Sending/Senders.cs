using LeadGrains.MailKit;

namespace LeadGrains.Mail.Tests.Smtp;

/// <summary>The tests of our own client, here over MailKit.</summary>
internal static class Senders
{
    public static MailKitTransport Open(SmtpSettings settings) => new(settings, TimeProvider.System);
}
