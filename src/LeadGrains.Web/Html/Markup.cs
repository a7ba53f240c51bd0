using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace LeadGrains.Web;

/// <summary>
/// HTML that is safe by the way it is written: in <c>Markup.Of($"&lt;p&gt;{name}&lt;/p&gt;")</c> the literal parts are
/// ours, and every value is escaped, for text and for quoted attributes alike, unless it is markup itself.
/// </summary>
internal readonly struct Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly string? _text;

    private Markup(string text) => _text = text;

    public static Markup Empty => default;

    public static Markup Of(Writing writing) => new(writing.ToString());

    /// <summary>One after the other.</summary>
    public static Markup All<T>(IEnumerable<T> items, Func<T, Markup> each) => new(string.Concat(items.Select(i => each(i).ToString())));

    public override string ToString() => _text ?? "";

    /// <summary>Collects an interpolated string.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Writing(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _html = new(literalLength + formattedCount * 16);

        public void AppendLiteral(string ours) => _html.Append(ours);
        public void AppendFormatted(Markup markup) => _html.Append(markup);
        public void AppendFormatted(string? value) => _html.Append(Encoder.Encode(value ?? ""));
        public void AppendFormatted(int value) => _html.Append(value);
        public override string ToString() => _html.ToString();
    }
}
