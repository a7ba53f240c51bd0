namespace LeadGrains.Mail.Tests.Smtp;

/// <summary>What these tests send with: here our own client; another project has the same tests with its own.</summary>
internal static class Senders
{
    public static SmtpTransport Open(SmtpSettings settings) => new(settings, TimeProvider.System);
}
