using LeadGrains.Contract;

namespace LeadGrains.Mail.Tests.Smtp;

/// <summary>What became of a mail, at every phase in which the server may refuse, break or fall silent.</summary>
public sealed class SmtpTransportTests : IEndsAsync
{
    private readonly RecordingSink _sink = new();

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    private SmtpSettings Settings => new("localhost", _sink.Port, SmtpSecurity.None)
    {
        OpenAgainAfter = TimeSpan.FromMilliseconds(1),
        OpeningsMax = 3,
        Deadlines = new() { Command = TimeSpan.FromSeconds(5), Dot = TimeSpan.FromSeconds(5) },
    };

    [Fact]
    public async Task A_mail_arrives_byte_for_byte_with_its_envelope()
    {
        var message = Samples.Message() with { ReturnPath = new Mailbox("bounce+x@kestrel.example") };
        var sent = Assert.IsType<SendOutcome.Sent>(await Send(message));
        Assert.Equal("taken by localhost: 250 2.0.0", sent.Where);
        var mail = Assert.Single(_sink.Mails);
        Assert.Equal(("bounce+x@kestrel.example", "sam@example.com"), (mail.From, mail.To));
        Assert.Equal(System.Text.Encoding.ASCII.GetString(MimeWriter.Write(message)), mail.Text);
        Assert.Equal("", mail.Header("Sender"));
    }

#pragma warning disable format // one row per reply, in columns
    [Theory]
    [InlineData(SinkPhase.Mail,      "450 4.7.1 later",              false, false, "refused at MAIL FROM: 450 4.7.1")]
    [InlineData(SinkPhase.Mail,      "550 5.7.1 not you",            true,  false, "refused at MAIL FROM: 550 5.7.1")]
    [InlineData(SinkPhase.Mail,      "530 5.7.0 log in first",       false, false, "the server said 530 5.7.0 at MAIL FROM")]
    [InlineData(SinkPhase.Mail,      "421 4.3.2 closing",            false, false, "the server said 421 4.3.2 at MAIL FROM")]
    [InlineData(SinkPhase.Recipient, "450 4.2.0 greylisted",         false, false, "refused at RCPT TO: 450 4.2.0")]
    [InlineData(SinkPhase.Recipient, "550 5.1.1 <sam@example.com> unknown", true, true, "refused at RCPT TO: 550 5.1.1")]
    [InlineData(SinkPhase.Recipient, "550 5.7.1 spam",               true,  false, "refused at RCPT TO: 550 5.7.1")]
    [InlineData(SinkPhase.Recipient, "552 5.2.2 mailbox full",       true,  false, "refused at RCPT TO: 552 5.2.2")]
    [InlineData(SinkPhase.Recipient, "550 No such user here",        true,  true,  "refused at RCPT TO: 550")]
    [InlineData(SinkPhase.Recipient, "550 Denied by policy",         true,  false, "refused at RCPT TO: 550")]
    [InlineData(SinkPhase.Data,      "451 4.3.0 later",              false, false, "refused at DATA: 451 4.3.0")]
    [InlineData(SinkPhase.Data,      "554 5.7.1 no",                 true,  false, "refused at DATA: 554 5.7.1")]
    [InlineData(SinkPhase.Data,      "250 what?",                    false, false, "the server said 250 at DATA")]
    [InlineData(SinkPhase.Dot,       "451 4.3.0 disk full",          false, false, "refused after the final dot: 451 4.3.0")]
    [InlineData(SinkPhase.Dot,       "554 5.7.1 spam",               true,  false, "refused after the final dot: 554 5.7.1")]
    [InlineData(SinkPhase.Dot,       "550 5.1.10 not found",         true,  true,  "refused after the final dot: 550 5.1.10")]
#pragma warning restore format
    public async Task A_clear_no_is_a_refusal(SinkPhase phase, string reply, bool permanent, bool noSuchMailbox, string reason)
    {
        _sink.Script = m => m.Phase == phase ? SinkAct.Say(reply) : SinkAct.Usual;
        var refused = Assert.IsType<SendOutcome.Refused>(await Send(Samples.Message()));
        Assert.Equal((permanent, noSuchMailbox, reason), (refused.IsPermanent, refused.NoSuchMailbox, refused.Reason));
    }

    [Theory]
    [InlineData(SinkPhase.Mail), InlineData(SinkPhase.Recipient), InlineData(SinkPhase.Data), InlineData(SinkPhase.Text)]
    public async Task A_connection_that_breaks_before_the_dot_has_certainly_sent_nothing(SinkPhase phase)
    {
        // More than the buffers on the way hold; a short text and its dot are gone before anything can break.
        var mail = Samples.Message(new string('x', 60) + "\n", null);
        if (phase == SinkPhase.Text) mail = Samples.Message(string.Concat(Enumerable.Repeat(mail.Text, 140_000)), null);
        foreach (var act in new[] { SinkAct.HangUp, SinkAct.Silence })
        {
            _sink.Script = m => m.Phase == phase ? act : SinkAct.Usual;
            var refused = Assert.IsType<SendOutcome.Refused>(await Send(mail, Impatient));
            Assert.False(refused.IsPermanent);
            Assert.Empty(_sink.Mails);
        }
    }

