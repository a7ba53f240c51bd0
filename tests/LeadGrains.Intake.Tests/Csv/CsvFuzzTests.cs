using System.Text;
using Xunit.Abstractions;

namespace LeadGrains.Intake.Tests;

public class CsvFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Bits =
        ["\"", "\"\"", ",", ";", "\t", "|", "\r", "\n", "\r\n", "\0", "é", "😀", "\uFEFF", "=1+1", "ada@example.com",
            "2018-02-01", "31/12/2018", "x", " ", "\u2028"];

    [Fact]
    public void No_file_makes_the_reader_throw_hang_or_lose_a_row()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), out var given) ? given
            : Environment.TickCount;
        output.WriteLine($"LEADGRAINS_SEED={seed}");
        var random = new Random(seed);
        for (var i = 0; i < 4000; i++)
        {
            var bytes = Mutate(random, Valid(random));
            try
            {
                Check(bytes);
            }
            catch (Exception e)
            {
                Assert.Fail($"LEADGRAINS_SEED={seed}, file {i}: {Convert.ToBase64String(bytes)}\n{e}");
            }
        }
    }

    private static void Check(byte[] bytes)
    {
        var leads = CsvLeads.Open(new MemoryStream(bytes));
        var piped = CsvLeads.Open(new Pipe(bytes));
        Assert.Equal(leads.Faults, piped.Faults);
        if (leads.Faults.Count > 0) return;
        var rows = leads.Rows().ToList();
        Assert.Equal(rows.Select(r => CsvText.Show(r, CsvField.Email)), piped.Rows()
            .Select(r => CsvText.Show(r, CsvField.Email)));
        var numbers = rows.Select(r => r.RowNumber).ToList();
        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.All(rows.OfType<BadRow>(), bad => Assert.True(bad.Reason.Length > 0 && bad.RawText.Length <= 2001));
        Assert.All(rows.OfType<CsvRow>(), row => Assert.True(row.Email is not null || row.Phone is not null));
    }

    private static byte[] Valid(Random random)
    {
        var delimiter = ",;\t|"[random.Next(4)];
        var newLine = new[] { "\n", "\r\n", "\r" }[random.Next(3)];
        var text = new StringBuilder().AppendJoin(delimiter, "email", "name", "date", "note").Append(newLine);
        for (var row = random.Next(12); row > 0; row--)
        {
            string[] notes = ["\"a" + newLine + delimiter + "b\"", "\"\"", new string('n', random.Next(200))];
            var note = notes[random.Next(notes.Length)];
            text.AppendJoin(delimiter, $"p{row}@example.com", "\"Ada \"\"the\"\" Countess\"", "2018-02-01",
                note).Append(newLine);
        }
        Encoding[] encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1];
        var encoding = encodings[random.Next(encodings.Length)];
        return [.. random.Next(2) == 0 ? encoding.GetPreamble() : [], .. encoding.GetBytes(text.ToString())];
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var file = bytes.ToList();
        for (var i = random.Next(8); i > 0 && file.Count > 0; i--)
        {
            var at = random.Next(file.Count);
            switch (random.Next(5))
            {
                case 0: file[at] = (byte)random.Next(256); break;
                case 1: file.InsertRange(at, Encoding.UTF8.GetBytes(Bits[random.Next(Bits.Length)])); break;
                case 2: file.RemoveRange(at, Math.Min(random.Next(20), file.Count - at)); break;
                case 3: file.InsertRange(at, file.GetRange(at, Math.Min(random.Next(60), file.Count - at))); break;
                default: file.InsertRange(at, Enumerable.Repeat((byte)'"', random.Next(5))); break;
            }
        }
        return [.. file];
    }
}
