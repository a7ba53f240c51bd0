using System.Text.RegularExpressions;

namespace LeadGrains.Mail;

/// <summary>
/// What servers say, by reason; the first row that fits decides. What speaks against giving a mailbox up comes before
/// what speaks for it.
/// </summary>
internal static class FailureRules
{
    private static Regex Says(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

#pragma warning disable format // one row per reason, the wording's source beside it
    private static readonly (FailureReason Reason, Regex Says)[] Words =
    [
        // Exim, Postfix: the phase; RFC 3463 x.1.7 and x.1.8 are the sender's address.
        (FailureReason.SenderRefused,    Says(@"after mail from|in reply to mail from|(mail from|sender|from:?) (address|domain|header|verif)|(unroutable|invalid|unknown|bad) sender|sender (not|was|is) |senders? (rejected|denied)|addresses in from|[^\d.]5\.1\.[78][^\d.]")),
        // RFC 3463 x.4.6 and the many loop detectors.
        (FailureReason.Network,          Says(@"too many hops|mail loop|loops? back|routing loop|duplicated message-id")),
        // Postfix 4.7.x, Yahoo TSS04, GoDaddy IB607, Google 4.2.1.
        (FailureReason.TooManyAtOnce,    Says(@"too many (concurrent |simultaneous )?(connections?|recipients|messages|mails|e-?mails|sessions|invalid)|(rate|connection|sending|hourly|daily) limit|limit(ed)? exceeded for|throttl|too (fast|quickly|frequent)|receiving mail at a rate|unexpected volume|try again later|temporarily deferred")),
        // Google 5.7.25, RFC 8601 iprev.
        (FailureReason.NoReverseName,    Says(@"reverse[- ](dns|lookup|name|host|mapping)|\bptr\b|\brdns\b|forward dns entry|fcrdns|resolve your (ip|host)|cannot find your (host|reverse)")),
        // RFC 7489, RFC 7208; Google 5.7.26, Yahoo 5.7.9.
        (FailureReason.NotAuthenticated, Says(@"\b(dmarc|dkim|spf|arc)\b|(un|not )authenticated|authentication (checks?|results|failed|failure|required)|authenticat(e|ion) with")),
        // Spamhaus, Barracuda, Microsoft S3140/SC-00x, and everybody else.
        (FailureReason.Blocked,          Says(@"(black|block|deny|ban)[- ]?list|\b(dns)?rbl\b|dnsbl|spamhaus|spamcop|sorbs|client host|blocked (using|by|for)|(is|was|been|are) (listed|blocked)\b.{0,40}(ip|spam|abuse|list|network)|reputation|weren'?t sent|banned|(your|sending|invalid|from) (ip|host|server|network|mail server)\b|from [\d.]+ (weren|was|were|refused)")),
        (FailureReason.Spam,             Says(@"spam|\bjunk\b|unsolicited|bulk (mail|e-?mail)|\bube\b|unwanted")),
        (FailureReason.Content,          Says(@"virus|malware|trojan|infected|attachment|(message|mail|its?) (content|body)|content (rejected|filter|error)|media error|header error|not rfc|rfc ?(2|5)[38]22|multiple 550")),
        (FailureReason.Relaying,         Says(@"relay(ing)? (access )?(denied|not (permitted|allowed)|prohibited|operation rejected)|(unable|not allowed|cannot|refus\w+) to relay|no relaying|not relay|address is not verified")),
        (FailureReason.TooBig,           Says(@"(message|mail) (is |was )?(too (big|large|long)|size)|size (limit )?exceed|exceed\w* .{0,40}(message|maximum|max) size|larger than|(message|mail) size limit")),
        (FailureReason.MailboxFull,      Says(@"(mailbox|inbox|mail ?folder|maildir|user|account|recipient|box)\b.{0,30}\bfull|full (mailbox|inbox)|quota|(insufficient|not enough|out of|exceed\w* its|no) (mailbox |disk |storage )?(storage|space)|storage (limit|space)|postfach.{0,30}voll|bo[iî]te.{0,30}pleine")),
        // RFC 3463 x.2.1; Google DisabledUser, La Poste LPN007, docomo.
        (FailureReason.Suspended,        Says(@"(account|mailbox|user|recipient|address|domain)\b.{0,40}\b(disabled|suspended|suspend|blocked|frozen|locked|deactivated|inactive|not active|expired|bloqu[eé]|gesperrt|deaktiviert)|(disabled|suspended|inactive|deactivated|expired|frozen|over-?due) (recipient|user|account|mailbox|address)|temporarily (disabled|blocked|unavailable)|on hold")),
        // Microsoft 365 answers so for whom its directory doesn't know (directory based edge blocking).
        (FailureReason.UserUnknown,      Says(@"5\.4\.1 .{0,300}recipient address rejected: access denied")),
        (FailureReason.Policy,           Says(@"polic(y|ies)|security|access (is )?denied|not (allowed|permitted|authorized)|permission|prohibited|forbidden|restricted|administrative|rejected for|authrequired|verification failed")),

        // RFC 3463 x.1.6; RFC 5321 reply 551.
        (FailureReason.Moved,            Says(@"(has|have) moved|user moved|moved (to|away)|(no longer|not) (at|with|works? (at|for|here)|our|a) (this|us|customer|company|employee|organi[sz]ation)|changed (his|her|their|its) (e-?mail )?address")),
        // RFC 7505, RFC 7504 (521, 556), qmail.
        (FailureReason.TakesNoMail,      Says(@"(does|do)(n't| not) (accept|receive|take) (any )?(e-?)?mail|null ?mx|couldn't find a mail exchanger|no mail (exchanger|server|host) .{0,40}found")),
        // Resolvers that may know more the next time.
        (FailureReason.Network,          Says(@"try again|temporary (dns|lookup|resolution|name)|servfail|dns (server|query|time)")),
        // RFC 3463 x.1.2, x.4.4; Sendmail, Postfix, Exim, qmail, Exchange.
        (FailureReason.HostUnknown,      Says(@"host unknown|unknown host|host (or domain )?(name )?(\S+\.\S+ )?(was )?not found|no such (domain|host)|domain (name )?.{0,60}(does ?n[o']t exist|not found|not exist|is invalid|couldn't be found)|unroute?able( mail)? (address|domain)|couldn't find any host|(invalid|illegal|bad|nonexistent|non-existent) (mail |e-?mail |recipient )?(domain|host)|name or service not known|nxdomain|bad destination (system|host|domain|mailbox domain)|all relevant mx records point to non-existent|mx (lookup|record).{0,40}(failed|not found)|no (mx|a|dns) record|unknown (mail )?domain|unresolvable")),
        // RFC 3463 x.1.1; the wordings of some thirty servers, a few of them not in English.
        (FailureReason.UserUnknown,      Says(@"(user|recipient|mailbox|account|addressee|alias|local[- ]?part|login|subscriber|person|e-?mail address|address)( name)?\b.{0,60}\b(unknown|is not recognized|not (found|known|exist|listed|local)|does ?n[o']?t exist|do not exist|doesn't have|not exist|invalid|not valid|could not be found|couldn't be found|wasn't found|not handled here|inexistant|inconnu|unbekannt|existiert nicht|no existe)|unknown (or illegal )?(user|recipient|account|mailbox|address|local|login|rcpt|alias|addressee|name)|no such (user|mailbox|recipient|address|account|person|local|name|alias|e-?mail)|(invalid|bad|illegal|unrecognized|undeliverable|inactive|nonexistent|non-existent) (user|recipient|mailbox|address|e-?mail|destination mailbox|final delivery)|no mailbox (here|by|with|found)|no (user|account|recipient|mailbox) (by|with|here|found|exists|named)|not a (valid|known|local|registered) (user|mailbox|recipient|address|account)|unable to (find|verify) (user|recipient|address)|destinataire.{0,40}(inconnu|invalide)|empf(ä|ae|a)nger.{0,40}(unbekannt|existiert|nicht gefunden)|usuario (desconocido|no existe)|utente sconosciuto|000c05a6|not listed in .{0,40}(directory|address book)")),

        (FailureReason.System,           Says(@"(internal|system|local|configuration|mailer|server|operating system|queue file|input/output|temporary local) .{0,20}(error|problem|failure)|mailer error|service (is )?(currently |temporarily )?(unavailable|not available)|\bldap\b|disk full|insufficient system|failed to read|command output|local delivery failed|no such file")),
        (FailureReason.Network,          Says(@"connection (timed out|refused|reset|lost|closed|dropped|was)|network (error|is unreachable|unreachable)|unreachable|no route|socket error|unable to (connect|contact)|did not accept our requests to connect|not reachable|not responding|(host|name) (name )?lookup|starttls|\btls\b")),
        (FailureReason.Expired,          Says(@"expired|delay(ed)?\b|retry time|time(d)?[ -]?out|too long|giving up|given up|long time|still undelivered|could not (be )?deliver\w* (for|within)|not delivered within|delivery failed \d+ attempts|deferred|warning message only")),
        (FailureReason.Syntax,           Says(@"syntax|(command|parameter) .{0,20}not (implemented|recognized|supported)|(bad|improper|out of) sequence|malformed|need rcpt")),
    ];
#pragma warning restore format

    /// <summary>By what was said, in lower case.</summary>
    public static FailureReason ByWords(string text)
    {
        foreach (var (reason, says) in Words)
            if (says.IsMatch(text)) return reason;
        return FailureReason.Unclear;
    }

    /// <summary>By the code alone, where the words say nothing (RFC 3463, 3; RFC 7505, 7504).</summary>
    public static FailureReason ByStatus(string? status, int? reply) => (status is null ? "" : status[2..], reply) switch
    {
        ("1.1" or "1.3", _) => FailureReason.UserUnknown,
        ("1.2", _) => FailureReason.HostUnknown,
        ("1.6", _) or ("", 551) => FailureReason.Moved,
        ("1.10", _) or ("", 556) => FailureReason.TakesNoMail,
        ("1.7" or "1.8", _) => FailureReason.SenderRefused,
        ("2.1", _) => FailureReason.Suspended,
        ("2.2", _) or ("", 452 or 552) => FailureReason.MailboxFull,
        ("2.3" or "3.4", _) => FailureReason.TooBig,
        // What Postfix, Exchange and SES say when no server for the domain can be found.
        ("4.4", _) => FailureReason.HostUnknown,
        ("4.6", _) => FailureReason.Network,
        ("4.7", _) => FailureReason.Expired,
        ({ Length: > 0 } s, _) => s[0] switch
        {
            '3' => FailureReason.System,
            '4' => FailureReason.Network,
            '5' => FailureReason.Syntax,
            '6' => FailureReason.Content,
            '7' => FailureReason.Policy,
            _ => FailureReason.Unclear,
        },
        (_, >= 400 and < 500) => FailureReason.Expired,
        _ => FailureReason.Unclear,
    };

    /// <summary>Will nobody ever be reached there?</summary>
    public static bool IsForGood(FailureReason reason) => reason
        is FailureReason.UserUnknown or FailureReason.HostUnknown or FailureReason.Moved or FailureReason.TakesNoMail;
}
