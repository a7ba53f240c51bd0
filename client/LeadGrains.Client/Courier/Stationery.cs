using LeadGrains.Client.Files;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;

namespace LeadGrains.Client.Courier;

/// <summary>What every text to a person is written on: who writes, what signs its links, and who the owners are.</summary>
/// <param name="Members">A member by team and name, or null. Called from any thread.</param>
internal sealed record Stationery(Sender Sender, SignedLinks Links, Func<string, string, Member?> Members)
{
    /// <summary>Where members find the portal, without a slash at its end; null where there is none. Called from any thread.</summary>
    public Func<string?> Home { get; init; } = () => null;

    /// <summary>That of a session's file: its <c>mail.yaml</c>, its keys, its teams. Reads only.</summary>
    public static Stationery Of(Session session)
    {
        using var views = session.Read();
        var settings = views.Settings();
        // An older file that has sent nothing yet has no key; what is only looked at needs none that lasts.
        var keys = LinkKeys.Read(name => settings.GetValueOrDefault(name)) ?? LinkKeys.Next(null).Keys;
        return new Stationery(MailFile.Read(null, session.FilePath).Sender, new SignedLinks(keys), new Members(session.FilePath, session.Time).Find);
    }

    /// <summary>The links of one touch: to where this house says that it is; without that to where it listens, so that who tries it out can follow them.</summary>
    public TouchLinks LinksOf(LeadId lead, int touch, string piece, Moment at) => new(Links, Home() ?? Sender.LinkBase, lead, touch, piece, at);
}
