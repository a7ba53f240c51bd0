using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadGrains.Mail;

/// <summary>
/// Writes a mail as bytes: ASCII, CRLF only, header lines within 78 characters where their words allow it and body
/// lines within 76.
/// The same message gives the same bytes. No value can start a header of its own: control characters become blanks, and
/// an id or address that holds one is refused.
/// </summary>
public static class MimeWriter
{
    /// <summary>The whole mail.</summary>
    /// <exception cref="ArgumentException">An id isn't <c>left@right</c> in printable ASCII, or the one-click
    /// address isn't https.</exception>
    public static byte[] Write(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var mail = new StringBuilder(message.Text.Length * 2 + (message.Html?.Length ?? 0) * 2);
        Headers(mail, message);
        if (message.Html is null)
        {
            Part(mail, "plain", message.Text);
            return Encoding.ASCII.GetBytes(mail.ToString());
        }
        // "=_" can't occur in quoted-printable, so that no body can hold the boundary (RFC 2045, 6.7).
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(message.MessageId));
        var boundary = "=_" + Convert.ToHexStringLower(hash.AsSpan(0, 12));
        mail.Append("Content-Type: multipart/alternative;\r\n boundary=\"").Append(boundary).Append("\"\r\n\r\n");
        mail.Append("--").Append(boundary).Append("\r\n");
        Part(mail, "plain", message.Text);
        mail.Append("\r\n--").Append(boundary).Append("\r\n");
        Part(mail, "html", message.Html);
        mail.Append("\r\n--").Append(boundary).Append("--\r\n");
        return Encoding.ASCII.GetBytes(mail.ToString());
    }

    private static void Headers(StringBuilder mail, Message message)
    {
        mail.Append(HeaderText.Fold("Date", [DateTime(message.Date)]));
        mail.Append(HeaderText.Mailbox("From", message.From));
        mail.Append(HeaderText.Mailbox("To", message.To));
        if (message.ReplyTo is { } replyTo) mail.Append(HeaderText.Mailbox("Reply-To", replyTo));
        mail.Append(HeaderText.Unstructured("Subject", message.Subject));
        mail.Append(HeaderText.Fold("Message-ID", [HeaderText.Id(message.MessageId)]));
        if (message.InReplyTo is { } original)
            mail.Append(HeaderText.Fold("In-Reply-To", [HeaderText.Id(original)]))
                .Append(HeaderText.Fold("References", [HeaderText.Id(original)]));
        if (message.AutoSubmitted is not AutoSubmitted.No)
            mail.Append(HeaderText.Fold("Auto-Submitted", [Word(message.AutoSubmitted)]));
        Unsubscribing(mail, message);
        mail.Append("MIME-Version: 1.0\r\n");
    }

    private static void Unsubscribing(StringBuilder mail, Message message)
    {
        if (message.ListId is { } list) mail.Append(HeaderText.Fold("List-Id", [$"<{ListName(list)}>"]));
        List<string> ways = [];
        if (message.Unsubscribe is { } link)
            ways.Add(link.IsAbsoluteUri && link.Scheme == Uri.UriSchemeHttps ? $"<{link.AbsoluteUri}>"
                : throw new ArgumentException("One-click needs an https address (RFC 8058, 3.1).", nameof(message)));
        if (message.UnsubscribeMailbox is { } mailbox)
            ways.Add($"<mailto:{Uri.EscapeDataString(mailbox.Address).Replace("%40", "@")}?subject=unsubscribe>");
        if (ways.Count > 0) mail.Append(HeaderText.Fold("List-Unsubscribe", string.Join(", ", ways).Split(' ')));
        if (message.Unsubscribe is not null) mail.Append("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
    }

    private static void Part(StringBuilder mail, string subtype, string text)
    {
        mail.Append("Content-Type: text/").Append(subtype).Append("; charset=utf-8\r\n")
            .Append("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
        QuotedPrintable.Append(mail, text);
    }

    private static string ListName(string list) => list.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        ? list : throw new ArgumentException("A List-Id must be letters, digits, dots and hyphens.", nameof(list));

    private static string Word(AutoSubmitted how) => how is AutoSubmitted.Replied ? "auto-replied" : "auto-generated";

    // RFC 5322, 3.3
    private static string DateTime(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + (date.Offset < TimeSpan.Zero ? "-" : "+") + date.Offset.ToString("hhmm", CultureInfo.InvariantCulture);
}
