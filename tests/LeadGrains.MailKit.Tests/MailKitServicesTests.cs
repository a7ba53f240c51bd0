using LeadGrains.MailKit.Tests.Folder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadGrains.MailKit.Tests;

public sealed class MailKitServicesTests
{
    [Fact]
    public async Task A_host_gets_what_mail_yaml_asks_for()
    {
        var server = new MailSettings { Smtp = new SmtpSettings("localhost"), Imap = new ImapSettings("localhost") };
        await using var with = Host(server);
        Assert.IsType<MailKitTransport>(with.GetRequiredService<IMailTransport>());
        Assert.IsType<MimeKitReader>(with.GetRequiredService<IMailReader>());
        Assert.IsType<ImapIntake>(Assert.Single(with.GetServices<IHostedService>()));
        await using var without = Host(new MailSettings());
        Assert.IsType<PickupFolder>(without.GetRequiredService<IMailTransport>());
        Assert.Empty(without.GetServices<IHostedService>());
    }

    private static ServiceProvider Host(MailSettings settings) => new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
        .AddSingleton<IMailTaker, RecordingTaker>().AddSingleton<IFolderCursor, RecordingCursor>().AddMailKit(settings, "nowhere").BuildServiceProvider();
}
