using System.Text.RegularExpressions;
using LeadGrains.Client.Files;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;
using LeadGrains.Web.Courier;
using LeadGrains.Web.Tests;

namespace LeadGrains.Client.Tests;

/// <summary>What strangers typed is text in every mail that leaves: to them, to owners, and in its headers.</summary>
public sealed class ProbesInMailTests : IDisposable
{
    private static readonly Moment Start = Moment.Utc(2026, 3, 2, 9);

    // Every header that a mail of ours ever has.
    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Auto-Submitted", "Precedence", "Feedback-ID", "X-Auto-Response-Suppress", "Content-Language",
    };

    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Probes_in_every_field_stay_text_in_every_mail_and_in_its_headers()
    {
        var program = ProgramText.Default.Read();
        var members = new Member("ines") { Email = "ines@kestrel.example", DisplayName = Probes.Texts[1] };
        var courier = new MailCourier(_place["mail"], new PickupFolder(_place["mail"]), _ => program.Content, new Stationery(Sender.Sample, new SignedLinks(LinkKeys.Next(null).Keys), (_, _) => members));
        using (var engine = new SteppedEngine(SqliteJournal.Create(_place["probes.db"]), program.Program, courier, Start))
        {
            Assert.True(engine.Do("sales", new AddMember(members)).IsFine);
            for (var i = 0; i < Probes.Texts.Count; i++) Ask(engine, i, program.Program);
            engine.RunTo(Start + TimeSpan.FromDays(60));
        }
        var reader = new MailReader(TimeProvider.System);
        var mails = Directory.GetFiles(_place["mail"], "*.eml", SearchOption.AllDirectories);
        Assert.True(mails.Length > Probes.Texts.Count, $"{mails.Length} mails");
        foreach (var path in mails)
        {
            var mail = reader.Read(File.ReadAllBytes(path));
            foreach (var header in mail.Headers.All) Assert.True(Ours.Contains(header.Name), $"{header.Name}: {header.Raw}");
            foreach (var once in (string[])["From", "To", "Subject", "Date", "Message-ID"]) Assert.Single(mail.Headers.Every(once));
            foreach (var to in (string[])["Bcc", "Cc", "X-Probe"]) Assert.False(mail.Headers.Has(to));
            // A name may hold anything as long as it is quoted; there is one address, and it is nobody else's.
            Assert.DoesNotContain("probe@evil", Regex.Replace(mail.Headers.Raw("To")!, "\"[^\"]*\"", ""), StringComparison.Ordinal);
            foreach (var part in mail.Parts.Where(p => p.Type.Is("text/html"))) Probes.AssertInert(part.Text!, path);
        }
    }

    // One who is nurtured and one who wants a call, each with the text in every field.
    private static void Ask(SteppedEngine engine, int i, Program program)
    {
        var probe = Probes.Texts[i];
        foreach (var wish in (Wish?[])[null, Wish.Call])
        {
            var email = Identity.Email($"p{i}{(wish is null ? "" : "-call")}@example.org");
            engine.Do(LeadId.Of(email), new Inquire(email, new Origin { Source = probe, Campaign = probe, Offer = probe, Page = probe, Referrer = probe },
                new Person { FirstName = probe, LastName = probe, Company = probe, JobTitle = probe, Email = email.Value, Phone = probe, PostalAddress = probe, Country = probe })
            {
                Facts = [new Telling(probe, probe), new Telling(program.Definition.Criteria[0].Fact, probe)],
                Consents = [new ConsentGiven(Consents.EveryTopic, Channel.Email, new ConsentProof { Words = probe, Form = probe })],
                Wish = wish,
            });
            if (wish is not null) engine.Do(LeadId.Of(email), new Ask(Wish.Quote, probe));
            engine.Do(LeadId.Of(email), new Write(probe));
        }
    }
}
