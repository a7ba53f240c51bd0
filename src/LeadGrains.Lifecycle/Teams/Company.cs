using System.Security.Cryptography;
using System.Text;

namespace LeadGrains.Lifecycle;

/// <summary>
/// Which company somebody writes from, as far as an address tells: for colleagues to reach the same owner (Q11). Only
/// a hash is kept, so that a private domain names nobody.
/// </summary>
public static class Company
{
    // Mailboxes for everybody: two people there are no colleagues. The large ones; a missing one costs a lead that goes
    // to somebody who had a stranger of the same provider.
    private static readonly HashSet<string> ForEverybody =
    [
        "gmail.com", "googlemail.com", "icloud.com", "me.com", "mac.com", "aol.com", "msn.com", "passport.com",
        "proton.me", "protonmail.com", "pm.me", "tutanota.com", "fastmail.com", "hey.com", "zoho.com", "mail.com",
        "web.de", "freenet.de", "t-online.de", "arcor.de", "posteo.de", "mailbox.org", "bluewin.ch", "aon.at",
        "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr", "libero.it", "virgilio.it", "tiscali.it",
        "btinternet.com", "sky.com", "talktalk.net", "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "cox.net",
        "uol.com.br", "bol.com.br", "terra.com.br", "ig.com.br", "mail.ru", "bk.ru", "inbox.ru", "list.ru", "ukr.net",
        "seznam.cz", "wp.pl", "onet.pl", "interia.pl", "o2.pl", "qq.com", "163.com", "126.com", "sina.com", "foxmail.com",
        "naver.com", "daum.net", "hanmail.net", "rediffmail.com", "bigpond.com", "telenet.be", "ziggo.nl", "kpnmail.nl",
    ];

    // These have a domain in every country.
    private static readonly string[] Everywhere = ["yahoo.", "ymail.", "hotmail.", "outlook.", "live.", "gmx.", "yandex."];

    /// <summary>
    /// 16 hex digits, the same for everybody at the domain of an address; null for no address, and for a provider of
    /// mailboxes for everybody.
    /// </summary>
    public static string? Of(string? email)
    {
        if (!EmailAddress.TryParse(email, out var address)) return null;
        var domain = address.Domain;
        if (ForEverybody.Contains(domain)) return null;
        foreach (var start in Everywhere)
            if (domain.StartsWith(start, StringComparison.Ordinal)) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(domain), hash);
        return Convert.ToHexStringLower(hash[..8]);
    }
}
