using System.Net;
using LeadGrains.Web.Tests.Portal;
using Xunit.Abstractions;

namespace LeadGrains.Web.Tests;

/// <summary>Every role at every endpoint of the running app: let in or turned away as the table says, and a refusal writes nothing.</summary>
public sealed class EveryRoleTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Each_role_is_let_in_where_the_table_says_so_and_else_turned_away_with_the_file_unchanged()
    {
        await using var site = await ApiSite.Open();
        var visitors = Enum.GetValues<Role>().Select(role => Visitor.Of(site, role)).ToList();
        var (number, let, done, turned, unseen) = (0, 0, 0, 0, 0);
        var portal = 0;
        foreach (var (route, method) in ApiRoutes.Of(site).Where(r => !Visitor.IsOpen(r.Route)))
        {
            var right = route.RightOf();
            Assert.True(right is not null, $"{method} {route.Pattern()} has no right");
            foreach (var visitor in visitors)
            {
                if (await visitor.To(route) is not { } http)
                {
                    unseen++;
                    continue;
                }
                var lead = await Reached(site, visitor, ++number);
                var before = site.Commits();
                var version = (await site.Engine.Find(lead))!.Version;
                using var answer = await Visitor.Send(http, route, method, lead, role: visitor.Role, version: version);
                var what = $"{visitor.Role} at {method} {route.Pattern()}: {(int)answer.StatusCode}";
                var may = Rights.RolesOf(right.Value).Contains(visitor.Role);
                if (may) Assert.True(answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && (int)answer.StatusCode < 500, what);
                else Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, what);
                // What a rule refuses is kept as the answer to that command and changes nobody; anything else leaves no trace.
                if (answer.StatusCode == HttpStatusCode.Conflict) Assert.True((await site.Engine.Find(lead))!.Version == version, $"{what}, and the lead changed");
                else if ((int)answer.StatusCode >= 400) Assert.True(before == site.Commits(), $"{what}, and something was written");
                if (may) let++;
                else turned++;
                if (may && (int)answer.StatusCode < 400) done++;
                if (Visitor.IsPortal(route)) portal++;
                if (route.Pattern().EndsWith("/sign-out", StringComparison.Ordinal)) visitor.Leave();
                // What was begun in the background writes when it pleases.
                if (answer.Headers.Location is { } next && next.OriginalString.Contains("done=begun", StringComparison.Ordinal)) await http.Settled(next.OriginalString);
            }
        }
        output.WriteLine($"{let} let in, {done} of them had their way, {turned} turned away; {portal} of all in the portal, {unseen} not tried since they have no browser");
        Assert.True(let > 300 && done > 150 && turned > 200 && portal > 400, $"{let} let in, {done} done, {turned} turned away, {portal} in the portal");
    }

    [Fact]
    public async Task Nobody_and_a_key_of_ours_that_was_ended_are_turned_away_everywhere_that_is_not_open()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "partners", "pia", accepted: true);
        var (key, text) = await site.Keys.Add(new Caller("old", Role.Admin), site.Time.Now);
        await site.Keys.Revoke(key.Number, site.Time.Now);
        var before = site.Content();
        foreach (var (route, method) in ApiRoutes.Of(site).Where(r => !Visitor.IsOpen(r.Route)))
            foreach (var http in (HttpClient[])[site.Http, site.WithKey(text), site.WithKey(text[..^1]), site.WithKey(text.Replace("lg_", "LG_", StringComparison.Ordinal))])
            {
                using var answer = await Visitor.Send(http, route, method, lead);
                // The portal shows the way to sign in instead.
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized || (Visitor.IsPortal(route) && (int)answer.StatusCode is 302 or 303 or 403), $"{method} {route.Pattern()}: {(int)answer.StatusCode}");
                Assert.True(answer.Headers.Location is null || answer.Headers.Location.ToString().StartsWith("/portal/sign-in", StringComparison.Ordinal), $"{route.Pattern()} sends to {answer.Headers.Location}");
            }
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task A_role_that_was_never_given_does_not_come_with_a_header()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "partners", "pia", accepted: true);
        foreach (var (name, value) in ((string, string)[])[("X-Role", "Admin"), ("X-Forwarded-User", "admin"), ("X-Original-URL", "/api/keys"), ("X-Rewrite-URL", "/api/keys"), ("X-HTTP-Method-Override", "DELETE"), ("Cookie", "role=Admin; .AspNetCore.Cookies=x"), ("X-Forwarded-For", "127.0.0.1")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/leads/{lead}");
            request.Headers.TryAddWithoutValidation(name, value);
            await (await site.Http.SendAsync(request)).Problem(401);
        }
    }

    // A lead that the role would act on: its own where it has its own.
    private static async Task<LeadId> Reached(Site site, Visitor visitor, int number)
    {
        var lead = await site.Lead($"lead{number}");
        var (team, member) = visitor.Role.KindOf() switch
        {
            TeamKind.Sales => ("sales", "ines"),
            TeamKind.CallCentre => ("callers", "kim"),
            _ => ("partners", "pia"),
        };
        await site.Engine.Tell(lead, new Assign(team, member, "boss"));
        await site.Engine.Tell(lead, new Accept((await site.State(lead)).Requests, member));
        return lead;
    }
}
