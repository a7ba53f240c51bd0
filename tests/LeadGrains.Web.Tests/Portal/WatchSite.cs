using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using LeadGrains.Engine;
using LeadGrains.Mail;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>A house with the default program kept in it and somebody in every team, for those who watch.</summary>
internal static class WatchSite
{
    /// <summary>Looks at a page until what works in the background is done; each look is a whole request.</summary>
    private const int LooksMax = 5_000;

    // Only for tests, to carry it from where it is made to where it is used; the server doesn't look at it.
    public const string TokenHeader = "Test-Token";

    public static async Task<Site> Open()
    {
        var site = await Site.Open(ProgramText.Default.Check().Read!.Program);
        await site.Engine.Keep(AgreementBook.ProgramSetting, ProgramText.Default.ToSetting());
        foreach (var (team, member) in ((string, string)[])[("sales", "ines"), ("partners", "pia"), ("call-centre", "kim")])
            Assert.Equal(ReplyKind.Done, (await site.Engine.Tell(team, new AddMember(new Member(member) { Email = $"{member}@house.example" }))).Kind);
        return site;
    }

    /// <summary>Somebody who looks at the portal; the forms they send carry their session's token.</summary>
    public static async Task<HttpClient> Reader(this Site site, Role role, string? team = null, string? member = null)
    {
        var session = await site.SessionOf(role, team, member);
        var http = site.Browser(session);
        http.DefaultRequestHeaders.Add(TokenHeader, SignedInRequest.FormTokenOf(session));
        return http;
    }

    /// <summary>What goes with every form of this reader.</summary>
    public static string Token(this HttpClient http) => http.DefaultRequestHeaders.GetValues(TokenHeader).Single();

    /// <summary>Sends a form, whatever becomes of it.</summary>
    public static Task<HttpResponseMessage> Try(this HttpClient http, string path, params (string Name, string Value)[] fields) => http.PostAsync(path, http.Form(fields));

    public static async Task<IDocument> Page(this HttpClient http, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await http.GetAsync(path);
        return await answer.Page(path, status);
    }

    public static async Task<IDocument> Page(this HttpResponseMessage answer, string path, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{path}: {(int)answer.StatusCode}, expected {(int)status}: {text}");
        return await BrowsingContext.New().OpenAsync(request => request.Content(text));
    }

    /// <summary>The page once nothing works in the background any more.</summary>
    public static async Task<IDocument> Settled(this HttpClient http, string path)
    {
        for (var look = 0; look < LooksMax; look++)
            if (await http.Page(path) is var page && page.QuerySelector("[data-poll]") is null) return page;
        throw new TimeoutException($"{path} never settled.");
    }

    /// <summary>Sends a form, and answers where it leads.</summary>
    public static async Task<string> Sent(this HttpClient http, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await http.PostAsync(path, http.Form(fields));
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Sends a form that is turned away, and answers what the page says.</summary>
    public static async Task<string> Refused(this HttpClient http, HttpStatusCode status, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await http.PostAsync(path, http.Form(fields));
        return (await answer.Page(path, status)).QuerySelector("[role=alert]")?.TextContent ?? "";
    }

    private static FormUrlEncodedContent Form(this HttpClient http, (string Name, string Value)[] fields) => new(fields.Append((Name: SignedInRequest.TokenField, Value: http.Token())).Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
