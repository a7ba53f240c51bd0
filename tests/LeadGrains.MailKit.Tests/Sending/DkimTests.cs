using System.Security.Cryptography;
using System.Text;
using LeadGrains.Contract;
using LeadGrains.Mail.Tests;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;

namespace LeadGrains.MailKit.Tests.Sending;

/// <summary>A signature as whoever receives the mail checks it, over the key's record as DNS would have it.</summary>
public sealed class DkimTests
{
    private static readonly Message Mail = Samples.Message("Grüße.\n.\n\n\n") with
    {
        Unsubscribe = new Uri("https://kestrel.example/u/1"),
        ListId = "planning.kestrel.example",
        AutoSubmitted = AutoSubmitted.Generated,
    };

    public static TheoryData<string, string, string> Keys()
    {
        using var rsa = RSA.Create(2048);
        var curve = new Ed25519PrivateKeyParameters(new SecureRandom());
        return new()
        {
            { "rsa-sha256", rsa.ExportPkcs8PrivateKeyPem(), $"v=DKIM1; k=rsa; p={Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())}" },
            { "rsa-sha256", rsa.ExportRSAPrivateKeyPem(), $"v=DKIM1; p={Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())}" },
            { "ed25519-sha256", Pem(curve), $"v=DKIM1; k=ed25519; p={Convert.ToBase64String(curve.GeneratePublicKey().GetEncoded())}" },
        };
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_mail_that_arrives_is_vouched_for_and_not_one_byte_of_it_may_differ(string algorithm, string pem, string record)
    {
        await using var sink = new RecordingSink();
        await using (var transport = new MailKitTransport(new SmtpSettings("localhost", sink.Port, SmtpSecurity.None), TimeProvider.System, new DkimSettings("kestrel.example", "s1", pem)))
            Assert.IsType<SendOutcome.Sent>(await transport.SendAsync(Mail, default));
        var arrived = Assert.Single(sink.Mails).Text.Replace("\r\n..", "\r\n.", StringComparison.Ordinal);
        Assert.EndsWith(Encoding.ASCII.GetString(MimeWriter.Write(Mail)), arrived, StringComparison.Ordinal);
        Assert.StartsWith("DKIM-Signature: v=1", arrived, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"a={algorithm}", arrived, StringComparison.Ordinal);
        Assert.True(IsVouchedFor(arrived, record));
        foreach (var (right, wrong) in new[] { ("Subject: A question", "Subject: Another question"), ("https://kestrel.example/u/1", "https://kestrel.test/u/1"), ("Good day", "Good night"), ("news@kestrel.example", "evil@kestrel.example") })
        {
            Assert.Contains(right, arrived, StringComparison.Ordinal);
            Assert.False(IsVouchedFor(arrived.Replace(right, wrong, StringComparison.Ordinal), record), right);
        }
    }

    [Fact]
    public void One_click_unsubscribing_is_covered()
    {
        using var rsa = RSA.Create(1024);
        var signed = Encoding.ASCII.GetString(new DkimSeal(new DkimSettings("kestrel.example", "s1", rsa.ExportPkcs8PrivateKeyPem()), TimeProvider.System).Seal(MimeWriter.Write(Mail)));
        using var message = MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(signed)));
        var covered = message.Headers[HeaderId.DkimSignature]!.Split(';').Select(tag => tag.Trim()).Single(tag => tag.StartsWith("h=", StringComparison.Ordinal));
        Assert.Equal("h=from:to:subject:date:message-id:mime-version:content-type:auto-submitted:list-id:list-unsubscribe:list-unsubscribe-post", string.Concat(covered.Where(c => !char.IsWhiteSpace(c))));
        Assert.All(signed.Split("\r\n"), line => Assert.True(line.Length <= 78 && !line.Contains('\n')));
    }

    [Theory]
    [InlineData("nothing"), InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void A_key_that_is_none_is_found_at_the_start(string pem)
    {
        var fault = Assert.ThrowsAny<ArgumentException>(() => new MailKitTransport(new SmtpSettings("localhost"), TimeProvider.System, new DkimSettings("kestrel.example", "s1", pem)));
        Assert.DoesNotContain("AAAA", fault.Message, StringComparison.Ordinal);
        Assert.Equal("s1._domainkey.kestrel.example", new DkimSettings("kestrel.example", "s1", pem).ToString());
    }

    private static bool IsVouchedFor(string mail, string record)
    {
        using var message = MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(mail)));
        return new DkimVerifier(new Dns(record)).Verify(message, message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)]);
    }

    private static string Pem(AsymmetricKeyParameter key)
    {
        using var text = new StringWriter();
        using var writer = new PemWriter(text);
        writer.WriteObject(new Pkcs8Generator(key));
        return text.ToString();
    }

    private sealed class Dns(string record) : DkimPublicKeyLocatorBase
    {
        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default)
        {
            Assert.Equal(("s1", "kestrel.example"), (selector, domain));
            return GetPublicKey(record);
        }

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
