namespace LeadGrains.Intake;

/// <summary>
/// A text with columns in braces, such as <c>{first} {last}</c>. Braces can't be escaped: no value needs them.
/// </summary>
/// <param name="Literals">The text before each column, and behind the last one: always one more than columns.</param>
/// <param name="Columns">At least one.</param>
internal sealed record MappedTemplate(string[] Literals, string[] Columns)
{
    public static bool TryParse(string text, out MappedTemplate template)
    {
        var literals = new List<string>();
        var columns = new List<string>();
        template = null!;
        var at = 0;
        while (text.IndexOf('{', at) is >= 0 and var open)
        {
            var close = text.IndexOf('}', open);
            if (close <= open + 1) return false;
            literals.Add(text[at..open]);
            columns.Add(text[(open + 1)..close]);
            at = close + 1;
        }
        literals.Add(text[at..]);
        if (columns.Count == 0 || literals.Any(l => l.Contains('}')) || columns.Any(c => c.Contains('{'))) return false;
        template = new MappedTemplate([.. literals], [.. columns]);
        return true;
    }
}
