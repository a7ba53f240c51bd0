using System.Diagnostics;
using System.Net;
using LeadGrains.Engine;

namespace LeadGrains.Web.Tests;

/// <summary>Two partners of one team: neither learns by any route what the other has, nor that it is there.</summary>
public sealed class TwoPartnersTests
{
    private const int Timed = 151;

    [Fact]
    public async Task No_list_search_sort_filter_or_page_of_one_shows_anything_of_the_other()
    {
        await using var site = await ApiSite.Open();
        var (pia, paul) = (await Leads(site, "pia"), await Leads(site, "paul"));
        foreach (var (who, own, others) in ((string, LeadId[], LeadId[])[])[("pia", pia, paul), ("paul", paul, pia)])
        {
            var other = who == "pia" ? "paul" : "pia";
            var marks = others.Select(l => l.ToString()).Concat([$"{other}secret", $"{other}@", $"note of {other}"]).ToList();
            var (visitor, asked) = (Visitor.Partner(site, who), 0);
            foreach (var (route, _) in ApiRoutes.Of(site).Where(r => r.Method == "GET" && !Visitor.IsOpen(r.Route)))
            {
                if (await visitor.To(route) is not { } http) continue;
                foreach (var query in Queries(other, others))
                    foreach (var lead in others.Concat(own))
                    {
                        using var answer = await Visitor.Get(http, route.PathOf(lead) + query);
                        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream") continue;
                        var text = await answer.Content.ReadAsStringAsync() + answer.Headers;
                        foreach (var mark in marks.Where(m => !query.Contains(m, StringComparison.OrdinalIgnoreCase) && !route.PathOf(lead).Contains(m, StringComparison.Ordinal)))
                            Assert.False(text.Contains(mark, StringComparison.OrdinalIgnoreCase), $"{who} reads '{mark}' at {route.PathOf(lead)}{query}: {text}");
                        asked++;
                        if (!route.Pattern().Contains('{', StringComparison.Ordinal)) break;
                    }
            }
            Assert.True(asked > 50, $"{asked}");
        }
    }

