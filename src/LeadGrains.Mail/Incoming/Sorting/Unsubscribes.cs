using System.Text.RegularExpressions;

namespace LeadGrains.Mail;

/// <summary>Mail that says "no more mail": to the mailbox of our List-Unsubscribe header, or in a few plain words.</summary>
internal static class Unsubscribes
{
    /// <summary>A longer letter says more than that, and somebody should read it.</summary>
    public const int WordsCharsMax = 160;

    // The whole of a subject, or the whole of a text: "how do I unsubscribe my colleague" is a letter.
    private static readonly Regex Says = new(
        @"^\W*((please|pls|kindly|bitte|hi|hello|hallo|dear (sir|madam|team|all))\W+)*"
        + @"(unsubscribe( me)?|opt[- ]?(me )?out|remove( me| my (e-?mail )?address| us)?|take me off|stop( (sending|mailing|e-?mailing|contacting))?( me)?( (these|your|any|more))*( (e-?mails?|mails?|messages?|newsletters?))?"
        + @"|(no more|do not send( me)?( any)?( more)?|don't send( me)?( any)?( more)?|do not contact me|don't contact me)( (e-?mails?|mails?|newsletters?))?( any ?more)?"
        + @"|abmelden|abmeldung|abbestellen|austragen|newsletter (abbestellen|abmelden)|(melden sie|melde) mich (bitte )?ab|(nehmen sie|streichen sie|löschen sie|tragen sie) mich .{0,60}|(ich )?(möchte|will) (bitte )?keine .{0,60}|keine (weiteren )?(e-?mails?|mails|newsletter|werbung)( mehr)?"
        + @"|d[ée]sinscription|d[ée]sabonner|me d[ée]sinscrire|darme de baja|baja|cancellami|disiscrivimi|uitschrijven|afmelden)"
        + @"(\W+(from|of|off|me|my|this|your|all|the|any|more|list|lists|mailing|e-?mail|e-?mails|newsletter|newsletters|please|bitte|thanks|thank|you|danke|vielen|dank|now|immediately|sofort|vom|von|ihrem|ihren|verteiler|address|adresse|database))*\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);

    private static readonly Regex Prefix = new(@"^(\s*(re|aw|sv|antw|fwd?|wg)\s*:)*\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>An unsubscription, or null.</summary>
    public static SortedMail? Read(IncomingMail mail)
    {
        var words = LetterText.OwnWords(mail);
        var subject = mail.Subject[Prefix.Match(mail.Subject).Length..].Trim();
        return IsToMailbox(mail) || (subject.Length <= WordsCharsMax && Says.IsMatch(subject) && words.Length <= WordsCharsMax)
            || (words.Length is > 0 and <= WordsCharsMax && Says.IsMatch(words)) ? new UnsubscribeMail() : null;
    }

    // mailto:unsubscribe@…, also with a token behind a plus sign.
    private static bool IsToMailbox(IncomingMail mail) => Envelope.Recipients(mail)
        .Any(a => a.Text.StartsWith("unsubscribe", StringComparison.Ordinal) && a.Text["unsubscribe".Length] is '@' or '+' or '-');
}
