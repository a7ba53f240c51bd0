using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LeadGrains.Mail;

/// <summary>
/// Puts a style on every element, because some mail programs drop style sheets; the class of the same element lets the
/// sheet repaint it in dark mode where sheets work.
/// </summary>
internal static class InlineStyles
{
    private const string Cell = "border-bottom:1px solid #d5dade;vertical-align:top;";
    private const string Button = "display:block;max-width:340px;padding:13px 18px;border:1px solid #0b5c8a;"
        + "border-radius:6px;color:#0b5c8a;background:#f1f7fb;text-decoration:none;font-weight:600;text-align:center";
    private const string Mono = "font-family:Consolas,Menlo,monospace;font-size:14px";
    private const string Quote = "margin:0 0 16px;padding:2px 0 2px 16px;border-left:3px solid #b9c4cc;color:#465764";

    public static void Apply(MarkdownDocument document)
    {
        foreach (var node in document.Descendants())
        {
            if (node is Table table) StyleTable(table);
            if (Look(node) is not var (name, style)) continue;
            var attributes = node.GetAttributes();
            attributes.AddClass(name);
            attributes.AddProperty("style", style);
        }
    }

    private static (string Class, string Style)? Look(MarkdownObject node) => node switch
    {
        HeadingBlock { Level: 1 } => ("h", "margin:0 0 16px;font-size:24px;line-height:1.3;color:#14212b"),
        HeadingBlock => ("h", "margin:28px 0 10px;font-size:18px;line-height:1.35;color:#14212b"),
        ParagraphBlock p when IsButton(p) => ("p", "margin:0 0 10px"),
        ParagraphBlock p when FollowsButton(p) => ("p", "margin:24px 0 16px"),
        ParagraphBlock { Parent: QuoteBlock } => ("p", "margin:6px 0"),
        ParagraphBlock => ("p", "margin:0 0 16px"),
        ListBlock => ("l", "margin:0 0 16px;padding-left:24px"),
        ListItemBlock => ("i", "margin:0 0 8px"),
        QuoteBlock => ("q", Quote),
        ThematicBreakBlock => ("r", "margin:24px 0;border:0;border-top:1px solid #d5dade"),
        CodeBlock => ("c", Mono + ";white-space:pre-wrap"),
        CodeInline => ("c", Mono),
        LinkInline { Parent: ContainerInline { ParentBlock: ParagraphBlock p } } when IsButton(p) => ("b", Button),
        LinkInline or AutolinkInline => ("a", "color:#0b5c8a;text-decoration:underline"),
        _ => null,
    };

    // A paragraph that is nothing but one link is a button: large enough for a thumb (44 px, WCAG 2.5.5).
    private static bool IsButton(ParagraphBlock paragraph) =>
        paragraph.Inline is { FirstChild: LinkInline link } inline && ReferenceEquals(link, inline.LastChild);

    private static bool FollowsButton(ParagraphBlock paragraph) =>
        paragraph.Parent is { } blocks && blocks.IndexOf(paragraph) is var at and > 0
        && blocks[at - 1] is ParagraphBlock before && IsButton(before);

    private static void StyleTable(Table table)
    {
        Style(table, "t", "width:100%;margin:0 0 16px;border-collapse:collapse;font-size:15px");
        var sides = table.ColumnDefinitions.Select(column => column.Alignment switch
        {
            TableColumnAlign.Right => "padding:8px 0 8px 12px;text-align:right",
            TableColumnAlign.Center => "padding:8px 6px;text-align:center",
            _ => "padding:8px 12px 8px 0;text-align:left",
        }).ToList();
        // Markdig would write a second style attribute for the alignment.
        foreach (var column in table.ColumnDefinitions) column.Alignment = null;
        foreach (var row in table.OfType<TableRow>())
            for (var i = 0; i < row.Count; i++)
                Style(row[i], "d", Cell + sides.ElementAtOrDefault(i) + (row.IsHeader ? ";font-weight:600" : ""));
    }

    private static void Style(MarkdownObject node, string name, string style)
    {
        node.GetAttributes().AddClass(name);
        node.GetAttributes().AddProperty("style", style);
    }
}
