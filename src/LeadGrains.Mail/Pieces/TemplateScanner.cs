namespace LeadGrains.Mail;

/// <summary>
/// Reads the tags of a template, reports every fault with its line, and remembers which fields it uses.
/// </summary>
internal sealed class TemplateScanner(string file, PieceKind? kind, List<ContentFault> faults)
{
    private const int DepthMax = 8;
    private const string Allowed = "{{field}}, {{#if field}}, {{else}} and {{/if}}";

    private readonly Stack<(string Field, int Line, bool InElse)> open = new();
    private readonly List<FieldUse> uses = [];

    /// <summary>The template, whether or not it had faults; the caller looks at the list.</summary>
    public Template Scan(string source, int firstLine)
    {
        open.Clear();
        uses.Clear();
        var at = 0;
        while (source.IndexOf("{{", at, StringComparison.Ordinal) is var start and >= 0)
        {
            var line = firstLine + source.AsSpan(0, start).Count('\n');
            var end = source.IndexOf("}}", start, StringComparison.Ordinal);
            if (end < 0)
            {
                Fault(line, "{{ is never closed");
                break;
            }
            if (start > 0 && source[start - 1] == '\\') Fault(line, "\\{{ is not allowed: braces can't be escaped");
            Tag(source[(start + 2)..end].Trim(), line);
            at = end + 2;
        }
        foreach (var (field, line, _) in open.Reverse())
            Fault(line, $"{{{{#if {field}}}}} is never closed by {{{{/if}}}}");
        return new Template(source, [.. uses]);
    }

    private void Tag(string tag, int line)
    {
        if (tag == "else") Else(line);
        else if (tag == "/if") Close(line);
        else if (tag.StartsWith("#if ", StringComparison.Ordinal)) Open(tag[4..].Trim(), line);
        else Use(tag, line, isQuestion: false);
    }

    private void Open(string field, int line)
    {
        Use(field, line, isQuestion: true);
        open.Push((field, line, false));
        if (open.Count == DepthMax + 1) Fault(line, $"{{{{#if}}}} is nested more than {DepthMax} deep");
    }

    private void Else(int line)
    {
        if (open.Count == 0 || open.Peek().InElse) Fault(line, "{{else}} without its {{#if}}");
        else open.Push(open.Pop() with { InElse = true });
    }

    private void Close(int line)
    {
        if (!open.TryPop(out _)) Fault(line, "{{/if}} without its {{#if}}");
    }

    private void Use(string name, int line, bool isQuestion)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '.'))
            Fault(line, $"'{name}' is not allowed; only {Allowed} are");
        else if (Fields.Find(name) is not { } field)
            Fault(line, $"unknown field '{name}'" + (Nearest(name) is { } near ? $"; did you mean '{near}'?" : ""));
        else if (kind is { } k && !field.Kinds.Contains(k))
            Fault(line, $"field '{name}' can't be used in a piece of kind {FrontMatter.Word(k)}");
        else
            uses.Add(new FieldUse(field, line, isQuestion || IsGuarded(field)));
    }

    // question.text and question.link come together or not at all.
    private bool IsGuarded(Field field) => open.Any(outer => !outer.InElse
        && (outer.Field == field.Name || (field.IsOfQuestion && Fields.Find(outer.Field) is { IsOfQuestion: true })));

    private static string? Nearest(string name) =>
        Fields.All.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || field.Name.EndsWith("." + name, StringComparison.OrdinalIgnoreCase))?.Name;

    private void Fault(int line, string problem) => faults.Add(new ContentFault(file, line, problem));
}
