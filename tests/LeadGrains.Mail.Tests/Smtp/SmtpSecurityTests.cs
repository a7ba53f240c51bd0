using LeadGrains.Contract;

namespace LeadGrains.Mail.Tests.Smtp;

/// <summary>Nothing of value goes over a connection that isn't what it seems.</summary>
public sealed class SmtpSecurityTests : IEndsAsync
{
    private readonly RecordingSink _sink = new() { Certificate = SinkCertificate.For("localhost") };
    private readonly List<string> _said = [];

    public SmtpSecurityTests()
    {
        _sink.Offers = ["SIZE", "AUTH PLAIN LOGIN"];
        _sink.Script = m =>
        {
            lock (_said) _said.Add(m.Line);
            return SinkAct.Usual;
        };
    }

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Theory]
    [InlineData(SmtpSecurity.StartTls), InlineData(SmtpSecurity.Tls)]
    public async Task A_mail_and_a_password_go_encrypted_to_the_server_that_was_meant(SmtpSecurity security)
    {
        _sink.TlsAtOnce = security == SmtpSecurity.Tls;
        Assert.IsType<SendOutcome.Sent>(await Send(Settings(security)));
        var mail = Assert.Single(_sink.Mails);
        Assert.Equal((true, "ann:sesame"), (mail.Secure, mail.User));
    }

    [Fact]
    public async Task A_server_with_LOGIN_only_is_served()
    {
        _sink.Offers = ["AUTH LOGIN"];
        Assert.IsType<SendOutcome.Sent>(await Send(Settings(SmtpSecurity.StartTls)));
        Assert.Equal("ann:sesame", Assert.Single(_sink.Mails).User);
    }

    [Fact]
    public async Task Without_STARTTLS_neither_mail_nor_password_is_sent()
    {
        _sink.Certificate = null;
        var refused = Assert.IsType<SendOutcome.Refused>(await Send(Settings(SmtpSecurity.StartTls)));
        Assert.False(refused.IsPermanent);
        Assert.Empty(_sink.Mails);
        Assert.DoesNotContain(_said, line => line.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Equal(1, _sink.Connections); // it won't get better by asking again at once
    }

    [Theory]
    [InlineData("elsewhere.example", 2), InlineData("localhost", -1)]
    public async Task A_certificate_for_another_name_or_out_of_date_is_not_trusted(string name, int validDays)
    {
        _sink.Certificate = SinkCertificate.For(name, validDays);
        var refused = Assert.IsType<SendOutcome.Refused>(await Send(Settings(SmtpSecurity.StartTls)));
        Assert.Contains("isn't trustworthy", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(_sink.Mails);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        Assert.IsType<SendOutcome.Refused>(await Send(Settings(SmtpSecurity.StartTls) with { TrustedPem = null }));
        Assert.Empty(_sink.Mails);
    }

    [Fact]
    public async Task What_somebody_put_in_before_the_encryption_is_refused()
    {
        _sink.Script = m => m.Phase == SinkPhase.StartTls ? SinkAct.Say("220 go ahead\r\n250 injected") : SinkAct.Usual;
        Assert.IsType<SendOutcome.Refused>(await Send(Settings(SmtpSecurity.StartTls)));
    }

    [Fact]
    public async Task A_wrong_password_is_a_refusal_for_now_and_isn_t_told()
    {
        _sink.Script = m => m.Phase == SinkPhase.Auth ? SinkAct.Say("535 5.7.8 ann sesame is wrong") : SinkAct.Usual;
        var refused = Assert.IsType<SendOutcome.Refused>(await Send(Settings(SmtpSecurity.StartTls)));
        Assert.Equal((false, "the server said 535 5.7.8 at AUTH"), (refused.IsPermanent, refused.Reason));
        Assert.Equal(1, _sink.Connections); // more tries would lock the account
    }

    [Fact]
    public void A_password_over_an_open_connection_is_refused_before_anything_is_opened()
    {
        Assert.Throws<ArgumentException>(() => Senders.Open(Settings(SmtpSecurity.None)));
        Assert.DoesNotContain("sesame", Settings(SmtpSecurity.Tls).ToString(), StringComparison.Ordinal);
    }

    private SmtpSettings Settings(SmtpSecurity security) => new("localhost", _sink.Port, security)
    {
        Credentials = new SmtpCredentials("ann", "sesame"),
        TrustedPem = _sink.Certificate?.ExportCertificatePem(),
        OpenAgainAfter = TimeSpan.FromMilliseconds(1),
    };

    private static async Task<SendOutcome> Send(SmtpSettings settings)
    {
        await using var transport = Senders.Open(settings);
        return await transport.SendAsync(Samples.Message(), CancellationToken.None);
    }
}
