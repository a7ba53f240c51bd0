using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadGrains.MailKit;

/// <summary>Puts mail by MailKit into a host.</summary>
public static class MailKitServices
{
    /// <summary>
    /// An <see cref="IMailTransport"/> (MailKit where there is a server, else the pick-up folder), an <see cref="IMailReader"/>
    /// (MimeKit), and where <c>mail.yaml</c> names a folder to read, a hosted <see cref="ImapIntake"/>. The host brings
    /// <see cref="TimeProvider"/>, and for the folder <see cref="IMailTaker"/> and <see cref="IFolderCursor"/>.
    /// </summary>
    /// <param name="pickupFolder">Where mail goes without a server.</param>
    /// <param name="tokens">Access tokens instead of passwords; null for none.</param>
    /// <exception cref="ArgumentException">The key for signing can't be read.</exception>
    public static IServiceCollection AddMailKit(this IServiceCollection services, MailSettings settings, string pickupFolder, TokenSource? tokens = null)
    {
        services.AddSingleton(all => TransportOf(settings, pickupFolder, all.GetRequiredService<TimeProvider>(), tokens));
        services.AddSingleton<IMailReader>(all => new MimeKitReader(all.GetRequiredService<TimeProvider>()));
        if (settings.Imap is { } imap)
            services.AddSingleton<IHostedService>(all => new ImapIntake(imap, all.GetRequiredService<IMailTaker>(), all.GetRequiredService<IFolderCursor>(),
                all.GetRequiredService<ILogger<ImapIntake>>(), all.GetRequiredService<TimeProvider>(), tokens));
        return services;
    }

    /// <summary>The way out alone, for a courier that is made without a host. Dispose it where it is disposable.</summary>
    public static IMailTransport TransportOf(MailSettings settings, string pickupFolder, TimeProvider time, TokenSource? tokens = null) =>
        settings.Smtp is { } smtp ? new MailKitTransport(smtp, time, settings.Dkim, tokens) : new PickupFolder(pickupFolder);
}
