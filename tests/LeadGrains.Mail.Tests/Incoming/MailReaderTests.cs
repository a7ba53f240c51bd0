using System.Text;

namespace LeadGrains.Mail.Tests;

public class MailReaderTests
{
    [Fact]
    public void Folded_headers_and_encoded_words_are_read()
    {
        var mail = Letter.Read("Subject: =?utf-8?B?R3LDvMOf?=\n =?utf-8?Q?e_aus_K=C3?=\n\t=?utf-8?Q?=B6ln?= (kurz)\nFrom: =?iso-8859-1?Q?J=FCrgen?= <j@example.org>\n\nx");
        Assert.Equal("Grüße aus Köln (kurz)", mail.Subject);
        Assert.Equal(("j@example.org", "Jürgen"), (mail.From!.Value.Address.Text, mail.From.Value.Name));
    }

    [Theory]
    [InlineData("filename*=utf-8''gr%C3%BC%C3%9Fe.txt", "grüße.txt")]
    [InlineData("filename*0*=utf-8''gr%C3%BC; filename*1=sse.txt", "grüsse.txt")]
    [InlineData("filename=\"a \\\"b\\\"; c.txt\"", "a \"b\"; c.txt")]
    [InlineData("filename=\"=?utf-8?Q?=C3=BC?=\"", "ü")]
    public void Parameters_are_read_as_RFC_2231_and_everybody_else_writes_them(string written, string read) =>
        Assert.Equal(read, MediaType.Read($"text/plain; {written}").Parameter("filename"));

    [Theory]
    [InlineData("base64", "R3LDvMOf\nZQ==", "utf-8", "Grüße")]
    [InlineData("base64", "R3LDvM!Of ZQ", "utf-8", "Grüße")]
    [InlineData("quoted-printable", "Gr=C3=BC=\n=C3=9Fe=", "utf-8", "Grüße=")]
    [InlineData("quoted-printable", "Gr=FC=DFe", "iso-8859-1", "Grüße")]
    [InlineData("8bit", "Grüße", "no-such-charset", "Grüße")]
    [InlineData("", "Grüße", "us-ascii", "Grüße")]
    public void Text_is_decoded_as_far_as_it_can_be(string coding, string body, string charset, string text) =>
        Assert.Equal(text, Letter.Read($"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {coding}\n\n{body}").Root.Text);

    [Fact]
    public void Bytes_that_are_no_UTF8_are_read_as_Windows_1252() => Assert.Equal("Gr\u00fc\u00df \u20ac",
        Readers.New().Read((byte[])[.. "\n\nX: y\n\nGr"u8, 0xFC, 0xDF, (byte)' ', 0x80]).Root.Text);

    [Fact]
    public void Parts_within_parts_are_found_and_the_original_with_them()
    {
        var mail = Letter.Read("""
            From ann@example.org Mon Mar  2 10:00:00 2026
            Content-Type: multipart/report; boundary="a b"

            preamble
            --a b
            Content-Type: multipart/alternative; boundary=in

            --in

            text
            --in
            Content-Type: text/html

            <p>html
            --in--
            --a b
            Content-Type: message/rfc822

            Message-ID: <touch-1.x@leadgrains>
            Subject: ours

            body
            --a b--
            epilogue
            """);
        Assert.Equal(["multipart/report", "multipart/alternative", "text/plain", "text/html", "message/rfc822", "text/plain"], mail.Parts.Select(p => p.Type.Name));
        Assert.Equal("text", mail.Root.Own().First(p => p.Text is not null).Text);
        Assert.Equal("ours", mail.Original!.Headers.Text("Subject"));
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed\n\n--x\nContent-Type: text/plain\n\nfound\n--x--")]
    [InlineData("Content-Type: multipart/mixed; boundary=wrong\n\n--x\nContent-Type: text/plain\n\nfound")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nfound")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\nfound")]
    [InlineData("no header here\nContent-Type: text/plain\n\nfound")]
    [InlineData("found")]
    public void What_is_broken_is_read_as_far_as_it_goes(string text) =>
        Assert.Contains("found", string.Concat(Letter.Read(text).Parts.Select(p => p.Text)), StringComparison.Ordinal);

