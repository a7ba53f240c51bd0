using Markdig;
using Markdig.Syntax;

namespace LeadGrains.Mail;

/// <summary>
/// The one dialect of Markdown that content is written in: CommonMark with pipe tables and without raw HTML.
/// </summary>
internal static class MarkdownText
{
    private static readonly MarkdownPipeline Dialect =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UsePreciseSourceLocation().Build();

    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Dialect);

    public static string ToHtml(MarkdownDocument document) => document.ToHtml(Dialect);
}
