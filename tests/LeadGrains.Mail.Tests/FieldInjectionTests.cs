using AngleSharp.Dom;

namespace LeadGrains.Mail.Tests;

public sealed class FieldInjectionTests
{
    private static readonly string[] Attacks =
    [
        "*x* <b>[a](b)", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "[click](javascript:alert(1))",
        "![x](y.png)", "# big", "- item", "1. item", "> quote", "`code`", "a|b", "~~x~~ **y** __z__",
        "&lt;b&gt; &#60;", "\\*x\\", "\\",
        "{{lead.name}}", "{{#if x}}", "<!-- x -->", "</div></body>", "=====", "-----", "    indented",
        "<javascript:alert(1)>", "a  b", "]", "](x)", "[x]: y",
    ];

    public static TheoryData<string> TextFields =>
        [.. Fields.All.Where(each => !each.IsLink).Select(each => each.Name)];
    public static TheoryData<string> LinkFields => [.. Fields.All.Where(each => each.IsLink).Select(each => each.Name)];

    [Theory, MemberData(nameof(TextFields))]
    public void A_value_stays_text_wherever_its_field_stands(string field)
    {
        const string body =
            "X\n\n# H X\n\n- L X\n\n> Q X\n\n| a | b |\n|---|---|\n| X | c |\n\n[X](https://example.com/) **X**\n";
        var piece = PieceUsing(field, body.Replace("X", $"{{{{{field}}}}}"));
        var plain = Samples.ParseStrictly(Renderer.Render(piece, With(field, "harmless")).Html);
        foreach (var attack in Attacks)
        {
            var rendered = Renderer.Render(piece, With(field, attack));
            var page = Samples.ParseStrictly(rendered.Html);
            var shown = string.Join(' ', attack.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(Shape(plain), Shape(page));
            Assert.Equal(plain.Body!.TextContent.Replace("harmless", shown), page.Body!.TextContent);
            Assert.Contains(shown.Split(' ')[0], rendered.Text);
        }
    }

    [Theory, MemberData(nameof(LinkFields))]
    public void A_link_can_be_nothing_but_an_absolute_web_address(string field)
    {
        string[] refused = ["javascript:alert(1)", "data:text/html,x", "/relative", "vbscript:x",
            "file:///etc/passwd", "mailto:a@b.example", "x"];
        Assert.All(refused, link => Assert.Throws<ArgumentException>(() => new FieldValues { [field] = link }));
        var values = With(field, "https://example.com/a?b=1&c=(2)_[3]\"><b>*x*");
        var page = Samples.ParseStrictly(Renderer.Render(PieceUsing(field, $"[go]({{{{{field}}}}})"), values).Html);
        Assert.Contains(page.QuerySelectorAll("a"), a => a.TextContent == "go"
            && Uri.UnescapeDataString(a.GetAttribute("href")!) == Uri.UnescapeDataString(values[field]));
        Assert.Empty(page.QuerySelectorAll("b"));
    }

    [Fact]
    public void A_field_that_is_not_on_the_list_cannot_be_set() =>
        Assert.Throws<ArgumentException>(() => new FieldValues { ["lead.password"] = "x" });

    [Fact]
    public void Control_characters_line_breaks_and_direction_marks_are_taken_out() =>
        Assert.Equal("Sam Bcc: x y", With("lead.name", " Sam\r\nBcc:\tx\0\u202Ey\u200B ")["lead.name"]);

    [Fact]
    public void A_name_that_is_an_advertisement_counts_as_not_given()
    {
        Assert.Equal("", new FieldValues { ["lead.firstName"] = "WIN 1000 http://spam.example" }["lead.firstName"]);
        Assert.Equal("Booking.com", new FieldValues { ["lead.company"] = "Booking.com" }["lead.company"]);
    }

    [Fact]
    public void A_value_is_cut_at_its_bound_and_never_within_a_character()
    {
        var value = new FieldValues { ["lead.name"] = string.Concat(Enumerable.Repeat("😀", 5000)) }["lead.name"];
        Assert.Equal(FieldValues.ValueCharsMax, value.Length);
        Assert.True(char.IsLowSurrogate(value[^1]));
    }

    private static FieldValues With(string field, string value)
    {
        var values = FieldValues.Sample();
        values[field] = value;
        return values;
    }

    private static string[] Shape(IDocument page) => [.. page.All.Select(element => element.LocalName)];

    // Every field is allowed in some kind of piece; the kind brings fields that it can't do without.
    private static PieceText PieceUsing(string field, string body)
    {
        var kinds = Fields.Find(field)!.Kinds;
        var kind = kinds.Contains(PieceKind.Drip) ? PieceKind.Drip : kinds.First();
        var asks = field.StartsWith("question.", StringComparison.Ordinal);
        var needed = kind switch
        {
            PieceKind.Readiness =>
                "\n[a]({{links.readiness.exploring}}) [b]({{links.readiness.talk}}) [c]({{links.readiness.later}})\n",
            PieceKind.ConfirmOptIn => "\n[c]({{links.confirm}})\n",
            PieceKind.OfferNotice => "\n[o]({{offer.link}})\n",
            PieceKind.Introduction => "\n{{owner.name}}\n",
            _ => asks ? "\n{{question.text}} [q]({{question.link}})\n" : "",
        };
        var front = Samples.Front.Replace("kind: drip", "kind: " + FrontMatter.Word(kind));
        return Samples.Piece(body + needed, asks ? front + "question: need\n" : front);
    }
}
