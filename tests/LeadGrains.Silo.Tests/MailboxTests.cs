using LeadGrains.MailKit.Tests.Folder;
using LeadGrains.Store;
using Npgsql;

namespace LeadGrains.Silo.Tests;

/// <summary>A mailbox that silos read in turn: a real Dovecot, real silos.</summary>
[Collection(OneServer.Name)]
public sealed class MailboxTests(Postgres postgres)
{
    private static readonly TimeSpan ReadWithin = TimeSpan.FromMinutes(1);

    [DovecotFact]
    public async Task One_silo_reads_the_mailbox_and_when_it_is_killed_another_goes_on()
    {
        using var dovecot = new Dovecot();
        var folder = Directory.CreateTempSubdirectory("leadgrains-mailbox-").FullName;
        var settings = Path.Combine(folder, "mail.yaml");
        await File.WriteAllTextAsync(Path.Combine(folder, "password"), Dovecot.Password);
        await File.WriteAllTextAsync(settings, $"imap:\n  host: localhost\n  port: {dovecot.Port}\n  security: starttls\n  user: ann\n  passwordFile: password\n  trust: {dovecot.Certificate}\n  inquiries: true\n");
        var connection = await postgres.Database();
        string[] further = ["--mail", settings, "--outbox", Path.Combine(folder, "outbox")];
        await using var database = NpgsqlDataSource.Create(connection);
        await using (var first = await SiloUnderTest.Start(connection, "silo", further))
        {
            await dovecot.Put(Letter("bob"));
            await IsThere(database, "bob");
            await using var other = await SiloUnderTest.Start(connection, "silo", further);
            await first.Kill();
            await dovecot.Put(Letter("cleo"));
            await IsThere(database, "cleo");
            Assert.Equal(0, (await other.Stop()).ExitCode);
        }
        using var views = new ViewPool(database).Take();
        Assert.All((string[])["bob", "cleo"], name => Assert.Equal(1, Assert.Single(views.Find($"{name}@example.org")).State.Inquiries));
        Directory.Delete(folder, recursive: true);
    }

    private static string Letter(string name) =>
        $"Message-ID: <{name}@mail.example.org>\r\nFrom: {name} <{name}@example.org>\r\nTo: sales@kestrel.example\r\nSubject: Your machines\r\n\r\nPlease send me the price list.\r\n";

    private static async Task IsThere(NpgsqlDataSource database, string name)
    {
        using var late = new CancellationTokenSource(ReadWithin);
        while (true)
        {
            using (var views = new ViewPool(database).Take())
                if (views.Find($"{name}@example.org").Count > 0) return;
            await Task.Delay(200, late.Token);
        }
    }
}
