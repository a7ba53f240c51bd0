using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LeadGrains.Mail;

/// <summary>
/// Markdown as plain text that reads well in a mail: wrapped, with headings underlined and links written out.
/// </summary>
internal static class PlainText
{
    /// <summary>RFC 5322 (2.1.1) recommends 78; 72 leaves room for two levels of quoting in an answer.</summary>
    public const int LineCharsMax = 72;

    /// <summary>The document in lines separated by LF, ending in one LF.</summary>
    public static string Render(MarkdownDocument document) =>
        string.Join('\n', Blocks(document, LineCharsMax, tight: false)) + "\n";

    /// <summary>Words in lines of at most so many characters; a word that is longer (an address) stays whole.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        foreach (var paragraph in text.Split('\n'))
        {
            var line = new StringBuilder();
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    yield return line.ToString();
                    line.Clear();
                }
                if (line.Length > 0) line.Append(' ');
                line.Append(word);
            }
            yield return line.ToString();
        }
    }

    private static List<string> Blocks(ContainerBlock blocks, int width, bool tight)
    {
        var lines = new List<string>();
        foreach (var block in blocks.Where(block => block is not LinkReferenceDefinitionGroup))
        {
            if (lines.Count > 0 && !tight) lines.Add("");
            if (lines.Count > 0 && block is HeadingBlock) lines.Add("");
            lines.AddRange(Block(block, width));
        }
        return lines;
    }

    private static IEnumerable<string> Block(Block block, int width) => block switch
    {
        HeadingBlock heading => Underlined(Inlines(heading.Inline), width, heading.Level == 1 ? '=' : '-'),
        ListBlock list => Items(list, width),
        QuoteBlock quote => Blocks(quote, width - 2, tight: false).Select(line => $"> {line}".TrimEnd()),
        CodeBlock code => code.Lines.ToString().TrimEnd().Split('\n').Select(line => "    " + line),
        ThematicBreakBlock => [new string('-', 24)],
        Table table => TextTable.Render(table, width, Cell),
        LeafBlock leaf => Wrap(Inlines(leaf.Inline), width),
        ContainerBlock container => Blocks(container, width, tight: false),
        _ => [],
    };

    private static string[] Underlined(string heading, int width, char mark)
    {
        string[] lines = [.. Wrap(heading, width)];
        return [.. lines, new string(mark, lines.Max(line => line.Length))];
    }

    private static IEnumerable<string> Items(ListBlock list, int width)
    {
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        var isFirst = true;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            if (!isFirst && list.IsLoose) yield return "";
            isFirst = false;
            var bullet = list.IsOrdered ? $"{number++}. " : "- ";
            var lines = Blocks(item, width - bullet.Length, tight: !list.IsLoose);
            for (var i = 0; i < lines.Count; i++)
                yield return ((i == 0 ? bullet : new string(' ', bullet.Length)) + lines[i]).TrimEnd();
        }
    }

    private static string Cell(TableCell cell) =>
        string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => Inlines(leaf.Inline))).Replace('\n', ' ').Trim();

    private static string Inlines(ContainerInline? container) =>
        container is null ? "" : string.Concat(container.Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            LineBreakInline line => line.IsHard ? "\n" : " ",
            CodeInline code => code.Content,
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            AutolinkInline link => link.Url,
            LinkInline link => Link(Inlines(link), link.Url ?? ""),
            ContainerInline inner => Inlines(inner),
            _ => "",
        }));

    private static string Link(string text, string url)
    {
        var address = url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? url["mailto:".Length..] : url;
        return text.Length == 0 || text == address ? address : $"{text} ({address})";
    }
}
