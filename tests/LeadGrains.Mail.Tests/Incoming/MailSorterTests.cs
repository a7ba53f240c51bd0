namespace LeadGrains.Mail.Tests;

public class MailSorterTests
{
    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Auto-Submitted: auto-generated (rejected)")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("X-Autorespond: Away")]
    [InlineData("X-Auto-Response-Suppress: OOF, AutoReply")]
    [InlineData("Precedence: auto_reply")]
    [InlineData("Precedence: bulk")]
    [InlineData("List-Id: <news.example.org>")]
    [InlineData("Return-Path: <>")]
    [InlineData("Subject: Automatic reply: Five questions")]
    [InlineData("Subject: Out of Office: Five questions")]
    [InlineData("Subject: Automatische Antwort: Fünf Fragen")]
    [InlineData("Subject: Abwesenheitsnotiz")]
    [InlineData("Subject: =?utf-8?Q?R=C3=A9ponse_automatique?= : ")]
    public void What_a_machine_wrote_is_never_a_letter(string header) =>
        Assert.IsType<AutomaticMail>(Letter.Sort(Letter.From(header, "I am away, please be patient.")));

    [Theory]
    [InlineData("Auto-Submitted: no")]
    [InlineData("Subject: Re: automatic lubrication")]
    [InlineData("Subject: Delivery problems with our last order")]
    [InlineData("In-Reply-To: <2@kestrel.example>\nList-Id: <buyers.example.org>")]
    [InlineData("X-Mailer: Something")]
    public void What_a_person_wrote_is_a_letter(string header) =>
        Assert.IsType<WrittenMail>(Letter.Sort(Letter.From(header, "We could talk next week. Our machines were not delivered in time.")));

    [Fact]
    public void A_bounce_that_calls_itself_an_auto_reply_is_a_bounce() =>
        Assert.IsType<BouncedMail>(Letter.Sort("From: Mailer-Daemon@example.org\nAuto-Submitted: auto-replied\nSubject: Mail delivery failed\n\nann@example.org\n  550 5.1.1 user unknown (in reply to RCPT TO)"));

    [Fact]
    public void A_read_receipt_is_no_reply() => Assert.Equal(AutomaticKind.Receipt, Assert.IsType<AutomaticMail>(Letter.Sort(
        Letter.From("Content-Type: multipart/report; report-type=disposition-notification; boundary=x\nIn-Reply-To: <1@x>",
            "--x\n\nYour message was read.\n--x\nContent-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n--x--"))).Kind);

    [Theory]
    [InlineData("Subject: unsubscribe", "")]
    [InlineData("Subject: Re: Five questions", "Please remove me from your mailing list, thank you!")]
    [InlineData("Subject: AW: Fünf Fragen", "Bitte abmelden, danke")]
    [InlineData("Subject: Re: x", "STOP\n\n> you wrote\n> unsubscribe here")]
    [InlineData("Subject: x", "Ich möchte keine weiteren E-Mails von Ihnen")]
    [InlineData("Delivered-To: unsubscribe+abc@kestrel.example", "whatever the program put here")]
    public void Asking_for_no_more_mail_is_understood(string header, string body) =>
        Assert.IsType<UnsubscribeMail>(Letter.Sort(Letter.From(header, body)));

    [Theory]
    [InlineData("Subject: How do I unsubscribe a colleague?", "She has left. Please tell me how.")]
    [InlineData("Subject: Re: x", "Please don't unsubscribe me yet, I only changed my address.")]
    [InlineData("Subject: Re: x", "Stop by on Friday if you like")]
    public void What_only_mentions_it_is_a_letter(string header, string body) =>
        Assert.IsType<WrittenMail>(Letter.Sort(Letter.From(header, body)));

