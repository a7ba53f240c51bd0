using LeadGrains.Contract;
using LeadGrains.Mail.Tests;

namespace LeadGrains.MailKit.Tests.Sending;

/// <summary>Access tokens instead of passwords, and how often anything is tried.</summary>
public sealed class TokenTests : IEndsAsync
{
    private readonly RecordingSink _sink = new() { Certificate = SinkCertificate.For("localhost") };
    private readonly List<string> _said = [];

    public TokenTests() => _sink.Script = m =>
    {
        lock (_said) _said.Add(m.Line);
        return SinkAct.Usual;
    };

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    private SmtpSettings Settings => new("localhost", _sink.Port)
    {
        TrustedPem = _sink.Certificate!.ExportCertificatePem(),
        OpenAgainAfter = TimeSpan.FromMilliseconds(1),
    };

    [Theory]
    [InlineData("OAUTHBEARER", "auth=Bearer opensesame"), InlineData("XOAUTH2", "user=ann@mill.test\u0001auth=Bearer opensesame")]
    public async Task A_token_is_asked_for_at_each_connection(string way, string said)
    {
        _sink.Offers = [$"AUTH PLAIN {way}"];
        var asked = new List<string>();
        TokenSource tokens = (host, _) =>
        {
            asked.Add(host);
            return new(new AccessToken("ann@mill.test", "opensesame"));
        };
        await using var transport = new MailKitTransport(Settings with { MailsPerConnectionMax = 1 }, TimeProvider.System, tokens: tokens);
        for (var n = 0; n < 2; n++) Assert.IsType<SendOutcome.Sent>(await transport.SendAsync(Samples.Message(), default));
        Assert.Equal(["localhost", "localhost"], asked);
        Assert.All(_sink.Mails, mail => Assert.Contains(said, mail.User, StringComparison.Ordinal));
        Assert.All(_sink.Mails, mail => Assert.True(mail.Secure));
    }

    [Fact]
    public async Task A_token_that_can_t_be_had_is_a_refusal_for_now()
    {
        await using var transport = new MailKitTransport(Settings, TimeProvider.System, tokens: (_, _) => throw new HttpRequestException("opensesame"));
        var refused = Assert.IsType<SendOutcome.Refused>(await transport.SendAsync(Samples.Message(), default));
        Assert.False(refused.IsPermanent);
        Assert.DoesNotContain("opensesame", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_in_one_way_once()
    {
        _sink.Offers = ["AUTH PLAIN LOGIN"];
        _sink.Script = m =>
        {
            lock (_said) _said.Add(m.Line);
            return m.Phase == SinkPhase.Auth ? SinkAct.Say("535 5.7.8 no") : SinkAct.Usual;
        };
        await using var transport = new MailKitTransport(Settings with { Credentials = new SmtpCredentials("ann", "sesame") }, TimeProvider.System);
        Assert.IsType<SendOutcome.Refused>(await transport.SendAsync(Samples.Message(), default));
        Assert.Single(_said, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_never_shows_itself_nor_goes_over_an_open_connection()
    {
        Assert.Equal("ann:***", new AccessToken("ann", "opensesame").ToString());
        Assert.Throws<ArgumentException>(() => new MailKitTransport(new SmtpSettings("localhost", 25, SmtpSecurity.None), TimeProvider.System,
            tokens: (_, _) => new(new AccessToken("ann", "opensesame"))));
    }
}
