using System.Diagnostics;
using System.Text;
using Xunit.Abstractions;

namespace LeadGrains.Mail.Tests;

public class MailFuzzTests(ITestOutputHelper output)
{
    private const int Mutations = 100_000, Sorted = 20_000;

    private static readonly string[] Bits =
        ["\r\n", "\n", "\r", "\r\n\r\n", "--x", "--x--", "=", "=?utf-8?B?", "?=", "=C3", "\"", "\\", ";", ":", "(", "<", ">", ",", "\0", "é", "\uFEFF", " ", "\t", "'", "*0*=", "%", "boundary=x",
            "Content-Type: multipart/mixed; boundary=x\r\n", "Content-Type: message/rfc822\r\n\r\n", "Content-Type: message/delivery-status\r\n\r\n", "Content-Transfer-Encoding: base64\r\n", "Final-Recipient: rfc822; a@example.org\r\n", "550 5.1.1 user unknown", "charset=iso-2022-jp", "From ", "> "];

    private static readonly string[] Seeds =
    [
        Letter.From("Subject: =?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=\nIn-Reply-To: <touch-1.0123456789abcdef0123456789abcdef@leadgrains>\nContent-Type: text/html; charset=utf-8", "<p>Yes</p><style>x</style>On Monday, we wrote:\n> no"),
        Letter.From("Content-Type: multipart/report; report-type=delivery-status; boundary=x", "--x\n\nUndelivered <a@example.org>: 550 5.1.1 User unknown\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n no such user\n--x\nContent-Type: message/rfc822\n\nMessage-ID: <touch-1.0123456789abcdef0123456789abcdef@leadgrains>\n\nbody\n--x--"),
        Letter.From("Auto-Submitted: auto-replied\nSubject: Out of office\nContent-Transfer-Encoding: quoted-printable", "I am back on 3 May 2026. =C3=A9=\n Until 05/06/2026, ask =\nBob"),
        Letter.From("Content-Type: multipart/report; report-type=feedback-report; boundary=\"x\"", "--x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: <a@example.org>\n--x--"),
        Letter.From("Content-Type: text/plain; charset*0*=utf-8''utf%2D; charset*1=8; name=\"=?utf-8?Q?a?=\"\nContent-Transfer-Encoding: base64", "SGVsbG8gd29ybGQuIFBsZWFzZSB1bnN1YnNjcmliZSBtZQ=="),
    ];

    [Fact]
    public void No_message_makes_the_reader_throw_hang_or_grow()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"LEADGRAINS_SEED={seed}");
        var random = new Random(seed);
        var reader = Readers.New();
        var rules = new MailRules((string _, out LeadId lead, out int touch) => { (lead, touch) = (default, 0); return false; });
        var seeds = Seeds.Select(s => Encoding.UTF8.GetBytes(s.ReplaceLineEndings("\r\n"))).ToArray();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = Mutate(random, seeds[random.Next(seeds.Length)]);
            try
            {
                var mail = reader.Read(bytes);
                Assert.True(mail.Parts.Count() <= 200);
                if (i >= Sorted) continue;
                var deed = rules.Read(mail, Moment.Utc(2026, 3, 2));
                Assert.True(deed.Words.Length < 1_000 && (deed.Command is not Write w || w.Words.Length <= Write.WordsCharsMax));
            }
            catch (Exception e)
            {
                Assert.Fail($"LEADGRAINS_SEED={seed}, message {i}: {Convert.ToBase64String(bytes)}\n{e}");
            }
        }
        output.WriteLine($"{Mutations} read, {Sorted} of them sorted, in {watch.Elapsed.TotalSeconds:0.0} s");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("=?")]
    [InlineData("<")]
    [InlineData("=?a?Q?")]
    [InlineData("a:")]
    [InlineData("\"")]
    [InlineData("--x\n")]
    [InlineData("Content-Type: message/rfc822\n\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n--x\n")]
    [InlineData("> ")]
    [InlineData("<!--")]
    [InlineData("user a@b.c 550 5.1.1 \n")]
    public void Nothing_said_a_million_times_takes_long(string bit)
    {
        var many = string.Concat(Enumerable.Repeat(bit, 1_000_000 / bit.Length));
        var reader = Readers.New();
        var watch = Stopwatch.StartNew();
        foreach (var text in new[] { $"From: {many}\nTo: {many}\nSubject: {many}\nReferences: {many}\n\nx", $"Subject: Delivery failed\nContent-Type: text/html; boundary=x\n\n{many}", many })
            _ = new MailRules((string _, out LeadId lead, out int touch) => { (lead, touch) = (default, 0); return false; }).Read(reader.Read(Encoding.UTF8.GetBytes(text)), Moment.Utc(2026, 3, 2));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed.TotalSeconds:0.0} s");
        output.WriteLine($"{watch.Elapsed.TotalMilliseconds:0} ms");
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var bytes = seed.ToList();
        for (var i = random.Next(1, 7); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Bits[random.Next(Bits.Length)])); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(120), bytes.Count - at))); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }
        return [.. bytes];
    }
}
