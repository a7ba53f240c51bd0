using System.Diagnostics;
using LeadGrains.Contract;
using LeadGrains.Mail.Tests;

namespace LeadGrains.MailKit.Tests.Sending;

/// <summary>What MailKit does otherwise than our own client, and what must be the same all the same.</summary>
public sealed class MailKitPhaseTests : IEndsAsync
{
    private readonly RecordingSink _sink = new();

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    private SmtpSettings Settings => new("localhost", _sink.Port, SmtpSecurity.None)
    {
        OpenAgainAfter = TimeSpan.FromMilliseconds(1),
        OpeningsMax = 2,
        Deadlines = new() { Command = TimeSpan.FromSeconds(2), Dot = TimeSpan.FromSeconds(30) },
    };

    [Theory]
    [InlineData("450 4.7.1 later", false), InlineData("550 5.7.1 never", true)]
    public async Task Of_two_pipelined_refusals_the_first_counts_and_the_next_mail_goes(string reply, bool isPermanent)
    {
        await using var transport = new MailKitTransport(Settings, TimeProvider.System);
        _sink.Script = m => m.Phase == SinkPhase.Mail ? SinkAct.Say(reply) : m.Phase == SinkPhase.Recipient ? SinkAct.Say("503 5.5.1 MAIL first") : SinkAct.Usual;
        var refused = Assert.IsType<SendOutcome.Refused>(await transport.SendAsync(Samples.Message(), default));
        Assert.Equal((isPermanent, $"refused at MAIL FROM: {reply[..9]}"), (refused.IsPermanent, refused.Reason));
        _sink.Script = _ => SinkAct.Usual;
        Assert.IsType<SendOutcome.Sent>(await transport.SendAsync(Samples.Message(), default));
        Assert.Equal((1, 1L), (_sink.Connections, _sink.Count));
    }

    [Fact]
    public async Task A_sender_s_refusal_is_one_even_where_the_server_takes_the_recipient()
    {
        _sink.Script = m => m.Phase == SinkPhase.Mail ? SinkAct.Say("550 5.7.1 no") : SinkAct.Usual;
        await using var transport = new MailKitTransport(Settings, TimeProvider.System);
        Assert.Equal("refused at MAIL FROM: 550 5.7.1", Assert.IsType<SendOutcome.Refused>(await transport.SendAsync(Samples.Message(), default)).Reason);
        Assert.Empty(_sink.Mails);
    }

    [Theory]
    [InlineData("251 2.1.5 forwarded", typeof(SendOutcome.Sent))]
    [InlineData("530 5.7.0 log in", typeof(SendOutcome.Refused))]
    [InlineData("354 more", typeof(SendOutcome.Uncertain))]
    [InlineData("199 what", typeof(SendOutcome.Uncertain))]
    [InlineData("7", typeof(SendOutcome.Uncertain))]
    [InlineData("250", typeof(SendOutcome.Sent))]
    public async Task Every_answer_to_the_dot_is_what_the_table_says(string reply, Type outcome)
    {
        _sink.Script = m => m.Phase == SinkPhase.Dot ? SinkAct.Say(reply) : SinkAct.Usual;
        await using var transport = new MailKitTransport(Settings with { Deadlines = new() { Command = TimeSpan.FromMilliseconds(300), Dot = TimeSpan.FromMilliseconds(300) } }, TimeProvider.System);
        Assert.IsType(outcome, await transport.SendAsync(Samples.Message(), default));
        Assert.Equal(1, _sink.Count); // and not once more
    }

    [Fact]
    public async Task A_server_that_falls_silent_after_its_refusal_holds_nobody_up()
    {
        _sink.Script = m => m.Phase == SinkPhase.Dot ? SinkAct.Say("554 5.7.1 spam") : m.Phase == SinkPhase.Reset ? SinkAct.Silence : SinkAct.Usual;
        await using var transport = new MailKitTransport(Settings with { Deadlines = new() { Command = TimeSpan.FromMilliseconds(300) } }, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        Assert.True(Assert.IsType<SendOutcome.Refused>(await transport.SendAsync(Samples.Message(), default)).IsPermanent);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}"); // the dot alone has ten minutes
    }

    [Theory]
    [InlineData(SinkPhase.Hello, typeof(SendOutcome.Refused)), InlineData(SinkPhase.Mail, typeof(SendOutcome.Refused)), InlineData(SinkPhase.Dot, typeof(SendOutcome.Uncertain))]
    public async Task An_answer_without_end_is_none(SinkPhase phase, Type outcome)
    {
        var endless = string.Join("\r\n", Enumerable.Repeat("250-" + new string('x', 1_000), 300));
        _sink.Script = m => m.Phase == phase ? SinkAct.Say(endless) : SinkAct.Usual;
        await using var transport = new MailKitTransport(Settings, TimeProvider.System);
        Assert.IsType(outcome, await transport.SendAsync(Samples.Message(), default));
    }

    [Fact]
    public async Task What_else_a_server_offers_changes_no_byte()
    {
        _sink.Offers = ["PIPELINING", "SIZE 10485760", "8BITMIME", "SMTPUTF8", "CHUNKING", "BINARYMIME", "DSN"];
        var message = Samples.Message("Grüße.\n.\n..dots\n") with { To = new Mailbox("sam@müller.example") };
        var said = new List<string>();
        _sink.Script = m =>
        {
            lock (said) said.Add(m.Line);
            return SinkAct.Usual;
        };
        await using var transport = new MailKitTransport(Settings, TimeProvider.System);
        Assert.IsType<SendOutcome.Sent>(await transport.SendAsync(message, default));
        var mail = Assert.Single(_sink.Mails);
        Assert.Equal(System.Text.Encoding.ASCII.GetString(MimeWriter.Write(message)), mail.Text.Replace("\r\n..", "\r\n.", StringComparison.Ordinal));
        Assert.Equal("sam@xn--mller-kva.example", mail.To);
        Assert.Contains($"MAIL FROM:<news@kestrel.example> SIZE={MimeWriter.Write(message).Length}", said);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Sender_and_recipient_go_together_where_the_server_offers_it(bool isOffered)
    {
        await using var server = new ReadOnce(isOffered ? "PIPELINING" : "HELP");
        var settings = Settings with { Port = server.Port, OpeningsMax = 1, Deadlines = new() { Command = TimeSpan.FromMilliseconds(300) } };
        await using var transport = new MailKitTransport(settings, TimeProvider.System);
        await transport.SendAsync(Samples.Message(), default);
        var said = await server.Said;
        Assert.StartsWith("MAIL FROM", said, StringComparison.Ordinal);
        Assert.Equal(isOffered, said.Contains("RCPT TO", StringComparison.Ordinal));
    }
}
