using System.Diagnostics;
using static LeadGrains.Engine.Tests.Programs.ProgramFiles;

namespace LeadGrains.Engine.Tests.Programs;

/// <summary>What a file can do to its reader.</summary>
public sealed class YamlTreeTests
{
    [Theory]
    [InlineData("", "1: the file is empty; docs/program.md shows what belongs into it")]
    [InlineData("# nothing\n", "1: the file is empty; docs/program.md shows what belongs into it")]
    [InlineData("hello", "1: the file must be lines of 'key: value'; docs/program.md shows them")]
    [InlineData("- a\n- b", "1: the file must be lines of 'key: value'; docs/program.md shows them")]
    public void A_file_that_is_no_program_says_so(string text, string fault) => Assert.Equal([fault], Faults(text));

    [Fact]
    public void Tabs_are_told_on_every_line_that_has_one() => Assert.Equal(
        ["2: a tab before the text; indent with spaces", "3: a tab before the text; indent with spaces"],
        Faults("cadence:\n\tevery: 28 days\n  \t\n"));

    [Fact]
    public void A_tab_elsewhere_does_no_harm() => Assert.Empty(Added("version: 2\t# changed\n"));

    [Fact]
    public void Characters_that_end_a_file_unseen_are_refused() =>
        Assert.Equal(["14: a control character; remove it"], Added("\0cadance: {}"));

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_fine() =>
        Assert.Empty(Faults("\uFEFF" + Small.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public void A_second_document_is_refused() =>
        Assert.Equal(["14: a second document begins; put the whole program into one"], Added("---\nname: Other\n"));

    [Fact]
    public void References_and_tags_are_refused()
    {
        var faults = Added("topics: &t [a, b]\nrecycleReasons: *t\nlanguage: !ruby/object en");
        Assert.Contains("15: a reference, *t; write out what it stands for", faults);
        Assert.Contains("16: a tag, !ruby/object; leave it out", faults);
    }

    [Fact]
    public void Broken_yaml_names_the_line() =>
        Assert.StartsWith("14: this is not YAML: ", Assert.Single(Added("topics: [a, b\nversion: 2\n")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("[", "more than 16 levels of nesting")]
    [InlineData("{a: ", "more than 16 levels of nesting")]
    [InlineData("- ", "more than 16 levels of nesting")]
    public void Depth_is_bounded(string opening, string words) =>
        Assert.Contains(words, Assert.Single(Faults("a:\n " + string.Concat(Enumerable.Repeat(opening, 50_000)))),
            StringComparison.Ordinal);

    [Fact]
    public void Size_is_bounded()
    {
        Assert.Equal(["1: the file has 1,048,577 characters; at most 1,048,576 are allowed"],
            Faults(new string('#', 1024 * 1024 + 1)));
        Assert.Contains("more than 50,000 values",
            Assert.Single(Added("topics: [" + string.Concat(Enumerable.Repeat("a,", 60_000)) + "]")),
            StringComparison.Ordinal);
        var many = Added(string.Concat(Enumerable.Range(0, 1_000).Select(i => $"k{i}: 1\n")));
        Assert.Equal(201, many.Count);
        Assert.Equal("213: and 800 more; correct these first", many[^1]);
    }

    [Fact]
    public void A_bomb_of_references_costs_nothing()
    {
        var bomb = "a0: &a0 [x, x]\n"
            + string.Concat(Enumerable.Range(1, 50).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        var watch = Stopwatch.StartNew();
        Assert.NotEmpty(Faults(bomb));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("evry", "every"), InlineData("EVERY", "every"), InlineData("gap-min", "gapMin"),
        InlineData("gpaMin", "gapMin")]
    [InlineData("silence", null), InlineData("silenceMx", "silenceMax"), InlineData("every1", "every"),
        InlineData("zzz", null)]
    public void The_nearest_key_is_meant(string word, string? meant) =>
        Assert.Equal(meant, Words.Nearest(word, ["every", "gapMin", "silenceMax", "grace"]));

    [Fact]
    public void Whatever_happens_to_the_text_reading_it_never_throws()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        const string odd = "\t\n\r :-[]{}#&*!|>'\"%@`,?0~\\\0\uFEFF\u0085\u2028\uD800é=<";
        for (var round = 0; round < 1_500; round++)
        {
            var text = new System.Text.StringBuilder(round % 3 == 0 ? Small : DefaultProgram.Text);
            for (var change = random.Next(1, 8); change > 0; change--)
            {
                var at = random.Next(text.Length);
                var length = Math.Min(text.Length - at, random.Next(1, 60));
                switch (random.Next(5))
                {
                    case 0: text.Remove(at, length); break;
                    case 1: text.Insert(at, odd[random.Next(odd.Length)]); break;
                    case 2: text.Insert(at, text.ToString(random.Next(text.Length - length + 1), length)); break;
                    case 3: text[at] = (char)random.Next(32, 127); break;
                    default: text.Insert(at, random.Next(-5, 100_000)); break;
                }
                if (text.Length == 0) text.Append('a');
            }
            var exception = Record.Exception(() => Read(text.ToString()));
            Assert.True(exception is null, $"seed {seed}, round {round}: {exception}\n{text}");
        }
    }
}
