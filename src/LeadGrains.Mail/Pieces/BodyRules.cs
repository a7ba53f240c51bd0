using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LeadGrains.Mail;

/// <summary>
/// What the Markdown of a body may not do, found before any field has a value, so that the lines are the file's.
/// </summary>
internal static partial class BodyRules
{
    public static void Check(string body, int bodyLine, Action<int, string> fault)
    {
        if (Parse(body) is not { } document)
        {
            fault(bodyLine, "the Markdown is nested too deeply");
            return;
        }
        foreach (var node in document.Descendants())
        {
            var problem = node switch
            {
                LinkInline { IsImage: true } => "images are not allowed: a remote one tells when the mail was read",
                LinkInline link when !IsAllowed(link.Url) => BadLink(link.Url),
                AutolinkInline { IsEmail: false } link when !IsAllowed(link.Url) => BadLink(link.Url),
                CodeInline code when HasField(code.Content) => "fields can't be used in `code`",
                CodeBlock code when HasField(code.Lines.ToString()) => "fields can't be used in a code block",
                LiteralInline text when Tag().IsMatch(text.Content.AsSpan()) => "HTML is not allowed: it would be text",
                _ => null,
            };
            if (problem is not null) fault(bodyLine + LineOf(node), problem);
        }
    }

    // Markdig stops at 128 levels, and says so by this exception.
    private static MarkdownDocument? Parse(string body)
    {
        try
        {
            return MarkdownText.Parse(body);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsAllowed(string? url) =>
        url is not null && (url.StartsWith("{{", StringComparison.Ordinal)
            ? url.EndsWith("}}", StringComparison.Ordinal) && Fields.Find(url[2..^2].Trim()) is { IsLink: true }
            : !url.Contains("{{", StringComparison.Ordinal) && Uri.TryCreate(url, UriKind.Absolute, out var uri)
                && uri.Scheme is "https" or "http" or "mailto");

    private static string BadLink(string? url) =>
        "a link must go to https://…, http://… or mailto:… without fields, or to one field that is a link, "
        + $"not to '{url}'";

    private static bool HasField(string text) => text.Contains("{{", StringComparison.Ordinal);

    [GeneratedRegex("<(/?[A-Za-z][^<>]*>|!--)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    private static int LineOf(MarkdownObject node)
    {
        // Inlines know their line only when precise locations are kept; their block always does.
        for (var inline = node as Inline; inline is not null; inline = inline.Parent)
            if (inline is ContainerInline { ParentBlock: { } block } && node.Line < block.Line) return block.Line;
        return node.Line;
    }
}
