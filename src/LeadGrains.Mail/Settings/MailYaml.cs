using System.Net;
using LeadGrains.Engine;

namespace LeadGrains.Mail;

/// <summary>
/// Reads <c>mail.yaml</c>. <c>docs/sending.md</c> lists every key with its default and range. Every fault is told, with its
/// line and what to do. A password is never in the file: it comes from the environment or a file of its own.
/// </summary>
public static partial class MailYaml
{
    /// <summary>A password file with more than this is another file.</summary>
    private const int PasswordCharsMax = 1_024;

    private enum TransportKind { Pickup, Smtp }

    /// <summary>The settings, or all faults.</summary>
    /// <param name="environment">A variable's value, or null.</param>
    /// <param name="read">A file's text, or null when it can't be read.</param>
    /// <param name="isCluster">Sections that only the cluster edition knows are read; else they are faults, since mail that
    /// isn't signed or isn't fetched would be noticed late.</param>
    public static MailReading Read(string text, string fileName, Func<string, string?> environment, Func<string, string?> read, bool isCluster = false)
    {
        var faults = new FaultBook(fileName);
        if (YamlTree.Read(text, faults, "docs/sending.md") is not { } map) return Faulty(faults);
        var file = new Section(map, "", faults);
        var transport = file.Word("transport", TransportKind.Pickup);
        var sender = Sender(file, isReal: transport == TransportKind.Smtp);
        var returnPath = file.Text("returnPath");
        if (returnPath is not null && !IsDomain(returnPath))
            file.Fault("returnPath", $"'{Words.Short(returnPath)}' is no domain; write one such as bounces.kestrel.example");
        var server = file.Inner("smtp");
        if (transport == TransportKind.Smtp) file.Need("smtp", "the server: host, port, security");
        var smtp = Server(server, environment, read);
        var limits = Limits(file.Inner("domains"), smtp.ConnectionsMax);
        var (dkim, imap) = (Dkim(file, sender, transport, isCluster, read), Imap(file, isCluster, environment, read));
        file.Done();
        return faults.Found.Count > 0 ? Faulty(faults) : new MailReading(new MailSettings
        {
            Sender = sender,
            ReturnPathDomain = returnPath,
            Smtp = transport == TransportKind.Smtp ? smtp : null,
            Dkim = dkim,
            Imap = imap,
            Limits = transport == TransportKind.Smtp ? limits : SendingLimits.None,
        }, []);
    }

    private static Sender Sender(Section file, bool isReal)
    {
        var (sample, section) = (Mail.Sender.Sample, file.Inner("sender"));
        if (isReal)
        {
            file.Need("sender", "who writes: name, company, address and email, since a server sends to real people");
            if (file.Text("links") is null) file.Need("links", "the address under which people reach this server, such as https://mail.kestrel.example");
            foreach (var (key, wanted) in new[] { ("name", "the name that people see"), ("company", "the company"), ("address", "the postal address, which the law wants in every mail"), ("email", "the address that answers go to") })
                section.Need(key, wanted);
        }
        var sender = new Sender(section.Text("name") ?? sample.Name, section.Text("company") ?? sample.Company,
            section.Text("address") ?? sample.PostalAddress, section.Text("email") ?? sample.Email, (file.Text("links") ?? sample.LinkBase).TrimEnd('/'));
        if (!IsMailbox(sender.Email)) section.Fault("email", $"'{Words.Short(sender.Email)}' is no mail address; write one such as hello@kestrel.example");
        else if (isReal && sender.Email.EndsWith("@kestrel.example", StringComparison.OrdinalIgnoreCase))
            section.Fault("email", $"{sender.Email} is the sample's; write an address of your own");
        // A list's one-click address must be https (RFC 8058, 3.1).
        if (!Uri.TryCreate(sender.LinkBase, UriKind.Absolute, out var link) || link.Scheme != Uri.UriSchemeHttps || link.Query.Length > 0)
            file.Fault("links", $"'{Words.Short(sender.LinkBase)}' must be an https address without a query; one-click unsubscribe wants that");
        section.Done();
        return sender;
    }