    [Fact]
    public async Task A_foreign_id_answers_like_a_missing_one_by_status_body_and_headers_whatever_is_asked_of_it()
    {
        await using var site = await ApiSite.Open();
        var (_, foreign) = (await Leads(site, "pia"), await Leads(site, "paul"));
        var paul = await site.As(Role.PartnerUser, "partners", "paul");
        using var done = await paul.Say(foreign[0], "contacted", new { channel = "call" }, key: "once");
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var visitor = Visitor.Partner(site, "pia");
        var routes = ApiRoutes.Of(site).Where(r => !Visitor.IsOpen(r.Route) && r.Route.Pattern().Contains("{id}", StringComparison.Ordinal)).ToList();
        foreach (var (route, _) in routes) await visitor.To(route); // comes with a key or a session, which are written
        var before = site.Content();
        foreach (var (route, method) in routes)
        {
            if (await visitor.To(route) is not { } http) continue;
            foreach (var lead in foreign)
                foreach (var key in (string?[])[null, "once"]) // of a command that the other has said
                {
                    using var there = await Visitor.Send(http, route, method, lead, key: key);
                    using var missing = await Visitor.Send(http, route, method, new LeadId(42), key: key);
                    Assert.Equal((route.Pattern(), missing.StatusCode), (route.Pattern(), there.StatusCode));
                    Assert.Equal((await missing.Content.ReadAsStringAsync()).Replace(new LeadId(42).ToString(), "ID", StringComparison.Ordinal), (await there.Content.ReadAsStringAsync()).Replace(lead.ToString(), "ID", StringComparison.Ordinal));
                    Assert.Equal(Headers(missing), Headers(there));
                    Assert.True((int)there.StatusCode >= 400, $"{route.Pattern()}: {there.StatusCode}");
                }
        }
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task The_clock_tells_no_difference_between_a_foreign_id_and_a_missing_one()
    {
        await using var site = await ApiSite.Open();
        var foreign = (await Leads(site, "paul"))[0];
        var pia = await site.As(Role.PartnerUser, "partners", "pia");
        List<double> there = [], missing = [];
        for (var i = 0; i < Timed; i++)
            foreach (var (lead, times) in ((LeadId, List<double>)[])[(foreign, there), (new LeadId((UInt128)(42 + i)), missing)])
            {
                var from = Stopwatch.GetTimestamp();
                using var answer = await pia.GetAsync($"/api/leads/{lead}");
                times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                await Task.Delay(TimeSpan.FromMilliseconds(5)); // within the bound of one key
            }
        there.Sort();
        missing.Sort();
        // Roughly: a leak worth the name would be a lock, a write, or a wait.
        Assert.True(Math.Abs(there[Timed / 2] - missing[Timed / 2]) < 5, $"foreign {there[Timed / 2]:0.00} ms, missing {missing[Timed / 2]:0.00} ms");
    }

    [Fact]
    public async Task A_lead_that_changed_hands_shows_its_new_partner_nothing_of_the_old_and_the_old_nothing_more()
    {
        await using var site = await ApiSite.Open();
        var lead = (await Leads(site, "paul"))[0];
        await site.Engine.Tell(lead, new Recycle("paul", "timing"), new Ticket(By: "paul"));
        await site.Engine.Tell(lead, new Assign("partners", "pia", "boss"), new Ticket(By: "boss"));
        await site.Engine.Tell(lead, new Accept((await site.State(lead)).Requests, "pia"), new Ticket(By: "pia"));
        foreach (var (route, _) in ApiRoutes.Of(site).Where(r => r.Method == "GET" && r.Route.Pattern().Contains("{id}", StringComparison.Ordinal)))
        {
            if (route.RightOf() is not { } right || !Rights.RolesOf(right).Contains(Role.PartnerUser)) continue;
            if (await Visitor.Partner(site, "pia").To(route) is not { } pia || await Visitor.Partner(site, "paul").To(route) is not { } paul) continue;
            var text = await pia.GetStringAsync(route.PathOf(lead));
            foreach (var mark in (string[])["note of paul", "\"paul\"", "partners/paul"]) Assert.DoesNotContain(mark, text, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(HttpStatusCode.NotFound, (await paul.GetAsync(route.PathOf(lead))).StatusCode);
        }
    }

    // One that is worked on, one on offer, one won, one lost, one returned.
    private static async Task<LeadId[]> Leads(Site site, string member)
    {
        var leads = new List<LeadId>();
        foreach (var end in (string[])["works", "offer", "won", "lost"])
        {
            var inquiry = Contract.SmallProgram.Inquiry($"{member}{end}");
            var lead = await site.Lead($"{member}{end}", inquiry with
            {
                Person = inquiry.Person with { LastName = $"{member}secret", Company = $"{member}secret Ltd", Email = $"{member}@{end}.example", Phone = "+4930999" },
                Also = [Identity.External("crm", $"{member}secret-{end}")],
                Origin = inquiry.Origin with { Source = $"{member}secret", Campaign = $"{member}secret", Page = $"https://{member}secret.example/" },
            });
            leads.Add(lead);
            await site.Engine.Tell(lead, new Assign("partners", member, "boss"));
            if (end == "offer") continue;
            await site.Engine.Tell(lead, new Accept((await site.State(lead)).Requests, member), new Ticket(By: member));
            await site.Engine.Tell(lead, new LogContact(member, Channel.Call, $"note of {member}"), new Ticket(By: member));
            if (end == "won") await site.Engine.Tell(lead, new Win(member, 1200, "EUR"), new Ticket(By: member));
            if (end == "lost") await site.Engine.Tell(lead, new Lose(member, "competitor", $"{member}secret GmbH"), new Ticket(By: member));
        }
        return [.. leads];
    }

    private static IEnumerable<string> Queries(string other, LeadId[] others) =>
    [
        "", "?size=200", "?sort=-created&size=200", "?sort=due&size=200", $"?owner={other}", "?team=partners", $"?team=partners&owner={other}", "?team=sales", $"?source={other}secret", "?stage=partner-owned", "?stage=won", "?stage=lost", "?stage=qualified", "?route=hot", "?scoreMin=-100",
        $"?q={others[0]}", $"?q={others[0].ToString()[..8]}", $"?q={others[1]}", $"?q={other}works@example.com", $"?q={other}@works.example", "?q=%2B4930999", $"?q=crm:{other}secret-works", "?after=0.0", "?from=0&size=200", "?from=999999", $"?member={other}", $"?by={other}",
        "?view=board", $"?view=board&owner={other}", $"?view=board&source={other}secret", $"?q={other}secret", "?q=secret", "?q=example", "?score=-1000", "?sort=score", "?done=won",
    ];

    private static List<string> Headers(HttpResponseMessage answer) =>
        [.. answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Date" or "Content-Length")).Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order(StringComparer.Ordinal)];
}
