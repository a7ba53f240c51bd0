using LeadGrains.Mail.Tests;
using Xunit.Abstractions;

namespace LeadGrains.MailKit.Tests.Reading;

/// <summary>MimeKit's reader beside our own, on real bounces.</summary>
public sealed class ReaderComparisonTests(ITestOutputHelper output)
{
    [DataFact("bounces/expected.csv")]
    public void The_corpus_is_read_as_well_as_by_our_own_reader()
    {
        var rows = File.ReadLines(TestData.PathOf("bounces/expected.csv")).Skip(1).Select(line => line.Split(','))
            .Select(c => (File: c[0], Index: int.Parse(c[1], null), IsHard: c[5] == "true")).ToList();
        var (own, kit) = (Right(new MailReader(TimeProvider.System)), Right(new MimeKitReader(TimeProvider.System)));
        output.WriteLine($"right by our own reader {own.Count} of {rows.Count}, by MimeKit {kit.Count}; only ours: {string.Join(' ', own.Except(kit))}; only MimeKit's: {string.Join(' ', kit.Except(own))}");
        Assert.True(kit.Count >= own.Count);

        List<string> Right(IMailReader reader) => [.. rows.Where(row => IsHard(reader, row.File, row.Index) == row.IsHard).Select(row => $"{row.File}#{row.Index}")];

        static bool IsHard(IMailReader reader, string file, int index) =>
            MailSorter.Sort(reader.Read(File.ReadAllBytes(TestData.PathOf($"bounces/mail/{file}")))) is BouncedMail bounce
            && bounce.Failures.Count >= index && bounce.Failures[index - 1].IsHard;
    }

    [Fact]
    public void Attachments_and_a_million_parts_cost_no_memory()
    {
        var parts = "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + string.Concat(Enumerable.Repeat("--x\r\n\r\na\r\n", 1_000_000));
        var attachment = $"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n--x\r\nContent-Type: image/png\r\n\r\n{new string('x', 10_000_000)}\r\n--x--\r\n";
        foreach (var (text, isCut, count) in new[] { (parts, true, 200), (attachment, false, 3) })
        {
            var bytes = System.Text.Encoding.ASCII.GetBytes(text);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var mail = new MimeKitReader(TimeProvider.System).Read(bytes);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            output.WriteLine($"{bytes.Length:N0} bytes: {mail.Parts.Count()} parts, {allocated:N0} bytes allocated");
            Assert.Equal((isCut, count), (mail.IsCut, mail.Parts.Count()));
            Assert.True(allocated < 4_000_000, $"{allocated:N0}");
        }
    }

    [Fact]
    public void Messages_in_messages_end_at_the_limit_of_depth()
    {
        var deep = string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\r\n\r\n", 5_000)) + "x";
        var encoded = "x";
        for (var n = 0; n < 30 && encoded.Length < 1_000_000; n++)
            encoded = $"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(encoded))}";
        foreach (var text in new[] { deep, encoded })
        {
            var mail = new MimeKitReader(TimeProvider.System).Read(System.Text.Encoding.ASCII.GetBytes(text));
            Assert.True(mail.IsCut);
            Assert.InRange(mail.Parts.Count(), new ReaderLimits().DepthMax, new ReaderLimits().DepthMax + 1);
        }
    }
}
