using System.Text;
using CsvHelper;

namespace LeadGrains.Intake.Tests;

public sealed class SideFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("leadgrains").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Without_a_bad_row_there_is_no_file()
    {
        using (new SideFile(Path.Combine(folder, "a.csv"))) { }
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void Bad_rows_come_back_as_they_were_and_none_is_a_formula()
    {
        string[] texts = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\"", "\"=1\",\"b", "=\"a\",b", "a,\"b\nc\"",
            "Müller", "", "=", "\"\""];
        using (var side = new SideFile(Path.Combine(folder, "a.csv")))
        {
            for (var i = 0; i < texts.Length; i++) side.Write(new BadRow(i + 2, i + 2, "-because", texts[i]));
            Assert.Equal(texts.Length, side.Count);
        }
        var path = Path.Combine(folder, "a.csv.bad.csv");
        Assert.Equal(Encoding.UTF8.GetPreamble(), File.ReadAllBytes(path)[..3]);
        using var reader = CsvReader.FromFile(path);
        Assert.Equal(["row", "reason", "text"], reader.Headers);
        foreach (var text in texts)
        {
            Assert.True(reader.Read());
            Assert.Equal("'-because", reader.GetString(1));
            var written = reader.GetString(2);
            Assert.Equal(text, written.TrimStart('\''));
            Assert.False(written.Length > 0 && "=+-@\t\r".Contains(written[0]), written);
        }
        Assert.False(reader.Read());
    }
}
