using System.Net;
using LeadGrains.Contract;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>The lead page and its commands.</summary>
public sealed class LeadPageTests
{
    private const string Markup = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>&lt;";

    [Fact]
    public async Task Work_goes_from_acceptance_to_a_win_by_forms()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "sales", "ines", accepted: true);
        var ines = await site.SignedIn(Role.SalesRep, "sales", "ines");
        foreach (var (command, typed, stage) in ((string, (string, string)[], Stage)[])[("contacted", [("channel", "call"), ("note", "said hello")], Stage.SalesOwned),
            ("disposition", [("step", "proposal")], Stage.SalesOwned), ("correct", [("told", "budget=approved")], Stage.SalesOwned), ("won", [("value", "1200.50"), ("currency", "EUR")], Stage.Won)])
        {
            var next = await ines.Does((await ines.Look($"/portal/leads/{lead}")).Form("/" + command), typed);
            Assert.Equal($"/portal/leads/{lead}?done={command}", next);
            Assert.NotNull((await ines.Look(next)).QuerySelector("[role=status]"));
            Assert.Equal(stage, (await site.State(lead)).Stage);
        }
        Assert.Equal(1200.50m, (await site.State(lead)).Outcome!.Value);
        var page = (await ines.Look($"/portal/leads/{lead}")).QuerySelector("main")!.TextContent;
        foreach (var told in (string[])["said hello", "Is there a budget?", "reports proposal", "1,200.5 EUR", "asked through web"]) Assert.Contains(told, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_outdated_does_nothing_and_keeps_what_was_typed()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "sales", "ines", accepted: true);
        var ines = await site.SignedIn(Role.SalesRep, "sales", "ines");
        var form = (await ines.Look($"/portal/leads/{lead}")).Form("/contacted");
        Assert.True((await site.Engine.Tell(lead, new Correct([new Telling("budget", "approved")]))).IsFine);
        var before = site.Content();
        var told = await ines.Fails(HttpStatusCode.Conflict, form, ("channel", "email"), ("note", "a long letter"));
        Assert.Equal(before, site.Content());
        Assert.Contains("changed meanwhile", told.Trouble(), StringComparison.Ordinal);
        var again = told.Form("/contacted");
        Assert.Equal("a long letter", again.Value("note"));
        Assert.Equal("email", again.Value("channel"));
        await ines.Does(again);
        Assert.NotNull((await site.State(lead)).Work!.FirstContactAt);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_command_and_another_word_in_it_is_another()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "sales", "ines", accepted: true);
        var ines = await site.SignedIn(Role.SalesRep, "sales", "ines");
        var form = (await ines.Look($"/portal/leads/{lead}")).Form("/contacted");
        await ines.Does(form, ("channel", "call"), ("note", "once"));
        var before = site.Content();
        await ines.Does(form, ("channel", "call"), ("note", "once"));
        Assert.Equal(before, site.Content());
        await ines.Fails(HttpStatusCode.Conflict, form, ("channel", "call"), ("note", "something else"));
    }

    [Theory]
    [InlineData("contacted", "how you were in touch", "note", "my note")]
    [InlineData("disposition", "how far you are", "note", "my note")]
    [InlineData("won", "no amount", "value", "a lot")]
    [InlineData("lost", "why it was lost", "competitor", "Rival Ltd")]
    [InlineData("recycle", "no date", "notBefore", "soon")]
    [InlineData("correct", "which fact", "value", "some value")]
    [InlineData("pause", "no date", "until", "soon")]
    public async Task An_owner_s_fault_is_told_in_words_and_what_was_typed_stays(string action, string words, string field, string typed)
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "sales", "ines", accepted: true);
        await Faulty(site, await site.SignedIn(Role.SalesRep, "sales", "ines"), lead, action, words, field, typed);
    }

    [Theory]
    [InlineData("assign", "who gets it", null, null)]
    [InlineData("qualify", "why it is ripe", null, null)]
    [InlineData("drop", "which piece", null, null)]
    [InlineData("merge", "neither a lead's id", "into", "that other one")]
    [InlineData("purchased", "no amount", "value", "a lot")]
    [InlineData("erase", "Type ERASE", "confirm", "yes")]
    public async Task So_is_one_of_marketing(string action, string words, string? field, string? typed)
    {
        await using var site = await ApiSite.Open();
        await Faulty(site, await site.SignedIn(Role.Marketing), await site.Lead("ann"), action, words, field, typed);
    }

    [Fact]
    public async Task Marketing_does_what_marketing_may()
    {
        await using var site = await ApiSite.Open();
        var (ann, ben) = (await site.Lead("ann"), await site.Lead("ben"));
        var marketing = await site.SignedIn(Role.Marketing);
        async Task Do(string action, params (string, string)[] typed) => await marketing.Does((await marketing.Look($"/portal/leads/{ann}")).Form("/" + action), typed);
        await Do("pause", ("until", "2026-06-01"));
        await Do("resume");
        await Do("drop", ("piece", "planning-3"));
        await Do("opt-out", ("topic", "planning"), ("channel", "email"));
        await Do("answer", ("told", "budget=approved"));
        await Do("assign", ("to", "sales/ines"));
        Assert.Equal("ines", (await site.State(ann)).Handoff!.Offer!.Member);
        await Do("merge", ("into", "ben@example.com"));
        Assert.Equal(ben, (await site.State(ann)).MergedInto);
        await Do("unmerge");
        await Do("purchased", ("value", "9"), ("currency", "EUR"));
        Assert.Equal(Stage.Won, (await site.State(ann)).Stage);
        await Do("erase", ("confirm", "erase"));
        Assert.Equal(Stage.Erased, (await site.State(ann)).Stage);
        Assert.DoesNotContain("ann@example.com", await marketing.GetStringAsync($"/portal/leads/{ann}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_markup_stay_text_on_every_page()
    {
        await using var site = await ApiSite.Open();
        var inquiry = SmallProgram.Inquiry("eve", Wish.Call) with
        {
            Person = new Person { FirstName = Markup, LastName = Markup, Company = Markup, JobTitle = Markup, Country = Markup, Email = "eve@example.com", Phone = "+491" + Markup, PostalAddress = Markup },
            Origin = new Origin { Source = Markup, Campaign = Markup, Offer = Markup },
            Facts = [new Telling(Markup, Markup), new Telling("budget", Markup)],
        };
        var lead = await site.Lead("eve", inquiry);
        Assert.True((await site.Engine.Tell(lead, new Ask(Wish.Quote, Markup))).IsFine);
        Assert.True((await site.Engine.Tell(lead, new Write(Markup))).IsFine);
        if ((await site.State(lead)).Handoff?.Offer is null) Assert.True((await site.Engine.Tell(lead, new Assign("sales", "ines", Markup))).IsFine);
        var (ines, boss) = (await site.SignedIn(Role.SalesRep, "sales", "ines"), await site.SignedIn(Role.Marketing));
        await Plain(ines, "/portal/inbox", shown: false); // of an offer nothing is shown that somebody typed
        Assert.True((await site.Engine.Tell(lead, new Accept((await site.State(lead)).Requests, "ines"))).IsFine);
        Assert.True((await site.Engine.Tell(lead, new LogContact("ines", Channel.Call, Markup))).IsFine);
        foreach (var http in (HttpClient[])[ines, boss])
            foreach (var path in (string[])[$"/portal/leads/{lead}", "/portal/leads", "/portal/leads?view=board", "/portal/stages", $"/portal/leads?q={Uri.EscapeDataString(Markup)}&source={Uri.EscapeDataString(Markup)}"])
                await Plain(http, path, shown: path != "/portal/stages");
        var form = (await ines.Look($"/portal/leads/{lead}")).Form("/won");
        Assert.Contains("onerror", (await ines.Fails(HttpStatusCode.BadRequest, form, ("value", Markup))).QuerySelector("[role=alert]")!.TextContent + Markup, StringComparison.Ordinal);
    }

    private static async Task Plain(HttpClient http, string path, bool shown)
    {
        using var answer = await http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(text);
        Assert.Empty(page.QuerySelectorAll("img, [onerror], main script, nav script"));
        Assert.DoesNotContain("<img", text, StringComparison.OrdinalIgnoreCase);
        if (shown && answer.IsSuccessStatusCode) Assert.Contains("onerror", text, StringComparison.Ordinal);
    }

    private static async Task Faulty(Site site, HttpClient http, LeadId lead, string action, string words, string? field, string? typed)
    {
        var form = (await http.Look($"/portal/leads/{lead}")).Form("/" + action);
        var before = site.Content();
        var told = await http.Fails(HttpStatusCode.BadRequest, form, field is null ? [] : [(field, typed!)]);
        Assert.Equal(before, site.Content());
        Assert.Contains(words, told.Trouble(), StringComparison.Ordinal);
        var again = told.Form("/" + action);
        Assert.True(again.ParentElement!.HasAttribute("open"));
        if (field is null) return;
        Assert.Equal(typed, again.Value(field));
    }
}
