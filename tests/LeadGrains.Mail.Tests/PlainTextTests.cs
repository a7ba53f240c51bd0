namespace LeadGrains.Mail.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("# Big\n\nText.", "Big\n===\n\nText.\n")]
    [InlineData("Text.\n\n## Smaller\n\nMore.", "Text.\n\n\nSmaller\n-------\n\nMore.\n")]
    [InlineData("- one\n- two\n  - inner", "- one\n- two\n  - inner\n")]
    [InlineData("3. three\n4. four", "3. three\n4. four\n")]
    [InlineData("> quoted\n>\n> twice", "> quoted\n>\n> twice\n")]
    [InlineData("See [the page](https://example.com/a).", "See the page (https://example.com/a).\n")]
    [InlineData("<https://example.com/a>", "https://example.com/a\n")]
    [InlineData("[https://example.com/a](https://example.com/a)", "https://example.com/a\n")]
    [InlineData("[write](mailto:a@example.com)", "write (a@example.com)\n")]
    [InlineData("**strong** and *soft* and `code`", "strong and soft and code\n")]
    [InlineData("one  \ntwo\nthree", "one\ntwo three\n")]
    [InlineData("a &amp; b", "a & b\n")]
    [InlineData("    x = 1\n    y = 2", "    x = 1\n    y = 2\n")]
    [InlineData("a\n\n---\n\nb", "a\n\n------------------------\n\nb\n")]
    [InlineData("| Name | Hours |\n|---|--:|\n| Saw | 8 |\n| Lathe | 12 |",
        "Name   Hours\n-----  -----\nSaw        8\nLathe     12\n")]
    public void Markdown_becomes_text_that_reads_well(string markdown, string text) =>
        Assert.Equal(text, PlainText.Render(MarkdownText.Parse(markdown)));

    [Fact]
    public void Long_paragraphs_are_wrapped_at_72_and_items_hang()
    {
        var words = string.Join(' ', Enumerable.Repeat("wonderful", 12));
        var text = PlainText.Render(MarkdownText.Parse($"{words}\n\n- {words}\n\n> {words}"));
        var lines = text.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 72, line));
        Assert.Equal("  wonderful wonderful wonderful wonderful wonderful", lines[4]);
        Assert.StartsWith("> wonderful", lines[^1]);
    }

    [Fact]
    public void An_address_is_never_broken()
    {
        var address = "https://example.com/" + new string('a', 200);
        Assert.Contains($"\n({address})",
            PlainText.Render(MarkdownText.Parse($"Some words before it [and more of them here]({address})")));
    }

    [Fact]
    public void A_table_that_is_too_wide_is_listed_row_by_row()
    {
        var wide = string.Join(' ', Enumerable.Repeat("word", 10));
        var table = $"| Name | Why | More |\n|---|---|---|\n| Saw | {wide} | - |\n| Mill | {wide} | {wide} |";
        Assert.Equal($"Name: Saw\nWhy: {wide}\nMore: -\n\nName: Mill\nWhy: {wide}\nMore: {wide}\n",
            PlainText.Render(MarkdownText.Parse(table)));
    }
}
