using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LeadGrains.Mail;

/// <summary>
/// What the Markdown of a body may not do, found before any field has a value, so that the lines are the file's.
/// </summary>
internal static class BodyRules
{
    public static void Check(string body, int bodyLine, Action<int, string> fault)
    {
        foreach (var node in MarkdownText.Parse(body).Descendants())
        {
            var problem = node switch
            {
                LinkInline { IsImage: true } => "images are not allowed: a remote one tells when the mail was read",
                LinkInline link when !IsAllowed(link.Url) =>
                    $"a link must go to https://…, http://… or mailto:… without fields, or to one field that is a link, not to '{link.Url}'",
                AutolinkInline link when !link.IsEmail && !IsAllowed(link.Url) => $"a link must go to https://… or http://…, not to '{link.Url}'",
                CodeInline code when code.Content.Contains("{{", StringComparison.Ordinal) => "fields can't be used in `code`",
                CodeBlock code when code.Lines.ToString().Contains("{{", StringComparison.Ordinal) => "fields can't be used in a code block",
                LiteralInline text when text.Content.AsSpan().TrimStart().StartsWith("<") && LooksLikeTag(text.Content.AsSpan().TrimStart()) =>
                    "HTML is not allowed, and would be shown as text",
                _ => null,
            };
            if (problem is not null) fault(bodyLine + LineOf(node), problem);
        }
    }

    private static bool IsAllowed(string? url) =>
        url is not null && (url.StartsWith("{{", StringComparison.Ordinal)
            ? url.EndsWith("}}", StringComparison.Ordinal) && Fields.Find(url[2..^2].Trim()) is { IsLink: true }
            : !url.Contains("{{", StringComparison.Ordinal) && Uri.TryCreate(url, UriKind.Absolute, out var uri)
                && uri.Scheme is "https" or "http" or "mailto");

    private static bool LooksLikeTag(ReadOnlySpan<char> text) => text.Length > 1 && (char.IsAsciiLetter(text[1]) || text[1] is '/' or '!');

    private static int LineOf(MarkdownObject node)
    {
        // Inlines know their line only when precise locations are kept; their block always does.
        for (var inline = node as Inline; inline is not null; inline = inline.Parent)
            if (inline is ContainerInline { ParentBlock: { } block } && node.Line < block.Line) return block.Line;
        return node.Line;
    }
}
