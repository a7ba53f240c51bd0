using LeadGrains.Mail.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadGrains.MailKit.Tests.Folder;

/// <summary>Follows a folder; what it takes is durable in a log of its own before it says so.</summary>
internal static class KilledReader
{
    public static async Task Run(int port, string pem, string place, string log)
    {
        var settings = new ImapSettings("localhost", port, StartsPlain: true)
        {
            Credentials = new SmtpCredentials("ann", Dovecot.Password),
            TrustedPem = await File.ReadAllTextAsync(pem),
        };
        using var intake = new ImapIntake(settings, new Logging(log), new FileFolderCursor(place), NullLogger<ImapIntake>.Instance, TimeProvider.System);
        await intake.StartAsync(CancellationToken.None);
        await intake.ExecuteTask!;
    }

    private sealed class Logging(string path) : IMailTaker
    {
        public Task Take(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            file.Write(System.Text.Encoding.ASCII.GetBytes($"{Readers.New().Read(bytes).MessageId}\n"));
            file.Flush(flushToDisk: true);
            return Task.CompletedTask;
        }
    }
}
