namespace LeadGrains.Mail.Tests;

public sealed class ContentFaultTests
{
    [Theory]
    [InlineData("Dear {{lead.frstName}}", 9, "unknown field 'lead.frstName'")]
    [InlineData("One\n\nDear {{firstName}}", 11, "unknown field 'firstName'; did you mean 'lead.firstName'?")]
    [InlineData("{{#each lead}}x{{/each}}", 9, "'#each lead' is not allowed")]
    [InlineData("{{{lead.name}}}", 9, "is not allowed")]
    [InlineData("{{> partial}}", 9, "'> partial' is not allowed")]
    [InlineData("{{lookup lead 'name'}}", 9, "is not allowed")]
    [InlineData("{{~lead.name}}", 9, "is not allowed")]
    [InlineData("\\{{lead.name}}", 9, "braces can't be escaped")]
    [InlineData("text\n{{lead.name", 10, "{{ is never closed")]
    [InlineData("{{#if lead.name}}\nyes", 9, "{{#if lead.name}} is never closed by {{/if}}")]
    [InlineData("yes{{/if}}", 9, "{{/if}} without its {{#if}}")]
    [InlineData("{{#if lead.name}}a{{else}}b{{else}}c{{/if}}", 9, "{{else}} without its {{#if}}")]
    [InlineData("{{offer.link}}", 9, "field 'offer.link' can't be used in a piece of kind drip")]
    [InlineData("a\n\n![logo](https://example.com/a.png)", 11, "images are not allowed")]
    [InlineData("a\n\n[x](javascript:alert(1))", 11, "a link must go to https://")]
    [InlineData("[x](/relative)", 9, "a link must go to https://")]
    [InlineData("[x](https://example.com/{{lead.name}})", 9, "a link must go to https://")]
    [InlineData("[x]({{lead.company}})", 9, "a link must go to https://")]
    [InlineData("`{{lead.name}}`", 9, "fields can't be used in `code`")]
    [InlineData("a\n\n    {{lead.name}}", 11, "fields can't be used in a code block")]
    [InlineData("a\n\n<b>bold</b>", 11, "HTML is not allowed")]
    [InlineData("{{question.text}}", 9, "'question.text' is used, but the front matter names no question")]
    [InlineData("  \n", 9, "the body is missing")]
    public void A_fault_in_the_body_is_told_with_its_line(string body, int line, string problem) =>
        Assert.Contains(Faults(Samples.File(body)), fault => fault.File == "first.md" && fault.Line == line
            && fault.Problem.Contains(problem));

    [Theory]
    [InlineData("id: first", "id: First Piece", 2, "id 'First Piece' must be lower-case letters")]
    [InlineData("id: first\n", "", 1, "'id' is missing")]
    [InlineData("kind: drip\n", "", 1, "'kind' is missing")]
    [InlineData("subject: Hello\n", "", 1, "'subject' is missing")]
    [InlineData("language: en\n", "language:\n", 6, "'language' is missing")]
    [InlineData("kind: drip", "kind: dropp", 4, "kind 'dropp' is unknown; known are drip, readiness, welcome")]
    [InlineData("kind: drip", "kind: readiness", 1, "a piece of kind readiness must use {{links.readiness.exploring}}")]
    [InlineData("kind: drip", "kind: introduction", 1, "a piece of kind introduction must use {{owner.name}}")]
    [InlineData("channel: email", "channel: fax", 5, "channel 'fax' is unknown")]
    [InlineData("channel: email", "channel: post", 7, "channel post has a title, not a subject")]
    [InlineData("subject: Hello", "subject: Hello {{lead.nam}}", 7, "unknown field 'lead.nam'")]
    [InlineData("subject: Hello", "subject: Hello\nauthor: me", 8, "unknown key 'author'; known are id, topic")]
    [InlineData("subject: Hello", "subject: Hello\nid: second", 8, "the front matter is not YAML")]
    [InlineData("subject: Hello", "subject: Hello\nstages: [nurturing, sleeping]", 8,
        "'sleeping' is not one of the stages")]
    [InlineData("subject: Hello", "subject: Hello\nroutes: lukewarm", 8, "'lukewarm' is not one of the routes")]
    [InlineData("subject: Hello", "subject: Hello\nnotBefore: 2027-02-30", 8, "notBefore '2027-02-30' is not a day")]
    [InlineData("subject: Hello", "subject: Hello\nnotBefore: 2027-03-02\nnotAfter: 2027-03-01", 9,
        "notAfter lies before notBefore")]
    [InlineData("subject: Hello", "subject: Hello\nquestion: budget", 1, "with a question must use {{question.text}}")]
    [InlineData("subject: Hello", "subject: [Hello]", 7, "'subject' must be one value, not a list")]
    [InlineData("subject: Hello", "subject: 'Hello", 7, "the front matter is not YAML")]
    public void A_fault_in_the_front_matter_is_told_with_its_line(string was, string becomes, int line, string problem)
    {
        var faults = Faults(Samples.File("Text.", Samples.Front.Replace(was, becomes)));
        Assert.True(faults.Any(fault => fault.Line == line && fault.Problem.Contains(problem)),
            string.Join("\n", faults));
    }

