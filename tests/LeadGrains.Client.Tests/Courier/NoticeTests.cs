using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Tests.Courier;

/// <summary>P1, Q9: nothing that names the person before acceptance, the whole story after it.</summary>
public sealed class NoticeTests
{
    private static readonly Moment Now = Moment.Utc(2026, 3, 2, 9);
    private static readonly Lifecycle.Program Program = DefaultProgram.Load([]);

    private static readonly string[] Names =
        ["Ann", "Marsh", "ann.marsh@mill.example", "+4930123456", "Mill Works", "Hauptstr. 1", "Head of Operations", "call me after ten"];

    [Theory]
    [InlineData(false), InlineData(true)]
    public void An_offer_names_nobody_before_it_is_accepted(bool reminder)
    {
        var (title, text) = Notices.Of(new OfferNotice(1, "partners", "pia", Now, reminder), Item());
        Assert.All(Names, name => Assert.DoesNotContain(name, title + text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("leadgrains offer accept", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void With_a_portal_an_offer_is_a_mail_with_the_link_that_opens_it(bool reminder)
    {
        var content = ContentReader.Read(ContentReader.ShippedFiles()).Content!;
        var program = DefaultProgram.Load(content.InDripOrder);
        var stationery = new Stationery(Sender.Sample, new SignedLinks(LinkKeys.Next(null).Keys), (_, _) => null) { Home = () => "http://127.0.0.1:8080" };
        var lead = Item().Lead with { Facts = [.. Item().Lead.Facts, new Fact("remark", "Ann Marsh of Mill Works", FactSource.Person, Now)] };
        var item = Item() with { Lead = lead, Program = program };
        var mail = Notices.Of(new OfferNotice(1, "partners", "pia", Now, reminder), item, content, stationery);
        Assert.All(Names, name => Assert.DoesNotContain(name, mail.Title + mail.Text + mail.Html, StringComparison.Ordinal));
        Assert.All([mail.Text, mail.Html], text => Assert.Contains($"http://127.0.0.1:8080/portal/leads/{lead.Id}", text, StringComparison.Ordinal));
        Assert.Equal(reminder, mail.Title.StartsWith("Reminder: ", StringComparison.Ordinal));
        Assert.Contains(program.Questions[0].Choices[0].Words, mail.Text, StringComparison.Ordinal);
        Assert.Equal("", Notices.Of(new OfferNotice(1, "partners", "pia", Now, reminder), item, content, stationery with { Home = () => null }).Html);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void An_offer_shows_nothing_that_somebody_typed_whatever_the_field_is_called(bool hasPortal)
    {
        var content = ContentReader.Read(ContentReader.ShippedFiles()).Content!;
        var program = DefaultProgram.Load(content.InDripOrder);
        var stationery = new Stationery(Sender.Sample, new SignedLinks(LinkKeys.Next(null).Keys), (_, _) => null) { Home = () => hasPortal ? "http://127.0.0.1:8080" : null };
        var proof = new ConsentProof { Words = "Ann Marsh agreed" };
        var typed = Item().Lead with
        {
            Person = Item().Lead.Person with { Country = "Ann Marsh, Mill Works" },
            Origin = new Origin { Source = "Ann Marsh", Campaign = "Ann Marsh", Offer = "Mill Works" },
            Facts = [new Fact("Ann Marsh", "Mill Works", FactSource.Person, Now), .. program.Definition.Criteria.Select(c => new Fact(c.Fact, "Ann Marsh of Mill Works", FactSource.Person, Now)), .. program.Questions.Select(q => new Fact(q.Fact, "Mill Works", FactSource.Owner, Now))],
            Consents = [new Consent("visit Ann Marsh", Channel.Email, ConsentStanding.Given, Now, proof), new Consent(program.Topics[0], Channel.Email, ConsentStanding.Given, Now, proof)],
        };
        foreach (var lead in (LeadState[])[typed, typed with { Wish = null, WishWords = null }])
        {
            var item = Item() with { Lead = lead, Program = program };
            var mail = Notices.Of(new OfferNotice(1, "partners", "pia", Now, false), item, content, stationery);
            Assert.All(Names, name => Assert.DoesNotContain(name, mail.Title + mail.Text + mail.Html, StringComparison.Ordinal)); // "planning" holds an "ann"
            if (hasPortal) Assert.Contains(program.Topics[0], mail.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_owner_gets_the_story_so_far()
    {
        var (_, text) = Notices.Of(new OwnerNotice(OwnerNoticeKind.Story, "partners", "pia", Now), Item());
        Assert.All(Names, name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.Contains("came through webinar", text, StringComparison.Ordinal);
        Assert.Contains("planning changeovers", text, StringComparison.Ordinal);
        Assert.Contains("points, ", text, StringComparison.Ordinal);
        var question = Program.Questions[0];
        Assert.Contains($"{question.Words} “{question.Choices[0].Words}”", text, StringComparison.Ordinal);
        Assert.Contains("“Ann, you wrote: please call me after ten", text, StringComparison.Ordinal);
    }

    private static Consignment Item()
    {
        var question = Program.Questions[0];
        var person = new Person
        {
            FirstName = "Ann",
            LastName = "Marsh",
            Company = "Mill Works",
            JobTitle = "Head of Operations",
            Email = "ann.marsh@mill.example",
            Phone = "+4930123456",
            PostalAddress = "Hauptstr. 1",
            Country = "DE",
        };
        var lead = Say(LeadState.Unknown, new Inquire(Identity.Email(person.Email), new Origin { Source = "webinar" }, person)
        {
            Facts = [new(question.Fact, question.Choices[0].Value)],
        });
        lead = Say(lead, new Ask(Wish.Call, "please call me after ten"));
        return new Consignment(new OperatorAlert(""), lead with { Nurture = lead.Nurture with { Seen = ["planning-changeovers"] } }, Program, "m", Now);
    }

    private static LeadState Say(LeadState lead, LeadCommand command) =>
        LeadLifecycle.Evolve(lead, LeadLifecycle.Decide(lead, command, Now, Program).Events);
}
