namespace LeadGrains.Mail.Tests;

/// <summary>What these tests read with: here our own reader; another project has the same tests with its own.</summary>
internal static class Readers
{
    public static IMailReader New(TimeProvider? time = null, ReaderLimits? limits = null) => new MailReader(time ?? TimeProvider.System, limits);
}
