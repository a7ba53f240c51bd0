using System.Net;
using System.Text;
using System.Text.Json;
using LeadGrains.Contract;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests;

/// <summary>What a POST does.</summary>
public sealed class ActingTests
{
    public static TheoryData<bool> Encodings => [true, false];

    [Theory, MemberData(nameof(Encodings))]
    public async Task One_click_unsubscribes_without_cookie_or_redirect_and_durably(bool multipart)
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        var link = site.Link(LinkKind.Unsubscribe, ann);
        HttpContent body = multipart ? new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } }
            : new StringContent("List-Unsubscribe=One-Click", Encoding.ASCII, "application/x-www-form-urlencoded");
        using var answer = await site.Http.PostAsync(link, body);
        // Read from the file by another connection: it is committed.
        using var views = LeadViews.Open(site.File);
        Assert.False(views.Lead(ann)!.State.Consents.Allow(null, Channel.Email));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("Done. You won't get any more mail from us.\n", await answer.Content.ReadAsStringAsync());
        using var again = await site.Http.PostAsync(link, new StringContent("List-Unsubscribe=One-Click", Encoding.ASCII, "application/x-www-form-urlencoded"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task The_button_stops_mail_or_everything_and_then_says_so()
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        await site.Engine.Tell(ann, new OptIn("planning", Channel.Post, new ConsentProof { Words = "Letters, please.", Form = "fair" }));
        var link = site.Link(LinkKind.Unsubscribe, ann);
        Assert.Contains("a…@example.com", await site.Text(link), StringComparison.Ordinal);
        var done = await Done(site, await site.Post(link), link);
        Assert.Contains("any more mail", done, StringComparison.Ordinal);
        Assert.True((await site.State(ann)).Consents.AnyGiven());
        done = await Done(site, await site.Post(link, ("scope", "everything")), link);
        Assert.Contains("hear from us any more", done, StringComparison.Ordinal);
        Assert.False((await site.State(ann)).Consents.AnyGiven());
    }

    [Fact]
    public async Task Choices_are_saved_with_their_proof()
    {
        await using var site = await Site.Open();
        var inquiry = SmallProgram.Inquiry("ann");
        var ann = await site.Lead("ann", inquiry with { Person = inquiry.Person with { Phone = "+4930123456" } });
        var link = site.Link(LinkKind.Preferences, ann);
        var done = await Done(site, await site.Post(link, ("shown", "email"), ("topics-email", "planning"), ("shown", "call"), ("topics-call", "planning"),
            ("rhythm", "91"), ("channel", "call"), ("pause", "30")), link);
        Assert.Contains("Saved", done, StringComparison.Ordinal);
        Assert.Contains("quiet until 1 April 2026", done, StringComparison.Ordinal);
        var state = await site.State(ann);
        Assert.Equal((91, Channel.Call), (state.Preferences.RhythmDays, state.Preferences.Channel));
        var proof = state.Consents.Single(c => c is { Channel: Channel.Call, Topic: "planning" }).Proof!;
        Assert.Equal(("Call me about planning.", "preferences", "127.0.0.1"), (proof.Words, proof.Form, proof.Address));
        await Done(site, await site.Post(link, ("all", "off")), link);
        Assert.False((await site.State(ann)).Consents.AnyGiven());
    }

    [Theory]
    [InlineData("preferences")]
    [InlineData("confirmation")]
    public async Task The_proof_of_a_consent_names_the_page_where_people_reach_us_whatever_host_the_request_said(string form)
    {
        await using var site = await Site.Open(SmallProgram.Program with { Consent = new ConsentRules { DoubleOptIn = form == "confirmation" } }, address: "https://leads.kestrel.example");
        var inquiry = SmallProgram.Inquiry("ann");
        var ann = await site.Lead("ann", inquiry with { Person = inquiry.Person with { Phone = "+4930123456" } });
        var link = form == "preferences" ? site.Link(LinkKind.Preferences, ann) : site.Link(LinkKind.Confirm, ann, OptInDetail.Write(Consents.EveryTopic, Channel.Email));
        using var request = new HttpRequestMessage(HttpMethod.Post, link)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("shown", "call"), KeyValuePair.Create("topics-call", "planning")]),
        };
        request.Headers.Host = "evil.example";
        using var answer = await site.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var proof = Assert.Single((await site.State(ann)).Consents, c => c.Proof?.Form == form).Proof!;
        Assert.Equal("https://leads.kestrel.example", proof.Page);
    }

    [Fact]
    public async Task A_wrong_form_says_what_is_wrong_and_changes_nothing()
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        var before = site.Content();
        (string Link, (string, string)[] Form, string Words)[] wrong =
        [
            (site.Link(LinkKind.Preferences, ann), [("rhythm", "<b>")], "“&lt;b&gt;” is no rhythm"),
            (site.Link(LinkKind.Readiness, ann, "talk"), [("answer", "7")], "choose one"),
            (site.Link(LinkKind.Readiness, ann, "later"), [("answer", "later"), ("later", "1000000")], "When may we ask again?"),
            (site.Link(LinkKind.Question, ann, "budget"), [("answer", "a lot")], "choose one"),
            (site.Link(LinkKind.MyData, ann), [], "tick the box"),
        ];
        foreach (var (link, form, words) in wrong)
        {
            using var answer = await site.Post(link, form);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task Too_much_is_turned_away_before_it_is_read()
    {
        await using var site = await Site.Open();
        var link = site.Link(LinkKind.Preferences, await site.Lead());
        var before = site.Content();
        using var large = await site.Post(link, ("rhythm", new string('7', WebLimits.BodyBytesMax)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var many = await site.Post(link, [.. Enumerable.Range(0, WebLimits.FormFieldsMax + 1).Select(i => ($"f{i}", "1"))]);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task A_readiness_answer_is_preselected_and_counts_when_it_is_confirmed()
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        var link = site.Link(LinkKind.Readiness, ann, "talk");
        Assert.Contains("value=\"talk\" checked", await site.Text(link), StringComparison.Ordinal);
        Assert.Equal(Moment.Never, (await site.State(ann)).WishedAt);
        await Done(site, await site.Post(link, ("answer", "later"), ("later", "91")), link);
        Assert.Equal(Moment.Utc(2026, 6, 1), (await site.State(ann)).Preferences.QuietUntilAt);
        await Done(site, await site.Post(link, ("answer", "exploring")), link);
        await Done(site, await site.Post(link, ("answer", "talk")), link);
        Assert.Equal(site.Time.Now, (await site.State(ann)).WishedAt);
    }

    [Fact]
    public async Task The_question_takes_one_of_its_answers()
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        var link = site.Link(LinkKind.Question, ann, "budget");
        Assert.Contains("Is there a budget?", await site.Text(link), StringComparison.Ordinal);
        await Done(site, await site.Post(link, ("answer", "approved")), link);
        Assert.Equal(("approved", FactSource.Person), ((await site.State(ann)).Fact("budget")!.Value, (await site.State(ann)).Fact("budget")!.Source));
        Assert.Contains("value=\"approved\" checked", await site.Text(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await site.Http.GetAsync(site.Link(LinkKind.Question, ann, "forgotten"))).StatusCode);
    }

    [Fact]
    public async Task A_double_opt_in_is_confirmed_by_POST_with_the_words_of_its_first_step()
    {
        await using var site = await Site.Open(SmallProgram.Program with { Consent = new ConsentRules { DoubleOptIn = true } });
        var ann = await site.Lead();
        var link = site.Link(LinkKind.Confirm, ann, OptInDetail.Write(Consents.EveryTopic, Channel.Email));
        Assert.Contains("Yes, write to me.", await site.Text(link), StringComparison.Ordinal);
        Assert.Equal(ConsentStanding.Asked, Assert.Single((await site.State(ann)).Consents).Standing);
        Assert.Contains("it is confirmed", await Done(site, await site.Post(link), link), StringComparison.Ordinal);
        var given = Assert.Single((await site.State(ann)).Consents);
        Assert.Equal((ConsentStanding.Given, "Yes, write to me.", "127.0.0.1"), (given.Standing, given.Proof!.Words, given.Proof.Address));
    }

    [Fact]
    public async Task A_confirmation_of_what_nobody_asked_for_is_refused()
    {
        await using var site = await Site.Open();
        var link = site.Link(LinkKind.Confirm, await site.Lead(), OptInDetail.Write("planning", Channel.Call));
        Assert.Equal(HttpStatusCode.Gone, (await site.Http.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await site.Post(link)).StatusCode);
    }

    [Fact]
    public async Task A_person_sees_everything_takes_it_along_and_is_forgotten()
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        await site.Engine.Tell(ann, new Answer([new Telling("budget", "approved")]));
        var link = site.Link(LinkKind.MyData, ann);
        var page = await site.Text(link);
        foreach (var known in (string[])["ann@example.com", "approved", "Yes, write to me."]) Assert.Contains(known, page, StringComparison.Ordinal);
        using var export = JsonDocument.Parse(await site.Text(link + "/export"));
        Assert.Equal("ann@example.com", export.RootElement.GetProperty("known").GetProperty("person").GetProperty("email").GetString());
        Assert.Equal(2, export.RootElement.GetProperty("happened").GetArrayLength());
        Assert.Equal(HttpStatusCode.SeeOther, (await site.Post(link, ("sure", "yes"))).StatusCode);
        Assert.Equal(Stage.Erased, (await site.State(ann)).Stage);
        Assert.Equal(HttpStatusCode.Gone, (await site.Http.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await site.Post(site.Link(LinkKind.Unsubscribe, ann), ("List-Unsubscribe", "One-Click"))).StatusCode);
    }

    [Fact]
    public async Task What_somebody_does_with_the_link_of_a_merged_lead_reaches_the_one_that_lives_on()
    {
        await using var site = await Site.Open();
        var (ann, bob) = (await site.Lead(), await site.Lead("bob"));
        await site.Engine.Tell(ann, new Merge(bob));
        await site.Post(site.Link(LinkKind.Unsubscribe, ann), ("List-Unsubscribe", "One-Click"));
        Assert.False((await site.State(bob)).Consents.Allow(null, Channel.Email));
    }

    // 303 to the same page, which then says so.
    private static async Task<string> Done(Site site, HttpResponseMessage answer, string link)
    {
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("?done=1", answer.Headers.Location!.ToString());
        answer.Dispose();
        return await site.Text(link + "?done=1");
    }
}
