using System.Net;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Store;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>What those see who watch, and what they don't.</summary>
public sealed class WatcherPageTests
{
    private const string Evil = "<img src=x onerror=alert(1)>";

    [Fact]
    public async Task An_operator_reads_no_name_on_any_page()
    {
        await using var site = await WatchSite.Open();
        string[] probes = ["Probeson", "Hidden Works", "probe-ann", "+4930999", "probe-quarantine", "ines@", "Inesprobe"];
        await site.Engine.Tell("sales", new ChangeMember(new Member("ines") { DisplayName = "Inesprobe", Email = "ines@house.example" }));
        foreach (var (name, accepted) in ((string, bool)[])[("probe-ann", true), ("probe-bob", false)])
        {
            var inquiry = SmallProgram.Inquiry(name);
            var id = await site.Lead(name, inquiry with { Person = inquiry.Person with { LastName = "Probeson", Company = "Hidden Works", Phone = "+4930999" } });
            await site.Engine.Tell(id, new Assign("sales", "ines", "boss"));
            if (accepted) await site.Engine.Tell(id, new Accept((await site.State(id)).Requests, "ines"));
        }
        await Quarantined(site, "probe-quarantine");
        var marketing = await site.Reader(Role.Marketing);
        await marketing.Sent("/portal/program/propose", ("from", "1"), ("yaml", (await marketing.Page("/portal/program/propose")).QuerySelector("textarea[name=yaml]")!.TextContent.Replace("score >= 65", "score >= 66", StringComparison.Ordinal)));

        var op = await site.Reader(Role.Operator);
        await op.Settled("/portal/reports");
        var seen = 0;
        foreach (var path in PagesOf(site, Role.Operator))
        {
            var text = await op.GetStringAsync(path);
            foreach (var probe in probes) Assert.False(text.Contains(probe, StringComparison.OrdinalIgnoreCase), $"{path} says {probe}");
            seen++;
        }
        Assert.True(seen >= 8, $"{seen} pages");
        // The probes are there to be seen by those who may.
        Assert.Contains("Probeson", await marketing.GetStringAsync("/portal/stages"), StringComparison.Ordinal);
        Assert.Contains("probe-quarantine", await marketing.GetStringAsync("/portal/quarantine"), StringComparison.Ordinal);
        Assert.Contains("Inesprobe", await marketing.GetStringAsync("/portal/teams"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_sees_the_figures_of_their_kind_of_members_only()
    {
        await using var site = await WatchSite.Open();
        await site.Offered("ann", "sales", "ines", accepted: true);
        await site.Offered("bob", "partners", "pia", accepted: true);
        var sales = (await (await site.Reader(Role.SalesManager)).Settled("/portal/reports")).Body!.TextContent;
        Assert.Contains("sales/ines", sales, StringComparison.Ordinal);
        Assert.DoesNotContain("pia", sales, StringComparison.Ordinal);
        var all = (await (await site.Reader(Role.Marketing)).Settled("/portal/reports")).Body!.TextContent;
        Assert.Contains("partners/pia", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_markup_stay_text_on_every_page()
    {
        await using var site = await WatchSite.Open();
        var inquiry = SmallProgram.Inquiry("eve");
        var lead = await site.Lead("eve", inquiry with { Person = inquiry.Person with { FirstName = Evil, Company = Evil }, Origin = new Origin { Source = Evil } });
        await site.Engine.Tell("sales", new ChangeMember(new Member("ines") { DisplayName = Evil, Segments = [Evil] }));
        await site.Engine.Tell(lead, new Assign("sales", "ines", "boss"));
        await site.Engine.Tell(lead, new Accept((await site.State(lead)).Requests, "ines"));
        await Quarantined(site, Evil);
        var admin = await site.Reader(Role.Admin);
        await admin.Sent("/portal/program/propose", ("from", "1"), ("note", Evil), ("yaml", (await admin.Page("/portal/program/propose")).QuerySelector("textarea[name=yaml]")!.TextContent.Replace("score >= 65", "score >= 66", StringComparison.Ordinal)));
        using (await admin.Try("/portal/webhooks", ("name", Evil), ("url", "https://crm.example.com/hook"))) { }
        await admin.Settled("/portal/reports");
        var said = 0;
        foreach (var path in PagesOf(site, Role.Admin).Append("/portal/quarantine/1"))
        {
            var page = await admin.Page(path);
            Assert.Empty(page.QuerySelectorAll("img, [onerror], script:not([src])"));
            if (page.Body!.TextContent.Contains(Evil, StringComparison.Ordinal)) said++;
        }
        Assert.True(said >= 5, $"only {said} pages said it at all");
    }

    [Fact]
    public async Task The_preview_of_a_mail_can_run_nothing()
    {
        await using var site = await WatchSite.Open();
        var marketing = await site.Reader(Role.Marketing);
        var page = await marketing.Page("/portal/content/maintenance-good-fault-report/en");
        var frame = page.QuerySelector("iframe")!;
        Assert.Equal("", frame.GetAttribute("sandbox"));
        using var mail = await marketing.GetAsync(frame.GetAttribute("src"));
        Assert.Equal(HttpStatusCode.OK, mail.StatusCode);
        var policy = string.Join("; ", mail.Headers.GetValues("Content-Security-Policy")).Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("sandbox", policy);
        Assert.Contains("form-action 'none'", policy);
        Assert.DoesNotContain(policy, p => p.StartsWith("script-src", StringComparison.Ordinal) || p.Contains("allow-scripts", StringComparison.Ordinal));
        Assert.Equal("SAMEORIGIN", string.Join(',', mail.Headers.GetValues("X-Frame-Options")));
        Assert.Contains("Kestrel &amp; Works", await mail.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var piece in site.Engine.Program.Content)
            Assert.Equal(HttpStatusCode.OK, (await marketing.GetAsync($"/portal/content/{piece.Id}/{piece.Language}")).StatusCode);
        await marketing.Page("/portal/content/no-such-piece/en", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Holding_all_sending_is_kept_with_the_data_and_so_is_releasing_it()
    {
        await using var site = await WatchSite.Open();
        var op = await site.Reader(Role.Operator);
        await op.Sent("/portal/operations/hold");
        Assert.Equal(Sending.Held, Kept());
        Assert.Contains("Release sending", (await op.Page("/portal/operations")).Body!.TextContent, StringComparison.Ordinal);
        await op.Sent("/portal/operations/release");
        Assert.Equal(Sending.Flowing, Kept());
        var marketing = await site.Reader(Role.Marketing);
        Assert.Equal(HttpStatusCode.Forbidden, (await marketing.Try("/portal/operations/hold")).StatusCode);
        Assert.Equal(Sending.Flowing, Kept());

        string? Kept()
        {
            using var views = LeadViews.Open(site.File);
            return views.Setting(Sending.Setting);
        }
    }

    [Fact]
    public async Task A_touch_in_doubt_is_settled_without_anybody_seeing_whose_it_was()
    {
        await using var site = await WatchSite.Open();
        site.Courier.Answer = _ => new Delivery(TouchOutcome.Uncertain, "the line went dead");
        var lead = await site.Lead("ann");
        for (var hour = 0; hour < 1_000 && (await site.State(lead)).Nurture.Doubts.Count == 0; hour++) site.Time.Advance(TimeSpan.FromHours(1));
        var op = await site.Reader(Role.Operator);
        var page = await op.Settled("/portal/operations");
        Assert.Contains(lead.ToString()[..8], page.Body!.TextContent, StringComparison.Ordinal);
        var touch = (await site.State(lead)).Nurture.Doubts[0].Number.ToString("D", null);
        Assert.NotEmpty(await op.Refused(HttpStatusCode.BadRequest, "/portal/operations/doubts", ("lead", lead.ToString()), ("touch", touch), ("sent", "perhaps")));
        await op.Sent("/portal/operations/doubts", ("lead", lead.ToString()), ("touch", touch), ("sent", "yes"));
        Assert.Empty((await site.State(lead)).Nurture.Doubts);
        Assert.DoesNotContain(lead.ToString()[..8], (await op.Page("/portal/operations")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_in_quarantine_is_looked_at_released_or_thrown_away()
    {
        await using var site = await WatchSite.Open();
        foreach (var name in (string[])["one", "two", "three"]) await Quarantined(site, name);
        var marketing = await site.Reader(Role.Marketing);
        Assert.Contains("\"source\": \"trap\"", (await marketing.Page("/portal/quarantine/1")).QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("no e-mail address", await marketing.Refused(HttpStatusCode.BadRequest, "/portal/quarantine/1/release", ("email", "nonsense")), StringComparison.Ordinal);
        await marketing.Sent("/portal/quarantine/1/release", ("email", "better@example.com"));
        Assert.Equal("one", (await site.State(LeadId.Of(Identity.Email("better@example.com")))).Person.FirstName);
        await marketing.Sent("/portal/quarantine/2/purge");
        await marketing.Sent("/portal/quarantine/purge", ("reason", "trap"));
        Assert.Contains("Nothing waits", (await marketing.Page("/portal/quarantine")).Body!.TextContent, StringComparison.Ordinal);
        await marketing.Page("/portal/quarantine/3", HttpStatusCode.NotFound);
        await marketing.Refused(HttpStatusCode.NotFound, "/portal/quarantine/3/release");
    }

    [Fact]
    public async Task A_drop_says_whom_it_would_reach_and_reaches_just_them()
    {
        await using var site = await WatchSite.Open();
        var leads = new List<LeadId>();
        for (var n = 0; n < 5; n++) leads.Add(await site.Lead($"lead{n}"));
        await site.Engine.Tell(leads[4], new OptOut(Consents.EveryTopic));
        var marketing = await site.Reader(Role.Marketing);
        const string piece = "maintenance-good-fault-report";
        var page = await marketing.Sent("/portal/drops/forecast", ("piece", piece));
        var forecast = await marketing.Settled(page);
        Assert.Contains("It would reach 4 people of 5 leads", forecast.QuerySelector("#drop")!.TextContent, StringComparison.Ordinal);
        Assert.All(leads, lead => Assert.Empty(site.Engine.Find(lead).Result!.State.Nurture.Drops));
        await marketing.Sent("/portal/drops", ("piece", piece), ("name", "fair"));
        Assert.Contains("4 people of 5 will get it", (await marketing.Settled(page)).QuerySelector("#drop")!.TextContent, StringComparison.Ordinal);
        for (var n = 0; n < 5; n++) Assert.Equal(n < 4, (await site.State(leads[n])).Nurture.Drops.Contains(piece));
        await marketing.Sent("/portal/drops", ("piece", piece), ("name", "fair"));
        Assert.Contains("0 people of 5 will get it", (await marketing.Settled(page)).QuerySelector("#drop")!.TextContent, StringComparison.Ordinal);
        await marketing.Refused(HttpStatusCode.BadRequest, "/portal/drops", ("piece", "welcome"));
    }

    [Fact]
    public async Task Every_page_works_in_an_empty_house()
    {
        await using var site = await Site.Open();
        var admin = await site.Reader(Role.Admin);
        using (await admin.Try("/portal/webhooks", ("name", "our CRM"), ("url", "https://crm.example.com/hook"))) { } // so that there is a page of one
        await admin.Settled("/portal/reports");
        foreach (var path in PagesOf(site, Role.Admin)) Assert.NotNull((await admin.Page(path)).QuerySelector("main h1"));
    }

    // Every page without a blank in its address that a role may look at, of those for people who watch.
    private static IEnumerable<string> PagesOf(Site site, Role role) => site.Server.Endpoints.OfType<RouteEndpoint>()
        .Where(r => r.RoutePattern.RawText!.StartsWith("/portal/", StringComparison.Ordinal) && r.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is true
            && r.Metadata.GetMetadata<IAuthorizeData>()?.Policy is { } right && Rights.RolesOf(Enum.Parse<Right>(right)).Contains(role))
        .Select(r => r.RoutePattern.RawText!.Replace("{number:int}", "1", StringComparison.Ordinal).Replace("{id}/{language}", "maintenance-good-fault-report/en", StringComparison.Ordinal))
        .Where(path => !path.Contains('{') && path is not ("/portal/live" or "/portal/") && (!path.Contains("good-fault", StringComparison.Ordinal) || !path.EndsWith("/mail", StringComparison.Ordinal)));

    private static async Task Quarantined(Site site, string name)
    {
        var inquiry = new Inquire(new Identity(IdentityKind.External, $"form:{name.Length}{name[0]}"), new Origin { Source = "trap" }, new Person { FirstName = name });
        var reply = await site.Engine.Quarantine(new Quarantined(0, LeadId.Of(inquiry.Identity), $"form:{name}", "form:contact", "trap", site.Time.Now, inquiry), new QuarantineLimits(100, TimeSpan.FromDays(30)));
        Assert.Equal(ReplyKind.Done, reply.Kind);
    }
}