    [Fact]
    public async Task After_the_dot_nobody_knows_and_nothing_is_tried_again()
    {
        foreach (var act in new[] { SinkAct.HangUp, SinkAct.Silence, SinkAct.Say("what?"), SinkAct.Say("354 more") })
        {
            _sink.Script = m => m.Phase == SinkPhase.Dot ? act : SinkAct.Usual;
            var (mails, connections) = (_sink.Count, _sink.Connections);
            var unclear = Assert.IsType<SendOutcome.Uncertain>(await Send(Samples.Message(), Impatient));
            Assert.EndsWith("after the final dot", unclear.Reason, StringComparison.Ordinal);
            Assert.Equal((mails + 1, connections + 1), (_sink.Count, _sink.Connections));
        }
    }

    [Theory]
    [InlineData("421 4.3.2 too busy", 3), InlineData("554 5.7.1 go away", 1)]
    public async Task A_server_that_is_busy_at_the_greeting_is_asked_again_and_no_more_than_it_may(string greeting, int tries)
    {
        _sink.Script = m => m.Phase == SinkPhase.Connect ? SinkAct.Say(greeting) : SinkAct.Usual;
        var refused = Assert.IsType<SendOutcome.Refused>(await Send(Samples.Message()));
        Assert.False(refused.IsPermanent);
        Assert.Equal(tries, _sink.Connections);
        _sink.Script = m => m is { Phase: SinkPhase.Connect, Connection: var n } && n <= tries + 1 ? SinkAct.Say("421 busy") : SinkAct.Usual;
        Assert.IsType<SendOutcome.Sent>(await Send(Samples.Message()));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_refusal_for_now()
    {
        await _sink.DisposeAsync();
        var refused = Assert.IsType<SendOutcome.Refused>(await Send(Samples.Message()));
        Assert.Equal((false, "no connection (ConnectionRefused) while connecting"), (refused.IsPermanent, refused.Reason));
    }

    [Fact]
    public async Task Mails_share_connections_until_one_has_carried_enough()
    {
        await using var transport = Senders.Open(Settings with { ConnectionsMax = 3, MailsPerConnectionMax = 10 });
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => transport.SendAsync(Samples.Message(), default).AsTask()));
        Assert.Equal(60, _sink.Count);
        Assert.InRange(_sink.OpenMax, 1, 4); // one more may still say good-bye
        Assert.InRange(_sink.Connections, 6, 9);
    }

    [Fact]
    public async Task A_refused_mail_doesn_t_cost_the_connection_and_the_next_begins_anew()
    {
        var said = new List<string>();
        _sink.Script = m =>
        {
            lock (said) said.Add(m.Line);
            return m is { Phase: SinkPhase.Recipient } && m.Line.Contains("gone@", StringComparison.Ordinal) ? SinkAct.Say("550 5.1.1 no") : SinkAct.Usual;
        };
        await using var transport = Senders.Open(Settings);
        Assert.IsType<SendOutcome.Refused>(await transport.SendAsync(Samples.Message() with { To = new Mailbox("gone@example.com") }, default));
        Assert.IsType<SendOutcome.Sent>(await transport.SendAsync(Samples.Message(), default));
        Assert.Equal(1, _sink.Connections);
        Assert.Contains("RSET", said);
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_meanwhile_is_replaced()
    {
        await using var transport = Senders.Open(Settings);
        Assert.IsType<SendOutcome.Sent>(await transport.SendAsync(Samples.Message(), default));
        foreach (var act in new[] { SinkAct.HangUp, SinkAct.Say("421 4.4.2 idle too long") })
        {
            var known = _sink.Connections;
            _sink.Script = m => m.Phase == SinkPhase.Mail && m.Connection <= known ? act : SinkAct.Usual;
            Assert.IsType<SendOutcome.Sent>(await transport.SendAsync(Samples.Message(), default));
        }
        Assert.Equal((3, 3), (_sink.Connections, _sink.Mails.Count));
    }

    [Fact]
    public async Task A_mail_that_the_server_finds_too_large_isn_t_begun()
    {
        _sink.Offers = ["SIZE 200"];
        var refused = Assert.IsType<SendOutcome.Refused>(await Send(Samples.Message()));
        Assert.True(refused.IsPermanent);
        Assert.DoesNotContain("@", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_no_EHLO_is_greeted_as_in_the_old_days()
    {
        _sink.Script = m => m.Line.StartsWith("EHLO", StringComparison.Ordinal) ? SinkAct.Say("502 what?") : SinkAct.Usual;
        Assert.IsType<SendOutcome.Sent>(await Send(Samples.Message()));
    }

    [Fact]
    public async Task Cancelled_before_it_began_nothing_is_opened()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await using var transport = Senders.Open(Settings);
            await transport.SendAsync(Samples.Message(), new CancellationToken(true));
        });
        Assert.Equal(0, _sink.Connections);
    }

    [Fact]
    public void A_line_that_begins_with_a_dot_can_t_end_the_mail()
    {
        static string Stuffed(string text) => System.Text.Encoding.ASCII.GetString(DotStuffing.Of(System.Text.Encoding.ASCII.GetBytes(text)).Span);
        Assert.Equal("a\r\n..\r\n..b\r\n", Stuffed("a\r\n.\r\n.b\r\n"));
        Assert.Equal("..\r\n", Stuffed("."));
        Assert.Equal("a.b\r\n", Stuffed("a.b\r\n"));
    }

    private static SmtpDeadlines Impatient => new() { Command = TimeSpan.FromMilliseconds(200), Text = TimeSpan.FromMilliseconds(400), Dot = TimeSpan.FromMilliseconds(200) };

    private async Task<SendOutcome> Send(Message message, SmtpDeadlines? deadlines = null)
    {
        await using var transport = Senders.Open(deadlines is null ? Settings : Settings with { Deadlines = deadlines });
        return await transport.SendAsync(message, CancellationToken.None);
    }
}
