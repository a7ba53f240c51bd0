namespace LeadGrains.Mail.Tests;

public sealed class MailYamlTests
{
    private const string Whole = """
        transport: smtp
        links: https://mail.mill.test/
        returnPath: bounces.mill.test
        sender:
          name: Ann of Mill Works
          company: Mill Works
          address: Mill Works, Hauptstr. 1, 10115 Berlin
          email: ann@mill.test
        smtp:
          host: relay.mill.test
          security: tls
          user: mill
          passwordEnvironment: MILL_PASSWORD
          connections: 8
          mailsPerConnection: 50
        domains:
          perMinute: 30
          atOnce: 2
          own:
            Gmail.com: 120
        """;

    [Fact]
    public void Everything_that_is_written_is_read()
    {
        var settings = Read(Whole).Settings!;
        Assert.Equal(new Sender("Ann of Mill Works", "Mill Works", "Mill Works, Hauptstr. 1, 10115 Berlin", "ann@mill.test", "https://mail.mill.test"), settings.Sender);
        Assert.Equal("bounces.mill.test", settings.ReturnPathDomain);
        var smtp = settings.Smtp!;
        Assert.Equal(("relay.mill.test", 465, SmtpSecurity.Tls, 8, 50), (smtp.Host, smtp.Port, smtp.Security, smtp.ConnectionsMax, smtp.MailsPerConnectionMax));
        Assert.Equal(("mill", "sesame"), (smtp.Credentials!.User, smtp.Credentials.Password));
        Assert.Equal(8, settings.Limits.AtOnceMax);
        Assert.Equal((120, 2), (settings.Limits.Of("gmail.com")!.Value.PerMinuteMax, settings.Limits.Of("gmail.com")!.Value.AtOnceMax));
        Assert.Equal(30, settings.Limits.Of("else.test")!.Value.PerMinuteMax);
        Assert.DoesNotContain("sesame", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_transport_it_is_the_pick_up_folder_and_may_be_the_sample()
    {
        var settings = Read("sender:\n  name: Ann\n").Settings!;
        Assert.Null(settings.Smtp);
        Assert.Equal(Sender.Sample with { Name = "Ann" }, settings.Sender);
    }

    [Fact]
    public void A_password_may_be_in_a_file_of_its_own()
    {
        var text = Whole.Replace("passwordEnvironment: MILL_PASSWORD", "passwordFile: secret", StringComparison.Ordinal);
        Assert.Equal("from a file", Read(text).Settings!.Smtp!.Credentials!.Password);
    }

    [Theory]
    [InlineData("email: ann@mill.test", "email: hello@kestrel.example", "mail.yaml:8:", "is the sample's")]
    [InlineData("email: ann@mill.test", "email: ann", "mail.yaml:8:", "no mail address")]
    [InlineData("  company: Mill Works\n", "", "mail.yaml:5:", "'company' is missing")]
    [InlineData("links: https://mail.mill.test/\n", "", "mail.yaml:1:", "'links' is missing")]
    [InlineData("links: https", "links: http", "mail.yaml:2:", "https")]
    [InlineData("returnPath: bounces.mill.test", "returnPath: b!", "mail.yaml:3:", "no domain")]
    [InlineData("security: tls", "security: none", "mail.yaml:11:", "this machine alone")]
    [InlineData("security: tls", "security: ssl", "mail.yaml:11:", "known are starttls, tls, none")]
    [InlineData("connections: 8", "connections: 800", "mail.yaml:14:", "1 to 100")]
    [InlineData("connections: 8", "conections: 8", "mail.yaml:14:", "did you mean 'connections'")]
    [InlineData("passwordEnvironment: MILL_PASSWORD", "passwordEnvironment: NOTHING", "mail.yaml:13:", "set it for the service")]
    [InlineData("passwordEnvironment: MILL_PASSWORD", "passwordFile: nothing", "mail.yaml:13:", "can't be read")]
    [InlineData("passwordEnvironment: MILL_PASSWORD", "password: sesame", "mail.yaml:13:", "doesn't belong into this file")]
    [InlineData("  user: mill\n", "", "mail.yaml:12:", "there is no user")]
    [InlineData("perMinute: 30", "perMinute: 0", "mail.yaml:17:", "1 to 100,000")]
    [InlineData("Gmail.com: 120", "Gmail: 120", "mail.yaml:19:", "no domain")]
    [InlineData("Gmail.com: 120", "Gmail.com: many", "mail.yaml:20:", "no whole number")]
    public void A_fault_has_its_line_and_says_what_to_do(string right, string wrong, string where, string words)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);
        var reading = Read(Whole.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(reading.Settings);
        Assert.Contains(reading.Faults, f => f.StartsWith(where, StringComparison.Ordinal) && f.Contains(words, StringComparison.Ordinal));
        Assert.All(reading.Faults, f => Assert.DoesNotContain("sesame", f, StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_needs_a_whole_sender()
    {
        var faults = Read("transport: smtp\nsmtp:\n  host: localhost\n  security: none\n").Faults;
        foreach (var key in new[] { "sender", "links", "name", "company", "address", "email" })
            Assert.Contains(faults, f => f.Contains($"'{key}' is missing", StringComparison.Ordinal));
    }

    private static MailReading Read(string text) => MailYaml.Read(text.ReplaceLineEndings("\n"), "mail.yaml",
        name => name == "MILL_PASSWORD" ? "sesame" : null, path => path == "secret" ? "from a file\n" : null);
}
