using System.Net;
using LeadGrains.Contract;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>A caller's page: the next call, one question, how it went (N7, I5).</summary>
public sealed class CallPagesTests
{
    [Fact]
    public async Task A_caller_takes_a_call_asks_one_question_and_reports()
    {
        await using var site = await Open();
        var lead = await Waiting(site, "ann");
        var (kim, umas) = (await site.SignedIn(Role.CallCentre, "callers", "kim"), await site.SessionOf(Role.CallCentre, "callers", "uma"));
        using var uma = site.Browser(umas);
        var before = site.Content();
        var page = await kim.Look("/portal/calls");
        Assert.DoesNotContain("+4930123", page.Source.Text, StringComparison.Ordinal); // whose call it is shows when it is taken
        Assert.Equal(before, site.Content());
        Assert.Equal("/portal/calls?done=taken", await kim.Does(page.Form("/take")));
        var sheet = await kim.Look("/portal/calls");
        Assert.Equal("tel:+4930123", sheet.QuerySelector("a[href^=tel]")!.GetAttribute("href"));
        Assert.Equal("Is there a budget?", Assert.Single(sheet.QuerySelectorAll("legend")).TextContent);
        Assert.DoesNotContain("+4930123", await uma.GetStringAsync("/portal/calls"), StringComparison.Ordinal);
        await uma.Fails(HttpStatusCode.NotFound, sheet.Form("/done"), ("outcome", "reached"), ("token", SignedInRequest.FormTokenOf(umas)));
        await kim.Look($"/portal/leads/{lead}", HttpStatusCode.NotFound); // the call is theirs, not the lead

        var told = await kim.Fails(HttpStatusCode.Conflict, sheet.Form("/done"), ("outcome", "not-before"), ("note", "in the new year"));
        Assert.Contains("date", told.Trouble(), StringComparison.Ordinal);
        Assert.Equal("in the new year", told.QuerySelector("textarea")!.TextContent);
        await kim.Fails(HttpStatusCode.BadRequest, told.Form("/done"), ("outcome", ""));
        await kim.Fails(HttpStatusCode.BadRequest, told.Form("/done"), ("outcome", "reached"), ("told", "budget=much"));
        Assert.Equal("/portal/calls?done=called", await kim.Does(told.Form("/done"), ("outcome", "reached"), ("told", "budget=approved")));
        Assert.Equal("approved", (await site.State(lead)).Fact("budget")!.Value);
        Assert.Equal(FactSource.Owner, (await site.State(lead)).Fact("budget")!.Source);
        Assert.Contains("No call may be made now", (await kim.Look("/portal/calls")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await kim.Fails(HttpStatusCode.NotFound, told.Form("/done"), ("outcome", "reached"));
    }

    [Fact]
    public async Task Two_callers_get_two_calls_and_nobody_else_gets_any()
    {
        await using var site = await Open();
        var leads = new[] { await Waiting(site, "ann"), await Waiting(site, "ben") };
        foreach (var member in (string[])["kim", "uma"])
        {
            var caller = await site.SignedIn(Role.CallCentre, "callers", member);
            await caller.Does((await caller.Look("/portal/calls")).Form("/take"));
        }
        var takers = new List<string?>();
        foreach (var lead in leads) takers.Add((await site.State(lead)).Nurture.Pending!.Task!.By);
        Assert.Equal(["callers/kim", "callers/uma"], takers.Order(StringComparer.Ordinal));
        foreach (var role in (Role[])[Role.Admin, Role.Marketing, Role.SalesManager, Role.Operator])
            Assert.Equal(HttpStatusCode.Forbidden, (await (await site.SignedIn(role)).GetAsync("/portal/calls")).StatusCode);
    }

    private static async Task<Site> Open()
    {
        var site = await Site.Open(SmallProgram.Program with
        {
            Teams = [.. SmallProgram.Program.Teams, new TeamRule("callers", TeamKind.CallCentre)],
            Content = [.. SmallProgram.Program.Content, new Piece("call-1", PieceKind.CallScript, Channel.Call) { Question = "budget" }],
        });
        site.Courier.ByPeople = channel => channel == Channel.Call;
        foreach (var member in (string[])["kim", "uma"]) Assert.True((await site.Engine.Tell("callers", new AddMember(new Member(member) { Email = $"{member}@kestrel.example" }))).IsFine);
        return site;
    }

    // Likes calls best, and a call waits for somebody to make it.
    private static async Task<LeadId> Waiting(Site site, string name)
    {
        var inquiry = SmallProgram.Inquiry(name);
        var proof = new ConsentProof { Words = "Yes, call me.", Form = "fair" };
        var lead = await site.Lead(name, inquiry with
        {
            Person = inquiry.Person with { Phone = "+4930123" },
            Consents = [.. inquiry.Consents, new ConsentGiven(Consents.EveryTopic, Channel.Call, proof)],
        });
        Assert.True((await site.Engine.Tell(lead, new Prefer(null, Channel.Call))).IsFine);
        using var patience = new CancellationTokenSource(House.Patience);
        while ((await site.State(lead)).Nurture.Pending?.Task is null)
        {
            Assert.False(patience.IsCancellationRequested, "no call was queued");
            if ((await site.Engine.Find(lead))!.DueAt is { } due && due > site.Time.Now) site.Time.Advance(due - site.Time.Now);
            await Task.Yield();
        }
        return lead;
    }
}
