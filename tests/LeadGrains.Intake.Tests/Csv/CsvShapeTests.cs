using System.Text;

namespace LeadGrains.Intake.Tests;

public class CsvShapeTests
{
    private const string Text = "email,name\nada@example.com,Müller\nbob@example.com,Peña\n";
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static TheoryData<string, bool, string> Encodings => new()
    {
        { "utf-8", false, "utf-8" }, { "utf-8", true, "utf-8" }, { "windows-1252", false, "windows-1252" },
        { "utf-16", true, "utf-16" }, { "utf-16BE", true, "utf-16BE" }, { "utf-16", false, "utf-16" },
        { "utf-16BE", false, "utf-16BE" }, { "utf-32", true, "utf-32" }, { "utf-32BE", true, "utf-32BE" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_encoding_is_found_with_and_without_a_mark(string name, bool bom, string found)
    {
        var encoding = name == "windows-1252" ? Windows1252 : Encoding.GetEncoding(name);
        var stream = CsvText.Bytes(Text, encoding, bom);
        Assert.Equal(found, CsvShape.Detect(stream).Encoding.WebName, ignoreCase: true);
        Assert.Equal(0, stream.Position);
        Assert.Equal(["2 ada@example.com Müller", "3 bob@example.com Peña"],
            CsvText.Read(stream).Select(r => CsvText.Show(r, CsvField.Email, CsvField.Name)));
    }

    [Theory]
    [InlineData("a;b;c\n1,5;2;3\n4,5;5;6\n", ';')]
    [InlineData("a,b,c\n1,\"2;x;y;z\",3\n", ',')]
    [InlineData("a\tb\n1, 2\t3\n", '\t')]
    [InlineData("a|b|c\n1|2|3", '|')]
    [InlineData("email\nada@example.com\n", ',')]
    [InlineData("", ',')]
    public void The_delimiter_is_the_one_that_gives_even_rows(string text, char delimiter) =>
        Assert.Equal(delimiter, CsvShape.Detect(CsvText.Bytes(text)).Delimiter);

    [Theory]
    [InlineData("a,b\r\n1,2\r\n", "\r\n")]
    [InlineData("a,b\r1,2\r", "\r")]
    [InlineData("a,b\n1,2\n", "\n")]
    public void The_line_end_is_told(string text, string newLine) =>
        Assert.Equal(newLine, CsvShape.Detect(CsvText.Bytes(text)).NewLine);

    [Fact]
    public void A_character_cut_by_the_end_of_the_sample_is_still_utf8()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var text = "email,name\n" + new string('x', shift) + string.Concat(Enumerable.Repeat("é€😀", 40_000));
            Assert.Equal("utf-8", CsvShape.Detect(CsvText.Bytes(text)).Encoding.WebName);
        }
    }

    [Fact]
    public void A_line_in_1252_far_behind_ascii_is_not_lost()
    {
        var text = "email,name\n" + string.Concat(Enumerable.Repeat("ada@example.com,Ada\n", 20_000))
            + "bob@example.com,Peña\n";
        Assert.Equal("20002 bob@example.com Peña",
            CsvText.Show(CsvText.Read(CsvText.Bytes(text, Windows1252))[^1], CsvField.Email, CsvField.Name));
    }

    [Fact]
    public void A_pipe_is_looked_into_only_through_a_sample()
    {
        var pipe = new Pipe(Encoding.UTF8.GetBytes(Text));
        Assert.Throws<ArgumentException>(() => CsvShape.Detect(pipe));
        Assert.Equal(',', CsvShape.Detect(new SampledStream(pipe)).Delimiter);
        Assert.Equal(2, CsvText.Read(new Pipe(Encoding.UTF8.GetBytes(Text))).Count);
    }
}
