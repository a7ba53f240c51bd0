using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>What somebody who is signed in sees and does: pages as they are, forms as a browser sends them.</summary>
internal static class PortalSite
{
    public static async Task<IHtmlDocument> Look(this HttpClient http, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await http.GetAsync(path);
        return await Read(answer, expected);
    }

    public static async Task<IHtmlDocument> Read(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode}, expected {(int)expected}: {text}");
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        return new HtmlParser().ParseDocument(text);
    }

    /// <summary>The form that posts to a path's end.</summary>
    public static IHtmlFormElement Form(this IHtmlDocument page, string action) =>
        page.QuerySelectorAll<IHtmlFormElement>("form[method=post]").First(f => f.GetAttribute("action")!.EndsWith(action, StringComparison.Ordinal));

    /// <summary>Sends a form as the page has it, with what is typed over it; a button that is pressed is a field too.</summary>
    public static Task<HttpResponseMessage> Send(this HttpClient http, IHtmlFormElement form, params (string Name, string Value)[] typed)
    {
        var fields = form.QuerySelectorAll("input, textarea, select").Where(e => e.GetAttribute("type") != "radio" || e.HasAttribute("checked"))
            .ToDictionary(e => e.GetAttribute("name")!, ValueOf);
        foreach (var (name, value) in typed) fields[name] = value;
        return http.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields));
    }

    /// <summary>Sends it, and is led on to a page that says it is done.</summary>
    public static async Task<string> Does(this HttpClient http, IHtmlFormElement form, params (string Name, string Value)[] typed)
    {
        using var answer = await http.Send(form, typed);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{form.GetAttribute("action")}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Sends it, and is told why not.</summary>
    public static async Task<IHtmlDocument> Fails(this HttpClient http, HttpStatusCode expected, IHtmlFormElement form, params (string Name, string Value)[] typed)
    {
        using var answer = await http.Send(form, typed);
        return await Read(answer, expected);
    }

    public static string Trouble(this IHtmlDocument page) => page.QuerySelector("[role=alert]")?.TextContent ?? "";

    /// <summary>What stands in a field of a form.</summary>
    public static string Value(this IHtmlFormElement form, string name) => ValueOf(form.QuerySelector($"[name='{name}']")!);

    private static string ValueOf(IElement field) => field switch
    {
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlTextAreaElement area => area.Value,
        _ => field.GetAttribute("value") ?? "",
    };
}
