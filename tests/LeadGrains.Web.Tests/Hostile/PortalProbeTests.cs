using AngleSharp;
using LeadGrains.Engine;
using LeadGrains.Store;
using LeadGrains.Web.Tests.Portal;
using Xunit.Abstractions;
using static LeadGrains.Web.Tests.Probes;

namespace LeadGrains.Web.Tests;

/// <summary>The portal as each role walks through it, link by link, when everything that anybody could type is a probe.</summary>
public sealed class PortalProbeTests(ITestOutputHelper output)
{
    /// <summary>Pages of one role; beyond, the walk ends.</summary>
    private const int PagesMax = 120;

    [Fact]
    public async Task Every_page_that_a_role_can_walk_to_shows_what_was_typed_as_text()
    {
        await using var site = await WatchSite.Open();
        await Store(site);
        var told = 0;
        foreach (var role in Enum.GetValues<Role>().Where(r => r != Role.Intake))
        {
            var (team, member) = role switch { Role.SalesRep => ("sales", "ines"), Role.PartnerUser => ("partners", "pia"), Role.CallCentre => ("call-centre", "kim"), _ => (null, (string?)null) };
            var http = await site.Reader(role, team, member);
            if (role is Role.Admin or Role.Marketing) await http.Settled("/portal/reports");
            var (open, known) = (new Queue<string>(["/portal"]), new HashSet<string> { "/portal" });
            var pages = 0;
            while (open.TryDequeue(out var path) && pages++ < PagesMax)
            {
                using var answer = await Visitor.Get(http, path);
                Assert.True((int)answer.StatusCode < 500, $"{role} at {path}: {answer.StatusCode}");
                if (answer.Headers.Location is { } next && known.Add(next.OriginalString)) open.Enqueue(next.OriginalString);
                var text = await answer.Content.ReadAsStringAsync();
                StoredProbes.AssertInert(answer, text, $"{role} at {path}");
                if (text.Contains("x-probe", StringComparison.Ordinal)) told++;
                if (path.EndsWith("/mail", StringComparison.Ordinal)) continue; // it links to its people's pages, and its frame lets nobody follow
                foreach (var link in await Links(text))
                {
                    Assert.True(link.Length == 0 || link[0] is '#' or '?' or '/' || link.StartsWith("mailto:", StringComparison.Ordinal) || link.StartsWith("tel:", StringComparison.Ordinal), $"{role} at {path} is led to {link}");
                    Assert.False(link.StartsWith("//", StringComparison.Ordinal) || link.StartsWith("/\\", StringComparison.Ordinal), $"{role} at {path} is led to {link}");
                    if (link.StartsWith("/portal", StringComparison.Ordinal) && !link.StartsWith("/portal/assets", StringComparison.Ordinal) && link != "/portal/live" && known.Add(link)) open.Enqueue(link);
                }
            }
            output.WriteLine($"{role}: {pages} pages");
            Assert.True(pages >= 3, $"{role}: {pages} pages");
        }
        Assert.True(told >= 30, $"only {told} pages said a probe at all");
    }

    private static async Task<IEnumerable<string>> Links(string html)
    {
        var page = await BrowsingContext.New().OpenAsync(request => request.Content(html));
        return page.QuerySelectorAll("a[href], iframe[src], form[action], img[src]").SelectMany(e => (string?[])[e.GetAttribute("href"), e.GetAttribute("src"), e.GetAttribute("action")]).OfType<string>();
    }

    // Leads, members, people, keys, versions of the program, and what waits in quarantine.
    private static async Task Store(Site site)
    {
        var place = 0;
        foreach (var (team, member) in ((string, string)[])[("sales", "ines"), ("partners", "pia"), ("call-centre", "kim")])
        {
            await site.Engine.Tell(team, new ChangeMember(new Member(member) { DisplayName = At(place++), Email = $"{member}@house.example", Phone = At(place++), Segments = [At(place++)], Countries = [At(place++)], Languages = [At(place++)] }));
            for (var i = 0; i < 8; i++) await StoredProbes.Worked(site, team, member, place += 7, isOffer: i % 4 == 3);
        }
        for (var i = 0; i < 12; i++)
        {
            var inquiry = new Inquire(new Identity(IdentityKind.External, $"form:{i}"), new Origin { Source = At(i), Campaign = At(i + 1), Page = At(i + 36) }, new Person { FirstName = At(i + 2), Company = At(i + 3), Phone = At(i + 4) })
            {
                Facts = [new Telling(At(i + 5), At(i + 6))],
            };
            await site.Engine.Quarantine(new Quarantined(0, LeadId.Of(inquiry.Identity), $"form:{i}", $"form:{At(i + 7)}", At(i + 8), site.Time.Now, inquiry), new QuarantineLimits(100, TimeSpan.FromDays(30)));
        }
        for (var i = 0; i < 6; i++) await site.Keys.Add(new Caller(At(i * 3), Role.Intake), site.Time.Now);
        var admin = await site.Reader(Role.Admin);
        for (var i = 0; i < Texts.Count; i += 5)
            using (await admin.Try("/portal/people", ("name", At(i)), ("email", $"p{i}@kestrel.example"), ("role", "marketing"))) { }
        var yaml = (await admin.Page("/portal/program/propose")).QuerySelector("textarea[name=yaml]")!.TextContent;
        foreach (var (probe, i) in ((string[])["<img x-probe src=x onerror=alert(1)>", "</textarea><b x-probe>", "javascript:alert('x-probe')"]).Select((p, i) => (p, i)))
        {
            var said = yaml.Replace("score >= 65", $"score >= {66 + i}", StringComparison.Ordinal).Replace("no-capacity", $"\"{probe.Replace("\"", "", StringComparison.Ordinal)}\"", StringComparison.Ordinal);
            using var proposed = await admin.Try("/portal/program/propose", ("from", "1"), ("note", probe), ("yaml", said));
            Assert.True((int)proposed.StatusCode < 500);
        }
        using var faulty = await admin.Try("/portal/program/propose", ("from", "1"), ("note", At(1)), ("yaml", $"name: {At(1)}\n{At(0)}: {At(4)}\n"));
        StoredProbes.AssertInert(faulty, await faulty.Content.ReadAsStringAsync(), "a faulty proposal");
    }
}
