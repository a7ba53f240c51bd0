using System.Net;
using LeadGrains.Contract;

namespace LeadGrains.Web.Tests;

/// <summary>Leads, offers and commands by machine.</summary>
public sealed class LeadApiTests
{
    [Fact]
    public async Task A_partner_sees_what_an_offer_is_worth_and_only_after_accepting_who_it_is()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "partners", "pia");
        var pia = await site.As(Role.PartnerUser, "partners", "pia");
        var offer = (await pia.Json("/api/offers"))[0];
        Assert.Equal(("DE", "pia"), (offer.GetProperty("country").GetString(), offer.GetProperty("member").GetString()));
        foreach (var path in (string[])["/api/offers", $"/api/leads/{lead}", "/api/leads", "/api/leads?q=ann@example.com"])
        {
            var text = await pia.GetStringAsync(path);
            foreach (var secret in (string[])["ann@", "Secretson", "Hidden", "999"]) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
        await (await pia.GetAsync($"/api/leads/{lead}/timeline")).Problem(403);
        await (await pia.GetAsync($"/api/leads/{lead}/why")).Problem(403);
        await (await pia.Say(lead, "answer", new { facts = new { budget = "approved" } })).Problem(403);

        using var shown = await pia.GetAsync($"/api/leads/{lead}");
        using var accepted = await pia.Say(lead, "accept", version: shown.Headers.ETag!.ToString());
        Assert.Equal(("done", "partner-owned", "partners/pia"), Said(await accepted.Json()));
        var known = await pia.Json($"/api/leads/{lead}");
        Assert.Equal(("ann@example.com", "Secretson", "Hidden Ltd"), (known.GetProperty("person").GetProperty("email").GetString(),
            known.GetProperty("person").GetProperty("lastName").GetString(), known.GetProperty("person").GetProperty("company").GetString()));
        Assert.Equal(1, (await pia.Json("/api/leads")).GetProperty("leads").GetArrayLength());
        Assert.NotEqual(0, (await pia.Json($"/api/leads/{lead}/timeline")).GetProperty("entries").GetArrayLength());
        Assert.Equal(System.Text.Json.JsonValueKind.Object, (await pia.Json($"/api/leads/{lead}/why")).GetProperty("now").ValueKind);
    }

    [Fact]
    public async Task A_partner_reads_nothing_of_the_partner_before_them()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "partners", "paul", accepted: true);
        await site.Engine.Tell(lead, new LogContact("paul", Channel.Call, "Paul's own note"), new Engine.Ticket(By: "paul"));
        await site.Engine.Tell(lead, new Recycle("paul", "timing"), new Engine.Ticket(By: "paul"));
        await site.Engine.Tell(lead, new Assign("partners", "pia", "boss"));
        await site.Engine.Tell(lead, new Accept((await site.State(lead)).Requests, "pia"));
        var pia = await site.As(Role.PartnerUser, "partners", "pia");
        Assert.DoesNotContain("paul", await pia.GetStringAsync($"/api/leads/{lead}/timeline"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("paul", await pia.GetStringAsync($"/api/leads/{lead}"), StringComparison.OrdinalIgnoreCase);
        await (await (await site.As(Role.PartnerUser, "partners", "paul")).GetAsync($"/api/leads/{lead}")).Problem(404);
    }

    [Fact]
    public async Task Work_goes_from_acceptance_to_a_win_over_the_API()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "sales", "ines");
        var ines = await site.As(Role.SalesRep, "sales", "ines");
        foreach (var (command, body, stage) in ((string, object?, string)[])[("view", null, "qualified"), ("accept", new { }, "sales-owned"), ("contacted", new { channel = "call", note = "hello" }, "sales-owned"),
            ("disposition", new { step = "proposal" }, "sales-owned"), ("correct", new { facts = new { budget = "approved" } }, "sales-owned"), ("won", new { value = 1200, currency = "EUR" }, "won")])
        {
            using var answer = await ines.Say(lead, command, body);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{command}: {await answer.Content.ReadAsStringAsync()}");
            Assert.Equal(stage, (await answer.Json()).GetProperty("stage").GetString());
        }
        Assert.Equal(1200m, (await site.State(lead)).Outcome!.Value);
    }

    [Fact]
    public async Task A_command_needs_the_version_that_was_seen()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "sales", "ines", accepted: true);
        var ines = await site.As(Role.SalesRep, "sales", "ines");
        await (await ines.Say(lead, "contacted", new { channel = "call" }, version: null)).Problem(428);
        await (await ines.Say(lead, "contacted", new { channel = "call" }, version: "\"1\"")).Problem(412);
        await (await ines.Say(lead, "contacted", new { channel = "call" }, version: "W/\"x\"")).Problem(428);
        using var seen = await ines.GetAsync($"/api/leads/{lead}");
        using var first = await ines.Say(lead, "contacted", new { channel = "call" }, seen.Headers.ETag!.ToString(), key: "once");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var again = await ines.Say(lead, "contacted", new { channel = "call" }, seen.Headers.ETag!.ToString(), key: "once");
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
    }

    [Fact]
    public async Task A_rule_that_says_no_is_a_conflict_in_words()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "sales", "ines");
        var ines = await site.As(Role.SalesRep, "sales", "ines");
        var problem = await (await ines.Say(lead, "decline", new { reason = "because" })).Problem(409);
        Assert.Contains("no-capacity", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await (await ines.Say(lead, "decline", new { })).Problem(400);
        await (await ines.Say(lead, "decline")).Problem(400);
        var boss = await site.As(Role.SalesManager);
        await (await boss.Say(lead, "assign", new { team = "partners", member = "pia" })).Problem(403);
    }

    [Fact]
    public async Task Lists_are_filtered_sorted_and_leafed_through()
    {
        await using var site = await ApiSite.Open();
        for (var i = 0; i < 25; i++) await site.Lead($"p{i:00}");
        await site.Lead("hot", SmallProgram.Inquiry("hot") with { Facts = [new Telling("budget", "approved"), new Telling("timeline", "now")] });
        var marketing = await site.As(Role.Marketing);
        var names = new List<string>();
        for (var after = ""; ;)
        {
            var page = await marketing.Json($"/api/leads?sort=-created&size=10{after}");
            names.AddRange(page.GetProperty("leads").EnumerateArray().Select(l => l.GetProperty("name").GetString()!));
            if (!page.TryGetProperty("next", out var next)) break;
            after = "&after=" + next.GetString();
        }
        Assert.Equal(["hot", .. Enumerable.Range(0, 25).Reverse().Select(i => $"p{i:00}")], names);
        Assert.Equal(26, (await marketing.Json("/api/leads?sort=due&size=200")).GetProperty("leads").GetArrayLength());
        Assert.Equal("hot", (await marketing.Json("/api/leads?stage=qualified&route=hot&scoreMin=60")).GetProperty("leads")[0].GetProperty("name").GetString());
        Assert.Equal("p07", (await marketing.Json("/api/leads?q=P07@example.com")).GetProperty("leads")[0].GetProperty("name").GetString());
        foreach (var wrong in (string[])["stage=1", "stage=fine", "sort=name;drop table lead", "sort=score", "route=9", "after=x", "after=1.1.1", "size=x", "q=Ann"])
            await (await marketing.GetAsync("/api/leads?" + wrong)).Problem(400);
    }

    private static (string?, string?, string?) Said(System.Text.Json.JsonElement answer) =>
        (answer.GetProperty("reply").GetString(), answer.GetProperty("stage").GetString(), answer.GetProperty("owner").GetString());
}
