using LeadGrains.MailKit;

namespace LeadGrains.Mail.Tests;

/// <summary>The tests of our own reader, here over MimeKit.</summary>
internal static class Readers
{
    public static IMailReader New(TimeProvider? time = null, ReaderLimits? limits = null) => new MimeKitReader(time ?? TimeProvider.System, limits);
}