    private static SmtpSettings Server(Section section, Func<string, string?> environment, Func<string, string?> read)
    {
        var security = section.Word("security", SmtpSecurityWord.Starttls) switch
        {
            SmtpSecurityWord.Tls => SmtpSecurity.Tls,
            SmtpSecurityWord.None => SmtpSecurity.None,
            _ => SmtpSecurity.StartTls,
        };
        var standard = new SmtpSettings(section.Text("host") ?? "localhost", section.Number("port", security == SmtpSecurity.Tls ? 465 : 587), security);
        Within(section, "port", standard.Port, 1, 65_535);
        if (security == SmtpSecurity.None && !IsHere(standard.Host))
            section.Fault("security", $"'none' is for this machine alone, and {Words.Short(standard.Host)} is another; write starttls or tls");
        var settings = standard with
        {
            Credentials = Credentials(section, environment, read),
            TrustedPem = Trusted(section, read),
            ConnectionsMax = Within(section, "connections", section.Number("connections", standard.ConnectionsMax), 1, 100),
            MailsPerConnectionMax = Within(section, "mailsPerConnection", section.Number("mailsPerConnection", standard.MailsPerConnectionMax), 1, 10_000),
        };
        if (security == SmtpSecurity.None && settings.Credentials is not null)
            section.Fault("user", "a password is never sent over an open connection; write security: starttls or tls, or leave user out");
        section.Done();
        return settings;
    }

    private static SmtpCredentials? Credentials(Section section, Func<string, string?> environment, Func<string, string?> read)
    {
        var (user, variable, path) = (section.Text("user"), section.Text("passwordEnvironment"), section.Text("passwordFile"));
        if (section.Text("password") is not null)
            section.Fault("password", "a password doesn't belong into this file; write passwordEnvironment: NAME or passwordFile: PATH");
        var key = variable is not null ? "passwordEnvironment" : "passwordFile";
        if (user is null)
        {
            if ((variable ?? path) is not null) section.Fault(key, "there is no user to this password; write user too");
            return null;
        }
        if (variable is not null == path is not null)
        {
            section.Fault("user", "a user needs either passwordEnvironment: NAME or passwordFile: PATH");
            return null;
        }
        var password = variable is not null ? environment(variable) : read(path!)?.TrimEnd('\r', '\n');
        if (string.IsNullOrEmpty(password))
            section.Fault(key, variable is not null ? $"the environment has no {Words.Short(variable)}; set it for the service" : $"{path} can't be read, or is empty");
        else if (password.Length > PasswordCharsMax || password.Any(char.IsControl))
            section.Fault(key, "that is no password: it is too long, or has more than one line");
        else return new SmtpCredentials(user, password);
        return null;
    }

    private static string? Trusted(Section section, Func<string, string?> read)
    {
        if (section.Text("trust") is not { } path) return null;
        var pem = read(path);
        if (pem?.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal) is true) return pem;
        section.Fault("trust", $"{path} can't be read, or has no certificate in PEM");
        return null;
    }

    private static SendingLimits Limits(Section section, int connections)
    {
        var standard = MailSettings.DomainDefault;
        var every = new DomainLimit(Within(section, "perMinute", section.Number("perMinute", standard.PerMinuteMax), 1, 100_000),
            Within(section, "atOnce", section.Number("atOnce", standard.AtOnceMax), 1, 1_000));
        var own = new Dictionary<string, DomainLimit>();
        foreach (var (pair, perMinute) in section.Numbers("own"))
        {
            if (!IsDomain(pair.Key)) section.Fault("own", $"'{Words.Short(pair.Key)}' is no domain; write one such as gmail.com: 120");
            own[pair.Key.ToLowerInvariant()] = every with { PerMinuteMax = Within(section, "own", perMinute, 1, 100_000) };
        }
        section.Done();
        return new SendingLimits { AtOnceMax = connections, PerDomain = every, Domains = own };
    }

    private static int Within(Section section, string key, int value, int least, int most)
    {
        if (value < least || value > most) section.Fault(key, $"{key} is {value:N0}; {least:N0} to {most:N0} are allowed");
        return value;
    }

    private static bool IsHere(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsDomain(string text) => text.Contains('.', StringComparison.Ordinal) && IsMailbox($"x@{text}");

    private static bool IsMailbox(string text)
    {
        try
        {
            return new Mailbox(text).Address.Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static MailReading Faulty(FaultBook faults) => new(null, [.. faults.Found.Select(f => f.ToString())]);

    // As the file spells it: STARTTLS is one word.
    private enum SmtpSecurityWord { Starttls, Tls, None }
}
