using System.Globalization;

namespace LeadGrains.Mail;

/// <summary>Finds the lead that a message is about: the best proof there is, and never two.</summary>
internal static class Subjects
{
    private const string Touch = "touch-", Ours = "@leadgrains";

    /// <summary>Looked at in References, the latest first; threads grow long.</summary>
    private const int ReferencesMax = 30;

    /// <summary>The lead, or null when nothing in the message says.</summary>
    public static MailSubject? Of(IncomingMail mail, SortedMail sorted, ReturnPathReader returnPath)
    {
        foreach (var address in Envelope.Recipients(mail))
            if (returnPath(address.Text, out var lead, out var touch)) return new MailSubject(lead, touch, Proof.ReturnPath);
        foreach (var id in Ids(mail, sorted))
            if (TryRead(id, out var lead, out var touch)) return new MailSubject(lead, touch, Proof.MessageId);
        return Address(mail, sorted) is { } who ? new MailSubject(LeadId.Of(Identity.Email(who.Text)), null, Proof.Address) : null;
    }

    /// <summary>Reads <c>touch-7.&lt;id&gt;@leadgrains</c>, the Message-ID that every touch has.</summary>
    public static bool TryRead(string id, out LeadId lead, out int touch)
    {
        (lead, touch) = (default, 0);
        if (!id.StartsWith(Touch, StringComparison.OrdinalIgnoreCase) || !id.EndsWith(Ours, StringComparison.OrdinalIgnoreCase)) return false;
        var middle = id[Touch.Length..^Ours.Length];
        return middle.IndexOf('.') is > 0 and var dot
            && int.TryParse(middle.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out touch)
            && LeadId.TryParse(middle[(dot + 1)..], out lead);
    }

    // What came back carries our message; what a person or their mailbox answers refers to it.
    private static IEnumerable<string> Ids(IncomingMail mail, SortedMail sorted)
    {
        if (sorted is BouncedMail or ComplaintMail or UnsubscribeMail)
        {
            foreach (var original in mail.Parts.Where(p => p.IsMessage && p.Parts.Count > 0))
                foreach (var id in MessageIds.In(original.Parts[0].Headers.Raw("Message-ID"))) yield return id;
            // Reports without a part for the original quote its headers in the text.
            foreach (var part in mail.Root.Own())
                if (part.Text is { } text)
                    foreach (var line in text.Split('\n'))
                        if (line.TrimStart(' ', '>').StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))
                            foreach (var id in MessageIds.In(line[(line.IndexOf(':') + 1)..].Trim())) yield return id;
        }
        foreach (var id in MessageIds.In(mail.Headers.Raw("In-Reply-To"))) yield return id;
        foreach (var id in MessageIds.In(mail.Headers.Raw("References")).Reverse().Take(ReferencesMax)) yield return id;
    }

    private static EmailAddress? Address(IncomingMail mail, SortedMail sorted) => sorted switch
    {
        BouncedMail { Failures: [{ Recipient: { } only }] } => only,
        BouncedMail => null,
        ComplaintMail { Recipients: [var only] } => only,
        ComplaintMail => AddressList.Read(mail.Original?.Headers.Raw("To") ?? "") is [var to] ? to.Address : null,
        _ => mail.From?.Address,
    };
}
