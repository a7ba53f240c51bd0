using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Mail.Tests;
using LeadGrains.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadGrains.MailKit.Tests.Folder;

/// <summary>The whole way: a folder of a real server, MimeKit, and leads that are told.</summary>
public sealed class EngineTakerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadgrains-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [DovecotFact]
    public async Task A_message_that_a_crash_lets_come_twice_tells_the_lead_once()
    {
        using var dovecot = new Dovecot();
        await using var engine = new EmbeddedEngine(SqliteJournal.OpenOrCreate(Path.Combine(_folder, "leads.db")), SmallProgram.Program, new RecordingCourier(), TimeProvider.System);
        var ann = SmallProgram.IdOf("a");
        await engine.Tell(ann, SmallProgram.Inquiry("a"));
        var told = new List<string>();
        engine.Committed += entries =>
        {
            lock (told) told.AddRange(entries.SelectMany(e => e.LeadEvents).Select(e => e.GetType().Name));
        };
        await dovecot.Deliver([1, 2]); // from somebody we don't know
        await dovecot.Put("Message-ID: <reply@example.com>\r\nFrom: a@example.com\r\nSubject: Re: x\r\n\r\nYes, gladly.\r\n");

        var (cursor, crashes) = (new RecordingCursor(), 2);
        cursor.Before = place =>
        {
            if (place.LastUid == 3 && crashes-- > 0) throw new IOException("the disk is full");
        };
        var unmatched = new UnmatchedFolder(Path.Combine(_folder, "unmatched"));
        var intake = new MailIntake(engine, Readers.New(), new MailRules(ReturnPath.ReaderOf(null)), unmatched, takesInquiries: false, TimeProvider.System);
        using var following = new ImapIntake(dovecot.Settings(), new EngineTaker(intake), cursor, NullLogger<ImapIntake>.Instance, TimeProvider.System);
        await following.StartAsync(default);
        await Children.Until(() => cursor.Place?.LastUid == 3, "all are done");
        await following.StopAsync(default);

        Assert.True(crashes < 0);
        Assert.Equal(2, Directory.GetFiles(unmatched.Path).Length);
        lock (told) Assert.Single(told, name => name == "Wrote");
    }
}
