using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LeadGrains.Mail.Tests;

/// <summary>Content, values and messages that the tests begin with.</summary>
internal static class Samples
{
    public const string Front =
        "id: first\ntopic: planning\nkind: drip\nchannel: email\nlanguage: en\nsubject: Hello\n";

    /// <summary>A file of front matter and a body; after <see cref="Front"/> the body begins on line 9.</summary>
    public static ContentFile File(string body, string front = Front, string name = "first.md") =>
        new(name, $"---\n{front}---\n{body}");

    public static PieceText Piece(string body, string front = Front)
    {
        var reading = ContentReader.Read([File(body, front)]);
        Assert.Empty(reading.Faults);
        return Assert.Single(reading.Content!.Texts);
    }

    /// <summary>Only what no mail may lack: nothing is known of the person.</summary>
    public static FieldValues OnlyWhatMustBe()
    {
        var sample = FieldValues.Sample();
        var values = new FieldValues();
        foreach (var field in Fields.All.Where(field => !field.MayBeEmpty)) values[field.Name] = sample[field.Name];
        return values;
    }

    /// <summary>Parses as a browser would, but stops at the first error of the HTML standard.</summary>
    public static IHtmlDocument ParseStrictly(string html) =>
        new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);

    public static Message Message(string text = "Good day.\n", string? html = "<p>Good day.</p>\n") => new(
        "touch-1.lead-2@kestrel.example", new DateTimeOffset(2027, 3, 1, 9, 30, 0, TimeSpan.FromHours(1)),
        new Mailbox("news@kestrel.example", "Kestrel Works"), new Mailbox("sam@example.com", "Sam Sample"),
        "A question", text, html);
}
