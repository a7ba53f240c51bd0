using System.Security.Cryptography;

namespace LeadGrains.Mail.Tests;

/// <summary>The sections of <c>mail.yaml</c> that the cluster edition alone knows.</summary>
public sealed class MailYamlClusterTests
{
    private static readonly string Key = RSA.Create(2048).ExportPkcs8PrivateKeyPem(), Short = RSA.Create(512).ExportPkcs8PrivateKeyPem();

    private const string Whole = """
        transport: smtp
        links: https://mail.mill.test/
        sender:
          name: Ann of Mill Works
          company: Mill Works
          address: Mill Works, Hauptstr. 1, 10115 Berlin
          email: ann@news.mill.test
        smtp:
          host: relay.mill.test
        dkim:
          selector: s1
          domain: mill.test
          keyFile: dkim.pem
        imap:
          host: mail.mill.test
          security: starttls
          folder: Bounces
          inquiries: true
          user: bounces
          passwordEnvironment: MILL_PASSWORD
        """;

    [Fact]
    public void Everything_that_is_written_is_read()
    {
        var settings = Read(Whole).Settings!;
        Assert.Equal(("mill.test", "s1", Key), (settings.Dkim!.Domain, settings.Dkim.Selector, settings.Dkim.KeyPem));
        var imap = settings.Imap!;
        Assert.Equal(("mail.mill.test", 143, true, "Bounces", "bounces", "sesame"), (imap.Host, imap.Port, imap.StartsPlain, imap.Folder, imap.Credentials!.User, imap.Credentials.Password));
        Assert.True(imap.TakesInquiries);
        Assert.DoesNotContain("PRIVATE KEY", settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_out_is_as_usual()
    {
        var settings = Read(Whole.Replace("  domain: mill.test\n", "", StringComparison.Ordinal).Replace("  security: starttls\n  folder: Bounces\n  inquiries: true\n", "", StringComparison.Ordinal)).Settings!;
        Assert.Equal("news.mill.test", settings.Dkim!.Domain);
        Assert.Equal((993, false, "INBOX"), (settings.Imap!.Port, settings.Imap.StartsPlain, settings.Imap.Folder));
        var none = Read(Whole[..Whole.IndexOf("dkim:", StringComparison.Ordinal)]).Settings!;
        Assert.Equal((null, null), (none.Dkim, none.Imap));
    }

    [Theory]
    [InlineData("domain: mill.test", "domain: else.test", "mail.yaml:12:", "doesn't count for it")]
    [InlineData("domain: mill.test", "domain: ill.test", "mail.yaml:12:", "doesn't count for it")]
    [InlineData("domain: mill.test", "domain: mill", "mail.yaml:12:", "no domain")]
    [InlineData("selector: s1", "selector: s 1", "mail.yaml:11:", "no selector")]
    [InlineData("  selector: s1\n", "", "mail.yaml:11:", "'selector' is missing")]
    [InlineData("keyFile: dkim.pem", "keyFile: nothing", "mail.yaml:13:", "can't be read")]
    [InlineData("keyFile: dkim.pem", "keyFile: other", "mail.yaml:13:", "no private key")]
    [InlineData("keyFile: dkim.pem", "keyFile: short.pem", "mail.yaml:13:", "512 bits")]
    [InlineData("keyFile: dkim.pem", "keyfile: dkim.pem", "mail.yaml:13:", "did you mean 'keyFile'")]
    [InlineData("host: mail.mill.test\n", "port: 993\n", "mail.yaml:15:", "'host' is missing")]
    [InlineData("security: starttls", "security: none", "mail.yaml:16:", "known are tls, starttls")]
    [InlineData("inquiries: true", "inquiries: maybe", "mail.yaml:18:", "known are false, true")]
    [InlineData("folder: Bounces", "port: 70000", "mail.yaml:17:", "1 to 65,535")]
    [InlineData("passwordEnvironment: MILL_PASSWORD", "password: sesame", "mail.yaml:20:", "doesn't belong into this file")]
    public void A_fault_has_its_line_and_says_what_to_do(string right, string wrong, string where, string words)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);
        var reading = Read(Whole.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(reading.Settings);
        Assert.Contains(reading.Faults, f => f.StartsWith(where, StringComparison.Ordinal) && f.Contains(words, StringComparison.Ordinal));
        Assert.All(reading.Faults, f => Assert.DoesNotContain("sesame", f, StringComparison.Ordinal));
    }

    [Fact]
    public void The_embedded_edition_says_that_it_does_neither()
    {
        var faults = Read(Whole, isCluster: false).Faults;
        Assert.Equal(["mail.yaml:10: only the cluster edition signs mail; let the relay sign it, and leave this out",
            "mail.yaml:14: only the cluster edition reads a folder; use 'leadgrains mail in', and leave this out"], faults);
    }

    private static MailReading Read(string text, bool isCluster = true) => MailYaml.Read(text.ReplaceLineEndings("\n"), "mail.yaml",
        name => name == "MILL_PASSWORD" ? "sesame" : null, path => path switch { "dkim.pem" => Key, "short.pem" => Short, "other" => "nothing", _ => null }, isCluster);
}
