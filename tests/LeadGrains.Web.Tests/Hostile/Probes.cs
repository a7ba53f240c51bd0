using AngleSharp.Html.Parser;

namespace LeadGrains.Web.Tests;

/// <summary>
/// Texts that would become something else wherever somebody forgets to write them as text, and the judge who knows them
/// again in a page: each that came alive has the attribute or the word <c>x-probe</c>.
/// </summary>
internal static class Probes
{
    /// <summary>Each would be an element, an attribute, an address, a header, a template or a formula.</summary>
    public static readonly IReadOnlyList<string> Texts =
    [
        "<script x-probe>alert(1)</script>", "<img x-probe src=x onerror=alert(1)>", "<svg x-probe onload=alert(1)>", "<iframe x-probe src=javascript:alert(1)>", "<b x-probe>bold</b>", "<a x-probe href=javascript:alert(1)>go</a>", "<form x-probe action=//evil.example><button>",
        "<base x-probe href=//evil.example/>", "<meta x-probe http-equiv=refresh content='0;url=//evil.example'>", "<link x-probe rel=stylesheet href=//evil.example>", "<style x-probe>*{display:none}</style>", "<object x-probe data=//evil.example>", "<input x-probe autofocus onfocus=alert(1)>",
        "\" x-probe onmouseover=\"alert(1)", "' x-probe onmouseover='alert(1)", "` x-probe onmouseover=`alert(1)", "x x-probe onclick=alert(1)", "\"><b x-probe>", "'><b x-probe>", "--><b x-probe>", "]]><b x-probe>", "</title><b x-probe>", "</textarea><b x-probe>", "</select><b x-probe>",
        "</script><b x-probe>", "</style><b x-probe>", "</option><b x-probe>", "</svg><b x-probe>", "</p></main></body></html><b x-probe>", "&lt;b x-probe&gt;", "&#60;b x-probe&#62;", "%3Cb x-probe%3E", "\\u003cb x-probe\\u003e", "<<b x-probe>", "<b x-probe", "\uFF1Cb x-probe\uFF1E",
        "javascript:alert('x-probe')", "JaVaScRiPt:alert('x-probe')", "java\tscript:alert('x-probe')", "data:text/html,<b x-probe>", "vbscript:x-probe", "//evil.example/x-probe", "https://evil.example/x-probe?<b x-probe>",
        "{{7*7}}x-probe", "${7*7}x-probe", "@(7*7)x-probe", "<%= 7*7 %>x-probe", "#{7*7}x-probe", "[x-probe](javascript:alert(1))", "![x-probe](https://evil.example/p.png)", "x\r\nX-Probe: 1\r\n\r\n<b x-probe>", "x\nBcc: probe@evil.example", "=HYPERLINK(\"//evil.example\",\"x-probe\")", "\u202e x-probe \u2066",
    ];

    /// <summary>The text for a place: another one each time, all of them one after the other.</summary>
    public static string At(int place) => Texts[place % Texts.Count];

    /// <summary>What a page shows is ours alone: nothing in it came to life.</summary>
    public static void AssertInert(string html, string where)
    {
        var page = new HtmlParser().ParseDocument(html);
        foreach (var element in page.All)
        {
            Assert.False(element.LocalName.Contains("probe", StringComparison.OrdinalIgnoreCase), $"{where}: <{element.LocalName}>");
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name.Contains("probe", StringComparison.OrdinalIgnoreCase), $"{where}: {element.OuterHtml}");
                Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), $"{where}: {element.OuterHtml}");
                Assert.False(IsAddress(attribute.Name) && Leads(attribute.Value), $"{where}: {element.OuterHtml}");
            }
        }
        foreach (var script in page.QuerySelectorAll("script, style")) Assert.DoesNotContain("x-probe", script.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("49x-probe", page.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("object, embed, base, meta[http-equiv=refresh]"));
    }

    private static bool IsAddress(string name) => name is "href" or "src" or "action" or "formaction" or "srcdoc" or "data" or "poster" or "background" or "xlink:href" or "content";

    private static bool Leads(string address) => string.Concat(address.Where(c => c > ' ')) is var plain
        && (plain.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("data:text", StringComparison.OrdinalIgnoreCase)
            || plain.StartsWith("//evil.example", StringComparison.OrdinalIgnoreCase) || plain.Contains("://evil.example", StringComparison.OrdinalIgnoreCase));
}
