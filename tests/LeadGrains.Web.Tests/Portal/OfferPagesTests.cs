using System.Net;
using LeadGrains.Contract;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>Offers in the portal: what they show, one tap to answer, and to whom (P1, P5).</summary>
public sealed class OfferPagesTests
{
    private static readonly string[] Secrets = ["ann@", "Secretson", "Hidden Ltd", "999", ">ann"];

    [Fact]
    public async Task Nothing_that_an_offer_shows_names_the_person_before_it_is_accepted()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "partners", "pia");
        Assert.True((await site.Engine.Tell(lead, new Correct([new Telling("remark", "Ann Secretson, ring 999"), new Telling("budget", "Hidden Ltd pays"), new Telling("timeline", "now")]))).IsFine);
        var pia = await site.SignedIn(Role.PartnerUser, "partners", "pia");
        foreach (var path in (string[])["/portal/inbox", $"/portal/leads/{lead}", "/portal/leads", "/portal/leads?view=board", "/portal/leads?q=ann@example.com", "/portal/leads?q=Secretson", "/portal/calls"])
        {
            using var answer = await pia.GetAsync(path);
            var bytes = $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync()}".Replace(Uri.EscapeDataString("q=Secretson"), "", StringComparison.Ordinal);
            foreach (var secret in Secrets.Where(s => !path.Contains(s, StringComparison.Ordinal))) Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal);
        }
        var card = (await pia.Look("/portal/inbox")).QuerySelector(".offer")!.TextContent;
        Assert.Contains("DE", card, StringComparison.Ordinal);
        Assert.Contains("now", card, StringComparison.Ordinal);
        Assert.DoesNotContain("remark", await (await site.As(Role.PartnerUser, "partners", "pia")).GetStringAsync($"/api/leads/{lead}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_tap_accepts_and_leads_to_the_lead_with_what_is_due()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "partners", "pia");
        var pia = await site.SignedIn(Role.PartnerUser, "partners", "pia");
        var inbox = await pia.Look("/portal/inbox");
        // Something was learnt after the page was shown: the offer is the same, and so is the answer to it.
        Assert.True((await site.Engine.Tell(lead, new Correct([new Telling("timeline", "later")]))).IsFine);
        var next = await pia.Does(inbox.Form("/accept"));
        Assert.Equal($"/portal/leads/{lead}?done=accept", next);
        var page = await pia.Look(next);
        Assert.Contains("Secretson", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("mailto:ann@example.com", page.QuerySelector("a[href^=mailto]")!.GetAttribute("href"));
        Assert.Equal("tel:+4930999", page.QuerySelector("a[href^=tel]")!.GetAttribute("href"));
        Assert.Contains("First contact is due", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("pia", (await site.State(lead)).Owner.Member);
        Assert.Equal(next, await pia.Does(inbox.Form("/accept"))); // the same form twice is one answer
    }

    [Fact]
    public async Task Looking_at_offers_changes_nothing_and_a_form_says_that_one_was_on_the_screen()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "sales", "ines");
        var ines = await site.SignedIn(Role.SalesRep, "sales", "ines");
        var before = site.Content();
        foreach (var path in (string[])["/portal", "/portal/inbox", "/portal/leads", $"/portal/leads/{lead}"]) (await ines.GetAsync(path)).Dispose();
        Assert.Equal(before, site.Content());
        await ines.Does((await ines.Look("/portal/inbox")).Form("/view"));
        Assert.NotNull((await site.State(lead)).Handoff!.Offer!.ViewedAt);
        Assert.DoesNotContain((await ines.Look("/portal/inbox")).Forms, f => f.GetAttribute("action")!.EndsWith("/view", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_reason_for_declining_is_one_tap()
    {
        await using var site = await ApiSite.Open();
        var ines = await site.SignedIn(Role.SalesRep, "sales", "ines");
        foreach (var reason in SmallProgram.Program.DeclineReasons)
        {
            var lead = await site.Offered(reason, "sales", "ines");
            var form = (await ines.Look("/portal/inbox")).Form($"{lead}/decline");
            Assert.Contains(form.QuerySelectorAll("button[name=reason]"), b => b.GetAttribute("value") == reason);
            Assert.Equal("/portal/inbox?done=decline", await ines.Does(form, ("reason", reason)));
            Assert.Equal(reason, (await site.State(lead)).Declined.Single().Reason);
        }
        Assert.Contains("No offer waits", (await ines.Look("/portal/inbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_that_is_over_is_told_in_words()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "sales", "ines");
        var ines = await site.SignedIn(Role.SalesRep, "sales", "ines");
        var old = (await ines.Look("/portal/inbox")).Form("/accept");
        Assert.True((await site.Engine.Tell(lead, new Qualify("boss", "again"))).IsFine);
        Assert.True((await site.Engine.Tell(lead, new Assign("partners", "pia", "boss"))).IsFine);
        Assert.Contains("isn't yours", (await ines.Fails(HttpStatusCode.NotFound, old)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.True((await site.Engine.Tell(lead, new Assign("sales", "ines", "boss"))).IsFine);
        Assert.Contains("closed", (await ines.Fails(HttpStatusCode.Conflict, old)).Trouble(), StringComparison.Ordinal);
        Assert.Null((await site.State(lead)).Work);
    }

    [Fact]
    public async Task Another_partner_finds_nothing_anywhere_and_a_foreign_lead_is_like_a_missing_one()
    {
        await using var site = await ApiSite.Open();
        var owned = await site.Offered("ann", "partners", "pia", accepted: true);
        var offered = await site.Offered("ben", "partners", "pia");
        HttpClient[] others = [await site.SignedIn(Role.PartnerUser, "partners", "paul"), await site.SignedIn(Role.SalesRep, "sales", "ines"),
            await site.SignedIn(Role.SalesManager), await site.SignedIn(Role.CallCentre, "callers", "kim")];
        var before = site.Content();
        foreach (var other in others)
        {
            foreach (var path in (string[])["/portal/inbox", "/portal/leads", "/portal/leads?view=board", "/portal/leads?team=partners&owner=pia", "/portal/leads?q=ann@example.com", "/portal/leads?q=Secretson"])
            {
                using var answer = await other.GetAsync(path);
                var text = await answer.Content.ReadAsStringAsync();
                Assert.DoesNotContain(owned.ToString(), text, StringComparison.Ordinal);
                Assert.DoesNotContain(offered.ToString(), text, StringComparison.Ordinal);
            }
            foreach (var lead in (LeadId[])[owned, offered])
            {
                Assert.Equal(await Told(other, HttpMethod.Get, $"/portal/leads/{new LeadId(42)}"), await Told(other, HttpMethod.Get, $"/portal/leads/{lead}"));
                foreach (var action in LeadActions.All)
                    Assert.Equal(await Told(other, HttpMethod.Post, $"/portal/leads/{new LeadId(42)}/{action.Name}"), await Told(other, HttpMethod.Post, $"/portal/leads/{lead}/{action.Name}"));
            }
        }
        Assert.Equal(before, site.Content());
    }

    private static async Task<(HttpStatusCode, string)> Told(HttpClient http, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent([new("version", "3"), new("reason", "timing"), new("channel", "call"), new("step", "meeting"), new("value", "1"), new("told", "budget=approved"),
                new("until", "2026-06-01"), new("to", "partners/paul"), new("because", "so"), new("piece", "planning-1"), new("into", new LeadId(7).ToString()), new("confirm", "ERASE")]);
        using var answer = await http.SendAsync(request);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{path}: {answer.StatusCode}");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
