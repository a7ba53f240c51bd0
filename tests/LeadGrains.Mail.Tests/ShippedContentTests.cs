using System.Text.RegularExpressions;

namespace LeadGrains.Mail.Tests;

public sealed partial class ShippedContentTests
{
    private static readonly string[] Topics = ["planning", "maintenance", "purchasing", "data"];

    public static TheoryData<string> Ids => [.. ContentReader.Default.Pieces.Select(piece => piece.Id)];

    [Fact]
    public void There_are_at_least_six_drips_in_each_of_four_topics_and_everything_else_a_program_needs()
    {
        var pieces = ContentReader.Default.Pieces;
        Assert.All(Topics, topic => Assert.True(pieces.Count(p => p.Topic == topic && p.Kind is PieceKind.Drip) >= 6));
        Assert.Equal(8, pieces.Count(p => p.Kind is PieceKind.Readiness));
        Assert.Equal(4, pieces.Count(p => p.Channel is Channel.Call));
        Assert.Equal(2, pieces.Count(p => p.Channel is Channel.Post));
        Assert.All([PieceKind.ThankYou, PieceKind.Introduction, PieceKind.Welcome, PieceKind.OfferNotice, PieceKind.ConfirmOptIn], kind =>
            Assert.Single(pieces, p => p.Kind == kind));
    }

    [Fact]
    public void The_check_finds_nothing_to_improve() =>
        Assert.Empty(ContentCheck.Run(ContentReader.Default,
            new ContentCheckOptions(new DateOnly(2027, 1, 1), Topics)));

    [Theory, MemberData(nameof(Ids))]
    public void A_piece_reads_well_for_somebody_we_know_and_for_somebody_we_do_not(string id)
    {
        var text = ContentReader.Default.Find(id, "en")!;
        foreach (var values in new[] { FieldValues.Sample(), Samples.OnlyWhatMustBe() })
        {
            var rendered = Renderer.Render(text, values);
            var page = Samples.ParseStrictly(rendered.Html);
            Assert.Empty(page.QuerySelectorAll("img, script, link, iframe, form, object, input, [src], [background]"));
            Assert.DoesNotContain("url(", rendered.Html);
            Assert.Equal(rendered.Title, page.Title);
            var shown = $"{rendered.Title}\n{rendered.Text}\n{page.Body!.TextContent}";
            Assert.DoesNotMatch(Gap(), shown);
            Assert.DoesNotContain("{{", shown);
            Assert.All(page.QuerySelectorAll("p, li, h2"), element => Assert.DoesNotContain("  ", element.TextContent));
            Assert.All(rendered.Text.Split('\n'), line =>
                Assert.True(line.Length <= 72 || line.Contains("https://"), line));
            Assert.DoesNotContain("\n\n\n\n\n", rendered.Text);
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_mail_to_a_lead_shows_both_ways_out_why_it_came_and_where_from(string id)
    {
        var text = ContentReader.Default.Find(id, "en")!;
        if (text.Piece.Channel is not Channel.Email || text.Piece.Kind is PieceKind.OfferNotice) return;
        var rendered = Renderer.Render(text, FieldValues.Sample());
        var page = Samples.ParseStrictly(rendered.Html);
        var links = page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Contains("https://kestrel.example/u/sample", links);
        Assert.Contains("https://kestrel.example/p/sample", links);
        foreach (var shown in new[] { rendered.Html, rendered.Text })
        {
            Assert.Contains("You get this because you asked Kestrel Works about maintenance.", shown);
            Assert.Contains("12 Example Lane", shown);
            Assert.Contains("https://kestrel.example/u/sample", shown);
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_drip_teaches_something_in_150_to_350_words_and_sells_nothing(string id)
    {
        var text = ContentReader.Default.Find(id, "en")!;
        if (text.Piece.Kind is not PieceKind.Drip || text.Piece.Channel is not Channel.Email) return;
        var words = text.Markdown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(words.Count(word => word.Any(char.IsLetterOrDigit)), 150, 350);
        Assert.DoesNotMatch(Selling(), text.Markdown);
    }

    [Fact]
    public void Many_threads_may_render_at_once_and_each_gets_its_own_values()
    {
        var text = ContentReader.Default.Find("readiness-4", "en")!;
        Parallel.For(0, 500, i =>
        {
            var values = FieldValues.Sample();
            values["lead.company"] = $"Company {i}";
            Assert.Contains($"Company {i} ", Renderer.Render(text, values).Text.Replace('\n', ' '));
        });
    }

    [Fact]
    public void Leaving_out_what_the_law_asks_for_is_refused()
    {
        var text = ContentReader.Default.Find("planning-real-capacity", "en")!;
        foreach (var field in new[] { "sender.address", "links.unsubscribe", "links.preferences" })
        {
            var values = FieldValues.Sample();
            values[field] = "";
            Assert.Contains(field, Assert.Throws<ArgumentException>(() => Renderer.Render(text, values)).Message);
        }
    }

    [Fact]
    public void The_shipped_files_can_be_written_out_and_read_back_from_a_folder()
    {
        var folder = Directory.CreateTempSubdirectory("leadgrains-content-").FullName;
        foreach (var file in ContentReader.ShippedFiles())
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file.Name)), file.Text);
        var reading = ContentReader.ReadFolder(folder);
        Assert.Empty(reading.Faults);
        Assert.Equal(ContentReader.Default.Pieces.Select(p => p.Id), reading.Content!.Pieces.Select(p => p.Id));
        Directory.Delete(folder, recursive: true);
    }

    // What a blank field leaves behind: "Dear ,", "about .", "()".
    [GeneratedRegex(@"(Dear|Hello|Hi|about|by|to|of|call|is) [,.;:)]|\(\)|\[\]", RegexOptions.None, 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(@"\b(buy now|limited offer|our (product|software)|free trial|book a demo|Kestrel)\b",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Selling();
}
