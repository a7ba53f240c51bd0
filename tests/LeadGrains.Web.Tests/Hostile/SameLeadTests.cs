using System.Text;
using LeadGrains.Intake.Tests;

namespace LeadGrains.Web.Tests;

/// <summary>One person by every door, over HTTP: the same lead, and each submission once.</summary>
public sealed class SameLeadTests
{
    public static TheoryData<string> Doors => Doorway.Names;

    [Theory, MemberData(nameof(Doors))]
    public async Task Every_door_makes_the_same_lead_of_the_same_person_and_twice_is_once(string name)
    {
        await using var site = await Doorway.Open();
        var door = Doorway.Of(name);
        for (var time = 0; time < 3; time++)
        {
            Assert.InRange(await Send(site, door), 200, 303);
            site.Time.Advance(TimeSpan.FromSeconds(90));
        }
        var ann = await site.State(Samples.Ann);
        Assert.Equal((1, "Ann", "Archer", "ann@example.com"), (ann.Inquiries, ann.Person.FirstName, ann.Person.LastName, ann.Person.Email));
        if (name != "linkedin") Assert.Equal("+4930123456", ann.Person.Phone);
        if (name is not ("linkedin" or "adf")) Assert.StartsWith("Kestrel", ann.Person.Company, StringComparison.Ordinal);
        foreach (var (fact, value) in Facts(name)) Assert.Equal((fact, value), (fact, ann.Fact(fact)?.Value));
        var consent = ann.Consents.SingleOrDefault(c => c.Channel == Channel.Email);
        switch (name)
        {
            case "form" or "json": Assert.Equal(("planning", ConsentStanding.Given, "Yes, write to me."), (consent!.Topic, consent.Standing, consent.Proof!.Words)); break;
            case "hubspot": Assert.Equal((Consents.EveryTopic, ConsentStanding.Given, "I agree to receive news."), (consent!.Topic, consent.Standing, consent.Proof!.Words)); break;
            case "linkedin": Assert.Equal(("planning", ConsentStanding.Given, "Send me articles about planning."), (consent!.Topic, consent.Standing, consent.Proof!.Words)); break;
            case "salesforce": Assert.Equal(ConsentStanding.Withdrawn, consent!.Standing); break;
            default: Assert.Null(consent); break;
        }
    }

    [Fact]
    public async Task By_all_doors_one_after_the_other_it_is_one_lead_with_an_inquiry_of_each()
    {
        await using var site = await Doorway.Open();
        foreach (var door in Doorway.All.Concat(Doorway.All))
        {
            Assert.InRange(await Send(site, door), 200, 303);
            site.Time.Advance(TimeSpan.FromSeconds(10));
        }
        var ann = await site.State(Samples.Ann);
        Assert.Equal((Doorway.All.Count, "Ann", "Archer"), (ann.Inquiries, ann.Person.FirstName, ann.Person.LastName));
        using var views = Store.LeadViews.Open(site.File);
        Assert.Single(views.Leads(new Store.LeadFilter(), 10));
        Assert.Empty(views.Quarantine());
    }

    private static async Task<int> Send(Site site, Doorway door)
    {
        var body = Encoding.UTF8.GetBytes(door.Sample);
        return await Attacker.Send(await door.Client(site), door.Path, new Attack("the sample", body), door.Type, door.Proof(body));
    }

    // What the format can carry beside the person.
    private static (string, string)[] Facts(string door) => door switch
    {
        "form" => [("budget", "planned"), ("message", "Please write to me.")],
        "salesforce" => [("budget", "planned"), ("employees", "120"), ("message", "Call me")],
        "google" => [("employees", "51-200"), ("timeline", "3-months"), ("question_1", "Which machines?")],
        "meta" => [("which_machines?", "lathes, mills")],
        "linkedin" => [("size", "120")],
        "adf" => [("timeline", "within 3 months"), ("message", "Does it come in green?")],
        "json" => [("budget", "planned"), ("size", "120")],
        _ => [],
    };
}
