using System.Net;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests;

/// <summary>What strangers stored stays text wherever it is shown; nothing leads elsewhere on their word.</summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task Probes_stored_by_every_way_in_stay_text_in_every_page_and_answer_for_every_role()
    {
        await using var site = await ApiSite.Open(StoredProbes.Evil, Doorway.Settings);
        site.Time.Advance(TimeSpan.FromHours(1));
        var leads = await StoredProbes.Store(site);
        using (var views = LeadViews.Open(site.File)) Assert.True(views.Stages().Sum(s => s.Count) > 300, "the probes were stored");
        var pages = 0;
        var visitors = Enum.GetValues<Role>().Select(role => Visitor.Of(site, role)).ToList();
        foreach (var (route, _) in ApiRoutes.Of(site).Where(r => r.Method == "GET"))
            foreach (var visitor in visitors)
            {
                if (Visitor.IsOpen(route) && visitor.Role != Role.Admin) continue;
                if (await visitor.To(route) is not { } http) continue;
                foreach (var lead in route.Pattern().Contains('{', StringComparison.Ordinal) ? leads : [leads[0]])
                    foreach (var query in (string[])["", "?size=200"])
                    {
                        using var answer = await Visitor.Get(http, route.PathOf(lead) + query);
                        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream") continue;
                        StoredProbes.AssertInert(answer, await answer.Content.ReadAsStringAsync(), $"{visitor.Role} at {route.PathOf(lead)}{query}");
                        pages++;
                    }
            }
        Assert.True(pages > 200, $"{pages} pages");
        foreach (var lead in leads)
            foreach (var link in site.Every(lead))
            {
                using var answer = await site.Http.GetAsync(link);
                StoredProbes.AssertInert(answer, await answer.Content.ReadAsStringAsync(), link);
            }
    }

    [Fact]
    public async Task A_probe_in_an_address_a_query_or_a_header_is_not_shown_back()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Lead();
        foreach (var probe in Probes.Texts)
            foreach (var path in (string[])["/p/", "/form/", "/in/form/", "/api/leads/", "/nowhere/", "/docs/", "/portal/", "/portal/leads/", site.Link(LinkKind.Preferences, lead) + "?done=", "/form/contact?next=", "/portal/stages?done=", "/openapi/"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path + Uri.EscapeDataString(probe));
                request.Headers.Accept.ParseAdd("text/html");
                request.Headers.TryAddWithoutValidation("Referer", "https://evil.example/" + Uri.EscapeDataString(probe));
                using var answer = await site.Http.SendAsync(request);
                Assert.True((int)answer.StatusCode < 500, $"{path}{probe}: {answer.StatusCode}");
                if (answer.Content.Headers.ContentType is not null) StoredProbes.AssertInert(answer, await answer.Content.ReadAsStringAsync(), path + probe);
            }
    }

    public static TheoryData<string> Elsewhere =>
    [
        "https://evil.example/", "http://evil.example/", "//evil.example/", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "https:evil.example", "https:/evil.example", "https:///evil.example", "http:\\\\evil.example", "https://www.example.com@evil.example/",
        "https://www.example.com:pw@evil.example/", "https://www.example.com%40evil.example/", "https://www.example.com.evil.example/", "https://www.example.comevil.example/", "https://evil.example/https://www.example.com/", "https://evil.example?https://www.example.com/", "https://evil.example#www.example.com/",
        "https://evil.example\\@www.example.com/", "https://evil.example\\www.example.com/", "https://www.example.com:8443/", "http://www.example.com/", "https://example.com/", "https://WWW.EXAMPLE.COM.evil.example/", "https://www.example。com/", "https://ｗww.example.com.evil.example/", "javascript:alert(1)//www.example.com/",
        "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", " https://evil.example/", "\thttps://evil.example", "https://\tevil.example/", "https://evil\r\n.example/", "https://www.example.com/\r\nSet-Cookie: a=b", "https://www.example.com/\nLocation: https://evil.example/", "%2f%2fevil.example", "/", "/portal", "../", "?x",
        "https://www.example.com\0.evil.example/", "https://[::1]/", "https://127.0.0.1/", "ftp://www.example.com/", "file:///etc/passwd", "https://www.example.com", "https://xn--www-example.com/", "https://www.example.com./", "h\u0442tps://www.example.com/",
    ];

    [Theory, MemberData(nameof(Elsewhere))]
    public async Task A_form_sends_a_browser_nowhere_but_where_the_settings_allow(string wished)
    {
        await using var site = await Site.Open(intake: Doorway.Settings);
        foreach (var (path, field) in ((string, string)[])[("/in/form/contact", "redirect"), ("/in/form/contact", "_next"), ("/in/form/contact", "retURL"), ("/in/salesforce?retURL=https://evil.example/", "retURL"), ("/in/hubspot/uploads/form/v2/1234567/x", "redirectUrl")])
        {
            using var answer = await site.Post(path, ("email", "ann@example.com"), ("oid", Intake.Tests.Samples.Oid), (field, wished));
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.SeeOther, $"{path}: {answer.StatusCode}");
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            if (answer.Headers.Location is { } next) Assert.Equal(("https", "www.example.com", 443), (next.Scheme, next.IdnHost, next.Port));
        }
    }

    [Fact]
    public async Task No_answer_believes_the_host_that_a_request_names()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Lead();
        foreach (var path in (string[])["/form/contact", "/openapi/v1.json", "/portal", "/portal/stages", "/docs/index.html", "/embed.js", "/health/ready", "/api/leads", .. site.Every(lead)])
            foreach (var (name, value) in ((string, string)[])[("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "javascript"), ("Forwarded", "host=evil.example"), ("X-Original-Host", "evil.example")])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                if (name == "Host") request.Headers.Host = value;
                else request.Headers.TryAddWithoutValidation(name, value);
                using var answer = await site.Http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync() + answer.Headers;
                Assert.False(text.Contains("evil.example", StringComparison.Ordinal), $"{path} repeats {name}");
            }
    }
}
