using System.Text;
using LeadGrains.Contract;
using LeadGrains.Engine;

namespace LeadGrains.Web.Tests;

/// <summary>Time zones that there aren't: no door takes one, and a lead that has one all the same lives on.</summary>
public sealed class ZoneTests
{
    public static TheoryData<string> Nonsense => ["Not/AZone", "/dev/zero", "../../../etc/passwd", new string('z', 60)];

    [Theory, MemberData(nameof(Nonsense))]
    public async Task No_door_takes_a_time_zone_that_there_is_not_and_what_was_said_is_kept_as_a_fact(string zone)
    {
        await using var site = await Doorway.Open();
        var key = await site.As(Role.Intake);
        using (var form = await site.Post("/in/form/contact", ("email", "form@example.com"), ("timeZone", zone))) Assert.True(form.IsSuccessStatusCode);
        using (var json = await key.PostAsync("/in/json", new StringContent(System.Text.Json.JsonSerializer.Serialize(new { email = "json@example.com", timeZone = zone }), Encoding.UTF8, "application/json"))) Assert.True(json.IsSuccessStatusCode, await json.Content.ReadAsStringAsync());
        using (var csv = await key.PostAsync("/in/csv", new StringContent($"email,timeZone\ncsv@example.com,{zone}\n", Encoding.UTF8, "text/csv"))) Assert.True(csv.IsSuccessStatusCode, await csv.Content.ReadAsStringAsync());
        foreach (var name in (string[])["form", "json", "csv"])
        {
            var lead = await site.State(SmallProgram.IdOf(name));
            Assert.Equal((1, null), (lead.Inquiries, lead.Person.Zone));
            Assert.Contains(lead.Facts, f => f.Name == "timeZone" && f.Value == zone);
        }
    }

    [Theory, MemberData(nameof(Nonsense))]
    public async Task A_lead_whose_zone_is_unknown_here_lives_on_by_the_programs_and_every_page_shows_it(string zone)
    {
        await using var site = await ApiSite.Open();
        var inquiry = SmallProgram.Inquiry("ann");
        var lead = await site.Lead("ann", inquiry with { Person = inquiry.Person with { Zone = zone } });
        for (var hour = 0; hour < 2_000 && (await site.State(lead)).Nurture.Seen.Count == 0; hour++) site.Time.Advance(TimeSpan.FromHours(1));
        Assert.NotEmpty((await site.State(lead)).Nurture.Seen);
        var admin = await site.SignedIn(Role.Admin);
        foreach (var path in (string[])["/portal/stages", "/portal/leads", $"/portal/leads/{lead}"])
            Assert.Equal(System.Net.HttpStatusCode.OK, (await admin.GetAsync(path)).StatusCode);
        var reply = await site.Engine.Tell(lead, new Correct([], new Person { Zone = zone + "2" }));
        Assert.Equal(ReplyKind.Refused, reply.Kind);
        Assert.Contains("Europe/Berlin", reply.Words, StringComparison.Ordinal);
    }
}
