using LeadGrains.Mail;
using LeadGrains.MailKit;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Silo;

/// <summary>
/// The folder that bounces and replies come to, as <c>imap</c> in <c>mail.yaml</c> names it. Every silo has one of these, and one at a
/// time reads: when that one goes, another goes on from the place that the database keeps.
/// </summary>
internal sealed class Mailbox : IAsyncDisposable
{
    private readonly Lease _lease;
    private readonly Func<ImapIntake> _reader;
    private readonly Rounds _turns;
    private ImapIntake? _reading; // by the rounds alone, and after their end

    private Mailbox(Lease lease, Func<ImapIntake> reader)
    {
        (_lease, _reader) = (lease, reader);
        _turns = new Rounds(Lease.LookEvery, TimeProvider.System, Take, isPassing: _ => false);
    }

    /// <summary>Begins to wait for its turn; null where there is nothing to read, or for a gateway.</summary>
    public static Mailbox? Open(SiloOptions options, SettingFiles files, Database database, ILeadEngine engine, ILoggerFactory logs)
    {
        if (files.Mail.Imap is not { } imap || options.Role == HouseRole.Gateway) return null;
        var rules = new MailRules(ReturnPath.ReaderOf(database.ReturnPathKey()));
        var unmatched = new UnmatchedFolder(Path.Combine(options.Outbox!, UnmatchedFolder.FolderName));
        var taker = new EngineTaker(new MailIntake(engine, new MimeKitReader(TimeProvider.System), rules, unmatched, imap.TakesInquiries, TimeProvider.System));
        var place = new SettingCursor(imap, (name, _) => new(database.Kept.Setting(name)), (name, value, _) => new(database.Kept.Keep(name, value)));
        return new Mailbox(new Lease(options.Database, "mailbox"), () => new ImapIntake(imap, taker, place, logs.CreateLogger<ImapIntake>(), TimeProvider.System));
    }

    /// <summary>Ends what it reads, and gives the turn to another.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turns.DisposeAsync();
        await End();
        await _lease.DisposeAsync();
    }

    // Two at once for as long as a look takes would do no harm: a message is told apart by its Message-ID.
    private async Task Take(CancellationToken cancel)
    {
        if (!_lease.IsHeld) await End();
        else if (_reading is null) await (_reading = _reader()).StartAsync(cancel);
    }

    private async Task End()
    {
        if (_reading is null) return;
        await _reading.StopAsync(CancellationToken.None);
        _reading.Dispose();
        _reading = null;
    }
}