    [Theory]
    [InlineData("I am out of the office and will be back on 9 March 2026.", "2026-03-09")]
    [InlineData("I will return to the office on Monday, March 9th.", "2026-03-09")]
    [InlineData("I'm on leave until 13 March and will answer then.", "2026-03-14")]
    [InlineData("Away from 2026-03-01 to 2026-03-20.", "2026-03-21")]
    [InlineData("I'll be back on 3/4/2026", "2026-03-04")]
    [InlineData("Returning to the office on Wednesday.", "2026-03-04")]
    [InlineData("Ich bin bis einschließlich 14.03. nicht im Büro.", "2026-03-15")]
    [InlineData("Ab dem 16. März 2026 bin ich wieder erreichbar.", "2026-03-16")]
    [InlineData("Ich bin wieder im Büro ab Montag.", "2026-03-09")]
    [InlineData("Vom 2.3. bis 6.3.2026 im Urlaub", "2026-03-07")]
    [InlineData("We opened on 1 May 2019 and will never close.", null)]
    [InlineData("I have left the company. Bis 2031-01-01 ist keiner da.", null)]
    [InlineData("Back on 45 March 2026", null)]
    [InlineData("Thank you for your mail.", null)]
    public void Notes_say_when_somebody_is_back(string text, string? day)
    {
        var note = Assert.IsType<AutomaticMail>(Letter.Sort(Letter.From("Auto-Submitted: auto-replied", text)));
        Assert.Equal(day is null ? null : DateOnly.Parse(day, null), note.BackOn);
    }

    [Theory]
    [InlineData("Yes, gladly.\n\nOn Mon, 2 Mar 2026 at 10:00, Kestrel <hello@kestrel.example> wrote:\n> May we call?\n", "Yes, gladly.")]
    [InlineData("Yes.\n\nOn Mon, 2 Mar 2026 at 10:00, Kestrel Works\n<hello@kestrel.example> wrote:\n\n> May we call?", "Yes.")]
    [InlineData("Ja.\n\nAm 02.03.26 um 10:00 schrieb Kestrel:\n> Dürfen wir?", "Ja.")]
    [InlineData("Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Kestrel\nGesendet: …", "Ja.")]
    [InlineData("Ja.\n\nVon: Kestrel <x@y.example>\nGesendet: Montag\nAn: Ann\nBetreff: x\n\nText", "Ja.")]
    [InlineData("Yes.\n\nFrom: Kestrel\nSent: Monday\nTo: Ann\nSubject: x\n\ntext", "Yes.")]
    [InlineData("Yes.\n-- \nAnn Meyer\nBuyer", "Yes.")]
    [InlineData("Yes.\n\nSent from my iPhone", "Yes.")]
    [InlineData("On Monday they wrote:\n> When?\nAt ten.\n> Where?\nHere.", "At ten.\nHere.")]
    public void Of_a_letter_only_the_writers_own_words_are_kept(string body, string words) =>
        Assert.Equal(words, Assert.IsType<WrittenMail>(Letter.Sort(Letter.From("Subject: Re: x", body))).Words);

    [Fact]
    public void Of_HTML_the_text_is_kept_and_nothing_that_runs() => Assert.Equal("Yes & <no>\nnext",
        Assert.IsType<WrittenMail>(Letter.Sort(Letter.From("Content-Type: text/html", "<style>p{}</style><script>alert(1)</script><p>Yes &amp; &lt;no&gt;</p><!-- x --><div>next</div>"))).Words);

    [Theory]
    [InlineData("abuse", typeof(ComplaintMail))]
    [InlineData("auth-failure", typeof(AutomaticMail))]
    [InlineData("not-spam", typeof(AutomaticMail))]
    public void Only_a_persons_complaint_is_one(string type, Type kind) => Assert.IsType(kind, Letter.Sort(
        Letter.From("Content-Type: multipart/report; report-type=feedback-report; boundary=x", $"--x\nContent-Type: message/feedback-report\n\nFeedback-Type: {type}\nVersion: 1\n--x--")));
}
