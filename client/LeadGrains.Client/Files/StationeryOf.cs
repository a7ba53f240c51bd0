using LeadGrains.Mail;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Files;

/// <summary>Stationery of a file.</summary>
internal static class StationeryOf
{
    extension(Stationery)
    {
        /// <summary>That of a session's file: its <c>mail.yaml</c>, its keys, its teams. Reads only.</summary>
        public static Stationery Of(Session session)
        {
            using var views = session.Read();
            var settings = views.Settings();
            // An older file that has sent nothing yet has no key; what is only looked at needs none that lasts.
            var keys = LinkKeys.Read(name => settings.GetValueOrDefault(name)) ?? LinkKeys.Next(null).Keys;
            return new Stationery(MailFile.Read(null, session.FilePath).Sender, new SignedLinks(keys), new Members(session.Read, session.Time).Find);
        }
    }
}
