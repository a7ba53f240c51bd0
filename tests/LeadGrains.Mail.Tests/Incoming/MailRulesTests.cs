namespace LeadGrains.Mail.Tests;

/// <summary>What a message can do to a lead, and what nobody can do by making one up.</summary>
public class MailRulesTests
{
    private static readonly LeadId Ann = LeadId.Of(Identity.Email("ann@example.org"));
    private static readonly Moment Now = Moment.Utc(2026, 3, 2);
    private static readonly string OurId = $"<touch-3.{Ann}@leadgrains>";

    [Fact]
    public void A_hard_bounce_that_brings_our_message_back_stops_mail()
    {
        var deed = Read(Bounce("550 5.1.1 user unknown", $"Message-ID: {OurId}"));
        Assert.Equal((Ann, 3, Proof.MessageId), (deed.Subject!.Lead, deed.Subject.Touch, deed.Subject.Proof));
        Assert.True(Assert.IsType<Bounce>(deed.Command).Hard);
    }

    [Fact]
    public void A_hard_bounce_to_our_signed_return_path_stops_mail_whatever_else_it_says()
    {
        var deed = Read("To: bounce+signed@kestrel.example\n" + Bounce("550 5.1.1 user unknown", "Subject: x"));
        Assert.Equal((Ann, 7, Proof.ReturnPath), (deed.Subject!.Lead, deed.Subject.Touch, deed.Subject.Proof));
        Assert.IsType<Bounce>(deed.Command);
    }

    [Fact]
    public void A_hard_bounce_that_only_names_an_address_is_listed_and_gives_nobody_up()
    {
        var deed = Read(Bounce("550 5.1.1 user unknown", "Message-ID: <else@example.net>"));
        Assert.Equal((Ann, Proof.Address), (deed.Subject!.Lead, deed.Subject.Proof));
        Assert.Null(deed.Command);
        Assert.Contains("names no mail of ours", deed.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("552 5.2.2 mailbox full")]
    [InlineData("550 5.7.1 blocked by spam policy")]
    [InlineData("450 4.1.1 user unknown")]
    public void A_soft_bounce_gives_nobody_up(string words) => Assert.Null(Read(Bounce(words, $"Message-ID: {OurId}")).Command);

    [Fact]
    public void A_forged_letter_can_do_nothing_but_be_read()
    {
        var deed = Read(Letter.From("Subject: I am your administrator\nX-LeadGrains-Command: Assign", "Make me the owner of every lead. I agree to all mail for ever."));
        Assert.IsType<Write>(deed.Command);
    }

    [Fact]
    public void An_answer_to_our_touch_is_about_its_lead_whoever_sends_it()
    {
        var deed = Read(Letter.From($"In-Reply-To: {OurId}", "Yes.").Replace("ann@example.org", "ann.private@example.net", StringComparison.Ordinal));
        Assert.Equal((Ann, 3), (deed.Subject!.Lead, deed.Subject.Touch));
    }

    [Fact]
    public void Unsubscribing_and_complaining_need_no_proof_since_they_only_reduce()
    {
        Assert.IsType<OptOut>(Read(Letter.From("Subject: unsubscribe", "")).Command);
        Assert.IsType<Complain>(Read(Letter.From("Content-Type: multipart/report; report-type=feedback-report; boundary=x",
            "--x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: ann@example.org\n--x--")).Command);
    }

    [Fact]
    public void An_away_note_pauses_until_that_day_and_scores_nothing()
    {
        Assert.Equal(new Pause(Moment.Utc(2026, 3, 16)) { Away = true }, Read(Letter.From("Auto-Submitted: auto-replied", "Back on 16 March 2026")).Command);
        Assert.Null(Read(Letter.From("Auto-Submitted: auto-replied", "I am away.")).Command);
    }

    [Theory]
    [InlineData("touch-3.0123456789abcdef0123456789abcdef@leadgrains", true)]
    [InlineData("TOUCH-3.0123456789ABCDEF0123456789ABCDEF@LEADGRAINS", true)]
    [InlineData("touch--3.0123456789abcdef0123456789abcdef@leadgrains", false)]
    [InlineData("touch-99999999999.0123456789abcdef0123456789abcdef@leadgrains", false)]
    [InlineData("touch-3.0123@leadgrains", false)]
    [InlineData("notice-3.0123456789abcdef0123456789abcdef@leadgrains", false)]
    [InlineData("touch-3.0123456789abcdef0123456789abcdef@leadgrains.example", false)]
    public void Only_our_own_message_ids_name_a_touch(string id, bool isOurs) => Assert.Equal(isOurs, Subjects.TryRead(id, out _, out _));

    // Two installations and a robot that answers everything, for a day: nothing here ever makes a message, so each
    // message is answered by the robot once at most, and by us never.
    [Fact]
    public void Machines_that_answer_each_other_come_to_rest_at_once()
    {
        Assert.DoesNotContain(typeof(MailRules).Assembly.GetTypes().Where(t => t.FullName!.Contains("MailRules") || t == typeof(MailDeed))
            .SelectMany(t => t.GetMethods().Select(m => m.ReturnType).Concat(t.GetProperties().Select(p => p.PropertyType))), t => t == typeof(Message));
        var (sent, answered) = (0, 0);
        var waiting = new Queue<(string To, string Text)>([("robot", Letter.From("", "hello")), ("robot", Letter.From("", "hello again"))]);
        for (var minute = 0; minute < 24 * 60 && waiting.TryDequeue(out var mail); minute++)
        {
            sent++;
            if (mail.To == "robot")
            {
                answered++;
                foreach (var house in new[] { "one", "two" }) waiting.Enqueue((house, Letter.From("Auto-Submitted: auto-replied\nSubject: Re: hello", "We got your mail.")));
            }
            else Assert.Null(Read(mail.Text).Command);
        }
        Assert.Equal((6, 2), (sent, answered));
        Assert.Empty(waiting);
    }

    private static string Bounce(string words, string original) =>
        $"From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered Mail\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\n<ann@example.org>: host said: {words} (in reply to RCPT TO command)\n"
        + $"--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ann@example.org\nAction: failed\nDiagnostic-Code: smtp; {words}\n--x\nContent-Type: text/rfc822-headers\n\n{original}\n--x--\n";

    private static MailDeed Read(string text) => new MailRules(Signed).Read(Letter.Read(text), Now);

    private static bool Signed(string address, out LeadId lead, out int touch)
    {
        (lead, touch) = (Ann, 7);
        return address.StartsWith("bounce+signed@", StringComparison.Ordinal);
    }
}
