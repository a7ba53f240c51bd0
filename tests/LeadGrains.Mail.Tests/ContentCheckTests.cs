namespace LeadGrains.Mail.Tests;

public sealed class ContentCheckTests
{
    private static readonly ContentCheckOptions Options =
        new(new DateOnly(2027, 1, 1), ["planning"]) { Lasts = TimeSpan.FromDays(21) };

    [Fact]
    public void Content_that_lasts_and_leaves_no_gap_has_no_finding() => Assert.Empty(Check("Text.", Options));

    [Fact]
    public void A_field_the_program_never_fills_is_dead() =>
        Finds(FindingKind.DeadField, "first.md:9", "lead.company is never filled",
            Check("{{#if lead.company}}x{{/if}}", Options with { FilledFields = ["lead.name"] }));

    [Fact]
    public void A_question_the_program_does_not_have_is_dead() =>
        Finds(FindingKind.DeadField, "first.md:1", "no question 'size'",
            Check("{{#if question.text}}{{question.text}} {{question.link}}{{/if}}",
            Options with { Questions = ["need"] }, Samples.Front + "question: size\n"));

    [Theory]
    [InlineData("Dear {{lead.firstName}},", true)]
    [InlineData("{{#if lead.firstName}}Dear {{lead.firstName}},{{else}}Hello,{{/if}}", false)]
    [InlineData("{{#if lead.firstName}}Hello,{{else}}Dear {{lead.firstName}},{{/if}}", true)]
    [InlineData("{{#if lead.company}}Dear {{lead.firstName}},{{/if}}", true)]
    [InlineData("{{sender.company}}", false)]
    public void A_field_that_may_be_empty_wants_a_guard(string body, bool isFound) =>
        Assert.Equal(isFound, Check(body, Options).Any(finding => finding.Kind is FindingKind.UnguardedField));

    [Fact]
    public void A_language_without_a_text_is_missing()
    {
        var findings = Check("Text.", Options with { Languages = ["en", "de"] });
        Finds(FindingKind.MissingLanguage, "first.md:1", "first has no text in de", findings);
        Finds(FindingKind.ExhaustedStream, "planning (de)", "0 pieces", findings);
    }

    [Fact]
    public void A_footer_without_words_in_the_language_is_told() =>
        Finds(FindingKind.MissingLanguage, "first.md:1", "the footer has no words in fi",
            Check("Teksti.", Options with { Languages = ["fi"] },
                Samples.Front.Replace("language: en", "language: fi")));

    [Fact]
    public void A_stream_that_runs_dry_is_told_with_its_arithmetic() =>
        Finds(FindingKind.ExhaustedStream, "planning (en)", "1 pieces every 14 days last 14 days, not 90",
            Check("Text.", Options with { Cadence = TimeSpan.FromDays(14), Lasts = TimeSpan.FromDays(90) }));

    [Theory]
    [InlineData("topic: planning", "topic: gardening", "the program has no topic 'gardening'")]
    [InlineData("language: en", "language: de", "the program doesn't speak de")]
    [InlineData("subject: Hello", "subject: Hello\nnotAfter: 2026-12-31", "its last day was 2026-12-31")]
    [InlineData("subject: Hello", "subject: Hello\nstages: [sales-owned, lost]",
        "nobody is nurtured while sales-owned or lost")]
    public void A_piece_nobody_can_get_is_told(string was, string becomes, string message) =>
        Finds(FindingKind.Unreachable, "first.md:1", message,
            Check("Text.", Options, Samples.Front.Replace(was, becomes)));

    [Fact]
    public void A_cadence_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Check("Text.", Options with { Cadence = TimeSpan.Zero }));

    private static void Finds(FindingKind kind, string place, string message, IReadOnlyList<ContentFinding> findings) =>
        Assert.Contains(findings, finding => finding.Kind == kind && finding.Place == place
            && finding.Message.Contains(message));

    private static IReadOnlyList<ContentFinding> Check(
        string body, ContentCheckOptions options, string front = Samples.Front) =>
        ContentCheck.Run(ContentReader.Read([Samples.File(body, front)]).Content!, options);
}
