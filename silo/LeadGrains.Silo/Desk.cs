using LeadGrains.Mail;
using LeadGrains.MailKit;
using LeadGrains.Web.Courier;

namespace LeadGrains.Silo;

/// <summary>What mails and tasks are written on and leave by.</summary>
/// <param name="Mail">The way out; close it last.</param>
/// <param name="Shelf">The words of every version of the program.</param>
internal sealed record Desk(MailDoor Mail, Stationery Stationery, ContentShelf Shelf)
{
    /// <summary>As the settings say.</summary>
    public static Desk Open(SiloOptions options, SettingFiles files, Database database, SignedLinks links, ReadProgram program)
    {
        var home = files.Mail.Sender.PublicAddress() ?? options.Urls?.Split(';')[0].TrimEnd('/');
        var stationery = new Stationery(files.Mail.Sender, links, new Members(database.Views.Take, TimeProvider.System).Find) { Home = () => home };
        var shelf = new ContentShelf(database.Views.Take, program);
        var mail = MailDoor.Open(files.Mail, options.Outbox!, shelf.Of, stationery, database.ReturnPathKey, TimeProvider.System, files.Gateway,
            dial: smtp => new MailKitTransport(smtp, TimeProvider.System, files.Mail.Dkim));
        return new Desk(mail, stationery, shelf);
    }
}