    [Fact]
    public void Addresses_hide_neither_in_names_nor_in_comments()
    {
        Assert.Equal(["b@example.org"], Addresses("\"a@example.com, <c@example.com>\" <b@example.org>"));
        Assert.Equal(["b@example.org"], Addresses("=?utf-8?Q?evil=40example=2Ecom_=3Cevil=40example=2Ecom=3E?= <b@example.org>"));
        Assert.Equal(["b@example.org"], Addresses("b@example.org (c@example.com)"));
        Assert.Equal(["a@example.org", "b@example.org"], Addresses("team: a@example.org, Bob <b@example.org>;"));

        static IEnumerable<string> Addresses(string raw) => AddressList.Read(raw).Select(a => a.Address.Text);
    }

    [Fact]
    public void Every_limit_leaves_something_out_and_says_so()
    {
        ReaderLimits limits = new() { MessageBytesMax = 2_000, DepthMax = 2, PartsMax = 5, HeadersMax = 10, HeaderBytesMax = 50, TextBytesMax = 100, LineCharsMax = 20 };
        string[] texts =
        [
            "A: b\n\n" + new string('x', 5_000),
            string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 10)) + "x",
            "Content-Type: multipart/mixed; boundary=x\n" + string.Concat(Enumerable.Repeat("\n--x\n\na", 20)),
            string.Concat(Enumerable.Repeat("A: b\n", 20)) + "\nx",
            "A: " + new string('x', 100) + "\n\nx",
            "A: b\n\n" + new string('x', 200),
        ];
        Assert.All(texts, text => Assert.True(Readers.New(limits: limits).Read(Encoding.UTF8.GetBytes(text)).IsCut, text[..30]));
        Assert.All(Readers.New(limits: limits).Read(Encoding.UTF8.GetBytes(texts[5])).Root.Text!.Split('\n'), line => Assert.True(line.Length <= 20));
    }

    [Fact]
    public void After_its_time_no_further_part_is_opened()
    {
        var time = new SlowClock();
        var mail = Readers.New(time).Read(Encoding.UTF8.GetBytes("Content-Type: multipart/mixed; boundary=x\n" + string.Concat(Enumerable.Repeat("\n--x\n\na", 100))));
        Assert.True(mail.IsCut);
        Assert.InRange(mail.Root.Parts.Count, 1, 10);
    }

    [Fact]
    public void A_guessed_boundary_with_a_stray_CR_is_no_trap()
    {
        // The first boundary line ends in CR and a tab, the next one in CR LF: there the mark is longer than the line.
        var mail = Readers.New().Read("Content-Type: multipart/report\r\n\r\n--x\r\t\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x\r\nmore\r\n"u8.ToArray());
        Assert.NotNull(mail.Root);
    }

    [Fact]
    public void What_is_kept_of_strangers_words_is_plain_text_within_bounds()
    {
        Assert.Equal("a b c", PlainWords.Line(" a\u0000\r\n\u001b b\u202e\u200b\t c ", 100));
        Assert.Equal("<script>alert(1)</script>", PlainWords.Line("<script>alert(1)</script>", 100));
        Assert.Equal(100, PlainWords.Line(new string('x', 1000), 100).Length);
        Assert.Equal("a\n\nb", PlainWords.Text("\n\na\r\n\n\n\u0007\nb\n\n", 100));
        Assert.InRange(PlainWords.Text(string.Concat(Enumerable.Repeat("😀\n", 1000)), 101).Length, 90, 101);
    }

    // Each look takes a quarter of a second.
    private sealed class SlowClock : TimeProvider
    {
        private long _looks;
        public override long TimestampFrequency => 4;
        public override long GetTimestamp() => _looks++;
    }
}
