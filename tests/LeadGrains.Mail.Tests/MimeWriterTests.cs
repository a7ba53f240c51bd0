using System.Text;

namespace LeadGrains.Mail.Tests;

public sealed class MimeWriterTests
{
    private static readonly Mailbox From = new("news@kestrel.example", "Kestrel Works");

    [Fact]
    public void A_mail_has_every_header_that_spam_filters_and_people_look_for()
    {
        var mail = ReadBack.Parse(MimeWriter.Write(Samples.Message() with
        {
            ReplyTo = new Mailbox("answers@kestrel.example"),
            ListId = "planning.kestrel.example",
            AutoSubmitted = AutoSubmitted.Generated,
            Unsubscribe = new Uri("https://kestrel.example/u/abc"),
            UnsubscribeMailbox = new Mailbox("leave+abc@kestrel.example"),
        }));
        Assert.Equal("Mon, 01 Mar 2027 09:30:00 +0100", mail["Date"]);
        Assert.Equal("Kestrel Works <news@kestrel.example>", mail["From"]);
        Assert.Equal("Sam Sample <sam@example.com>", mail["To"]);
        Assert.Equal("answers@kestrel.example", mail["Reply-To"]);
        Assert.Equal("A question", mail["Subject"]);
        Assert.Equal("<touch-1.lead-2@kestrel.example>", mail["Message-ID"]);
        Assert.Equal("auto-generated", mail["Auto-Submitted"]);
        Assert.Equal("<planning.kestrel.example>", mail["List-Id"]);
        Assert.Equal("<https://kestrel.example/u/abc>, <mailto:leave%2Babc@kestrel.example?subject=unsubscribe>",
            mail["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail["List-Unsubscribe-Post"]);
        Assert.Equal("1.0", mail["MIME-Version"]);
        Assert.Equal(mail.Names.Distinct(StringComparer.OrdinalIgnoreCase), mail.Names);
    }

    [Fact]
    public void A_mail_that_a_person_may_answer_says_nothing_of_machines_and_lists()
    {
        var mail = Sent(Samples.Message());
        Assert.DoesNotContain(mail.Names, name => name.StartsWith("List-", StringComparison.Ordinal)
            || name is "Auto-Submitted" or "Reply-To");
    }

    [Fact]
    public void Text_comes_first_and_both_parts_come_back_as_they_were()
    {
        var text = "Grüße, 日本語 😀\n\n.\nFrom here on = fine  \n\ttab\t\n"
            + new string('ä', 300) + "\n" + new string('x', 3000) + "\n";
        var html = "<p>" + text.Replace("\n", "<br>\n") + "</p>\n";
        var mail = Sent(Samples.Message(text, html));
        Assert.Equal(["text/plain; charset=utf-8", "text/html; charset=utf-8"],
            mail.Parts.Select(part => part["Content-Type"]));
        Assert.Equal(text, mail.Parts[0].Text);
        Assert.Equal(html, mail.Parts[1].Text);
    }

    [Fact]
    public void Every_line_is_ASCII_ends_in_CRLF_and_is_short_enough()
    {
        var bytes = MimeWriter.Write(Samples.Message("a\rb\nc\r\nd\n" + new string('é', 5000), null) with
        {
            Subject = string.Join(' ', Enumerable.Repeat("Größe 日本語 😀", 40)),
            From = new Mailbox("a@b.example", string.Join(' ', Enumerable.Repeat("Jürgen", 30))),
        });
        var mail = Encoding.Latin1.GetString(bytes);
        Assert.All(bytes, b => Assert.True(b is 13 or 10 or 9 or (>= 32 and < 127)));
        Assert.DoesNotContain('\r', mail.Replace("\r\n", ""));
        Assert.DoesNotContain('\n', mail.Replace("\r\n", ""));
        Assert.All(mail.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
        Assert.EndsWith("\r\n", mail);
    }

    [Theory]
    [InlineData("Plain words")]
    [InlineData("Größe zählt")]
    [InlineData("日本語の件名はとても長いので、いくつかの符号化語に分けなければなりません。そうでしょう？もちろんそうです。")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
    [InlineData("looks like =?utf-8?B?eA==?= but isn't")]
    [InlineData("one-hundred-characters-without-any-blank-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("many ordinary words so that the line has to be folded somewhere between two of them, and later again")]
    public void A_subject_and_a_name_come_back_as_they_were(string value)
    {
        var mail = Sent(Samples.Message() with { Subject = value, To = new Mailbox("a@b.example", value) });
        Assert.Equal(value, mail["Subject"]);
        Assert.Equal($"{value} <a@b.example>", mail["To"]);
    }

    [Theory]
    [InlineData("Sample, Sam", "\"Sample, Sam\" <a@b.example>")]
    [InlineData("Sam \"S\" O\\Neil", "\"Sam \\\"S\\\" O\\\\Neil\" <a@b.example>")]
    [InlineData("Sam <x@y.example>", "\"Sam <x@y.example>\" <a@b.example>")]
    public void A_name_with_marks_is_quoted(string name, string header) =>
        Assert.Equal(header, Sent(Samples.Message() with { To = new Mailbox("a@b.example", name) })["To"]);

    [Theory]
    [InlineData("x\r\nBcc: all@example.com")]
    [InlineData("x\nBcc: all@example.com")]
    [InlineData("x\rBcc: all@example.com")]
    [InlineData("x\r\n\r\n<b>body</b>")]
    [InlineData("x\u0085Bcc: a@example.com")]
    [InlineData("x\u2028Bcc: a@example.com\0")]
    public void No_value_can_start_a_header(string attack)
    {
        var expected = Sent(Samples.Message()).Names;
        var (from, to) = (new Mailbox("a@b.example", attack), new Mailbox("c@d.example", attack));
        Assert.Equal(expected, Sent(Samples.Message() with { Subject = attack, From = from, To = to }).Names);

        Assert.Throws<ArgumentException>(() => new Mailbox(attack + "@example.com"));
        Assert.Throws<ArgumentException>(() => new Mailbox("a@" + attack));
        Assert.Throws<ArgumentException>(() => MimeWriter.Write(Samples.Message() with { MessageId = $"a@{attack}" }));
        Assert.Throws<ArgumentException>(() => MimeWriter.Write(Samples.Message() with { InReplyTo = $"a@{attack}" }));
        Assert.Throws<ArgumentException>(() => MimeWriter.Write(Samples.Message() with { ListId = attack }));
        var link = new Uri("https://example.com/" + Uri.EscapeDataString(attack));
        var names = Sent(Samples.Message() with { Unsubscribe = link }).Names;
        Assert.Equal(expected, names.Where(name => !name.StartsWith("List-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@b.example")]
    [InlineData("a@")]
    [InlineData("a b@c.example")]
    [InlineData("a@b..example")]
    [InlineData("a@b>c.example")]
    [InlineData("a,b@c.example")]
    [InlineData("ü@c.example")]
    public void An_address_that_no_header_can_hold_is_refused(string address) =>
        Assert.Throws<ArgumentException>(() => new Mailbox(address));

    [Fact]
    public void A_domain_in_another_script_becomes_ASCII() =>
        Assert.Equal("a@xn--bcher-kva.example", new Mailbox("a@bücher.example").Address);

    [Theory]
    [InlineData("http://kestrel.example/u")]
    [InlineData("mailto:leave@kestrel.example")]
    public void One_click_needs_https(string link) =>
        Assert.Throws<ArgumentException>(() =>
            MimeWriter.Write(Samples.Message() with { Unsubscribe = new Uri(link) }));

    [Fact]
    public void The_same_message_gives_the_same_bytes() =>
        Assert.Equal(MimeWriter.Write(Samples.Message()), MimeWriter.Write(Samples.Message()));

    [Fact]
    public void A_body_cannot_end_its_part()
    {
        var boundary = Sent(Samples.Message()).Boundary;
        var mail = Sent(Samples.Message($"a\n--{boundary}--\n--{boundary}\nContent-Type: text/html\n\nb\n"));
        Assert.Equal(2, mail.Parts.Count);
    }

    [Fact]
    public void The_whole_mail_is_as_agreed()
    {
        var piece = Samples.Piece("Hello{{#if lead.name}} {{lead.name}}{{/if}},\n\n- one\n- two");
        var rendered = Renderer.Render(piece, FieldValues.Sample());
        var message = Samples.Message(rendered.Text, rendered.Html) with { Subject = rendered.Title };
        Golden.Matches("mail.eml", MimeWriter.Write(message));
    }

    [Fact]
    public void Without_HTML_it_is_plain_text()
    {
        var mail = ReadBack.Parse(MimeWriter.Write(Samples.Message("Good day.\n", html: null) with { From = From }));
        Assert.Equal("text/plain; charset=utf-8", mail["Content-Type"]);
        Assert.Equal("Good day.\n", mail.Text);
    }

    private static ReadBack Sent(Message message) => ReadBack.Parse(MimeWriter.Write(message));
}