    [Fact]
    public void A_file_without_front_matter_is_a_fault() =>
        Assert.Equal("x.md:1: the file must begin with front matter between two lines of ---",
            Assert.Single(Faults(new ContentFile("x.md", "# Hello\n"))).ToString());

    [Fact]
    public void The_same_id_in_the_same_language_is_a_fault_and_in_another_is_not()
    {
        var first = Samples.File("Text.");
        var german = Samples.File("Text.", Samples.Front.Replace("language: en", "language: de"), "first.de.md");
        Assert.Empty(Faults(first, german));
        Assert.Equal("again.md:2: id 'first' in language 'en' is already in first.md",
            Assert.Single(Faults(first, first with { Name = "again.md" })).ToString());
    }

    [Fact]
    public void All_faults_of_all_files_are_listed_at_once()
    {
        var faults = Faults(Samples.File("{{a}}\n\n{{b}}"),
            Samples.File("{{c}}", Samples.Front + "colour: red\n", "second.md"));
        Assert.Equal(["first.md:9", "first.md:11", "second.md:8"],
            faults.Select(fault => $"{fault.File}:{fault.Line}"));
    }

    [Fact]
    public void Lines_are_right_with_carriage_returns_and_a_byte_order_mark_too()
    {
        var file = Samples.File("One\n\n{{nothing}}");
        Assert.Equal(11, Assert.Single(Faults(file with { Text = "\uFEFF" + file.Text.Replace("\n", "\r\n") })).Line);
    }

    [Theory]
    [InlineData("topic: planning", "[", "topic: ", "")]
    [InlineData("topic: planning", "{a: ", "topic: ", "")]
    [InlineData("Text.", ">", "", " x")]
    [InlineData("Text.", "[", "", "](https://example.com/)")]
    [InlineData("Text.", "*a ", "", "")]
    [InlineData("Text.", "- ", "", "x")]
    [InlineData("Text.", "{{#if lead.name}}", "", "")]
    public void A_file_nested_without_end_is_a_fault_or_harmless(string was, string nest, string before, string after)
    {
        var deep = before + string.Concat(Enumerable.Repeat(nest, 20_000 / nest.Length)) + after;
        var file = Samples.File("Text.");
        var reading = ContentReader.Read([file with { Text = file.Text.Replace(was, deep) }]);
        if (reading.Content is { } content) Renderer.Render(content.Texts[0], FieldValues.Sample());
        else Assert.NotEmpty(reading.Faults);
    }

    [Fact]
    public void An_offer_notice_cannot_name_the_person()
    {
        var front = Samples.Front.Replace("kind: drip", "kind: offer-notice");
        string[] hidden = ["lead.name", "lead.firstName", "lead.lastName", "lead.company", "lead.address"];
        Assert.All(hidden, field => Assert.Contains(
            Faults(Samples.File($"{{{{{field}}}}} [look]({{{{offer.link}}}})", front)),
            fault => fault.Problem.Contains("can't be used in a piece of kind offer-notice")));
    }

    private static IReadOnlyList<ContentFault> Faults(params ContentFile[] files)
    {
        var reading = ContentReader.Read(files);
        Assert.Equal(reading.Faults.Count == 0, reading.Content is not null);
        return reading.Faults;
    }
}
