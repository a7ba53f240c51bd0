using System.Security.Cryptography;
using LeadGrains.Engine;

namespace LeadGrains.Mail;

/// <summary>The sections <c>dkim</c> and <c>imap</c>.</summary>
public static partial class MailYaml
{
    private static DkimSettings? Dkim(Section file, Sender sender, TransportKind transport, bool isCluster, Func<string, string?> read)
    {
        if (file.Pairs("dkim").Count == 0) return null;
        var section = file.Inner("dkim");
        if (!isCluster) file.Fault("dkim", "only the cluster edition signs mail; let the relay sign it, and leave this out");
        else if (transport != TransportKind.Smtp) file.Fault("dkim", "there is no server to sign for; write transport: smtp, or leave this out");
        section.Need("selector", "which of the domain's keys it is, such as s1");
        section.Need("keyFile", "the path of the private key in PEM");
        var domain = section.Text("domain") ?? DomainOf(sender.Email);
        if (!IsDomain(domain)) section.Fault("domain", $"'{Words.Short(domain)}' is no domain; write one such as kestrel.example");
        // Only then does it count for the address that people see (RFC 7489, 3.1.1).
        else if (!$".{DomainOf(sender.Email)}".EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase))
            section.Fault("domain", $"mail is from {DomainOf(sender.Email)}, and a signature of {Words.Short(domain)} doesn't count for it; write that domain or one above it");
        var selector = section.Text("selector");
        if (selector is not null && !IsDomain($"{selector}.x")) section.Fault("selector", $"'{Words.Short(selector)}' is no selector; write letters, digits and hyphens");
        var key = section.Text("keyFile") is { } path ? PrivateKey(section, path, read) : null;
        section.Done();
        return key is null || selector is null ? null : new DkimSettings(domain, selector, key);
    }

    private static string? PrivateKey(Section section, string path, Func<string, string?> read)
    {
        const int rsaBitsMin = 1_024; // RFC 8301, 3.2
        var pem = read(path);
        if (pem is null) section.Fault("keyFile", $"{path} can't be read");
        else if (!pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal)) section.Fault("keyFile", $"{path} has no private key in PEM");
        else if (pem.Contains("ENCRYPTED", StringComparison.Ordinal)) section.Fault("keyFile", $"the key in {path} is locked with a password; write it without");
        else if (RsaBits(pem) is { } bits and < rsaBitsMin) section.Fault("keyFile", $"the key in {path} has {bits} bits; receivers refuse less than {rsaBitsMin:N0}");
        else return pem;
        return null;
    }

    // Null where it is of another kind; the signer says which it knows.
    private static int? RsaBits(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    private static ImapSettings? Imap(Section file, bool isCluster, Func<string, string?> environment, Func<string, string?> read)
    {
        if (file.Pairs("imap").Count == 0) return null;
        var section = file.Inner("imap");
        if (!isCluster) file.Fault("imap", "only the cluster edition reads a folder; use 'leadgrains mail in', and leave this out");
        section.Need("host", "the server's name");
        var startsPlain = section.Word("security", ImapSecurityWord.Tls) == ImapSecurityWord.Starttls;
        var settings = new ImapSettings(section.Text("host") ?? "localhost", Within(section, "port", section.Number("port", startsPlain ? 143 : 993), 1, 65_535), startsPlain)
        {
            Credentials = Credentials(section, environment, read),
            TrustedPem = Trusted(section, read),
            Folder = section.Text("folder") ?? "INBOX",
            TakesInquiries = section.Word("inquiries", Truth.False) == Truth.True,
        };
        section.Done();
        return settings;
    }

    private static string DomainOf(string email) => email[(email.LastIndexOf('@') + 1)..];

    // As the file spells it; there is no reading in the clear.
    private enum ImapSecurityWord { Tls, Starttls }

    private enum Truth { False, True }
}
