using System.Diagnostics;
using LeadGrains.Contract;
using LeadGrains.Mail.Tests;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace LeadGrains.MailKit.Tests.Folder;

/// <summary>Debian's Dovecot on a free port of loopback, with one mailbox for each test that asks.</summary>
internal sealed class Dovecot : IDisposable
{
    public const string Password = "sesame";
    private static readonly string Script = TestData.RepositoryPath("tests/dovecot.sh");

    // Not below a folder that only root may enter: it works as nobody.
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"leadgrains-dovecot-{Guid.NewGuid():N}");

    public Dovecot()
    {
        Port = Ports.Free();
        Start();
    }

    public static bool IsThere => OperatingSystem.IsLinux() && File.Exists("/usr/sbin/dovecot") && File.Exists("/usr/lib/dovecot/imap");

    public int Port { get; }

    public string Certificate => Path.Combine(_folder, "cert.pem");

    public string Log => File.ReadAllText(Path.Combine(_folder, "log"));

    public Mail.ImapSettings Settings(string user = "ann") => new("localhost", Port, StartsPlain: true)
    {
        Credentials = new Mail.SmtpCredentials(user, Password),
        TrustedPem = File.ReadAllText(Certificate),
        AgainAfter = TimeSpan.FromMilliseconds(20),
    };

    public void Start() => Run("start", _folder, $"{Port}");

    public void Stop() => Run("stop", _folder);

    public void Dispose()
    {
        Stop();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Puts messages into a folder, each with its number as Message-ID.</summary>
    public async Task Deliver(IEnumerable<int> numbers, string folder = "INBOX", string user = "ann")
    {
        using var client = await Open(user);
        var place = await client.GetFolderAsync(folder);
        foreach (var n in numbers) await Put(place, $"Message-ID: <m{n}@example.org>\r\nFrom: somebody@example.org\r\nSubject: {n}\r\n\r\nText {n}.\r\n");
    }

    /// <summary>Puts one message into Ann's inbox.</summary>
    public async Task Put(string text)
    {
        using var client = await Open();
        await Put(client.Inbox, text);
    }

    /// <summary>A client of the test's own.</summary>
    public async Task<ImapClient> Open(string user = "ann")
    {
        var client = new TrustingImapClient(Settings(user));
        await client.ConnectAsync("localhost", Port, SecureSocketOptions.StartTls);
        await client.AuthenticateAsync(user, Password);
        return client;
    }

    private static async Task Put(IMailFolder place, string text)
    {
        using var message = MimeMessage.Load(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text)));
        await place.AppendAsync(message);
    }

    private static void Run(params string[] args)
    {
        using var process = Process.Start("bash", [Script, .. args]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class DovecotFactAttribute : FactAttribute
{
    public DovecotFactAttribute()
    {
        if (!Dovecot.IsThere) Skip = "Dovecot isn't installed ('tests/dovecot.sh install').";
    }
}
