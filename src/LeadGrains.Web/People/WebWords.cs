using System.Globalization;

namespace LeadGrains.Web;

/// <summary>Every text of the pages for people, in one language; the fields that begin in the program stay as they are there.</summary>
internal sealed record WebWords
{
    private static readonly WebWords English = new();

    /// <summary>The words of a language; English where there are none.</summary>
    public static WebWords For(string language) => language switch { _ => English };

    public string Language { get; init; } = "en";

    // Any page.
    public string NotFoundTitle { get; init; } = "This link doesn't work";
    public string NotFound { get; init; } = "It may have been cut off on its way. Please copy all of it from the mail, or answer the mail: a person reads it.";
    public string GoneTitle { get; init; } = "This link is too old";
    public string Gone { get; init; } = "Please use the link of a newer mail, or answer one: a person reads it.";
    public string ForgottenTitle { get; init; } = "Nothing is kept about you";
    public string Forgotten { get; init; } = "You were erased at your wish. You won't hear from us unless you ask us again.";
    public string BusyTitle { get; init; } = "Too much at once";
    public string Busy { get; init; } = "Nothing was changed. Please try again in a minute.";
    public string WrongTitle { get; init; } = "Something isn't right yet";
    public string BackToForm { get; init; } = "Back to the form";
    public string Saved { get; init; } = "Saved. It holds from now on.";

    // Preferences.
    public string PreferencesTitle { get; init; } = "What you hear from us";
    public Func<string, string> PreferencesFor { get; init; } = reach => $"These are the choices of {reach}.";
    public string AllOffNow { get; init; } = "You hear nothing from us at present.";
    public Func<Moment, string> QuietUntil { get; init; } = at => $"We are quiet until {EnglishDay(at)}.";
    public Func<Channel, string> ByChannel { get; init; } = channel => channel switch
    {
        Channel.Email => "By e-mail",
        Channel.Call => "By telephone",
        Channel.Message => "By text message",
        _ => "By post",
    };
    public string RhythmLegend { get; init; } = "How often?";
    public string RhythmLabel { get; init; } = "At most";
    public string RhythmAsProposed { get; init; } = "As you think best";
    public Func<int, string> Rhythm { get; init; } = days => days switch
    {
        7 => "once a week",
        14 => "every two weeks",
        28 => "every four weeks",
        61 => "every two months",
        91 => "every three months",
        182 => "twice a year",
        366 => "once a year",
        _ => $"every {days.ToString("D", CultureInfo.InvariantCulture)} days",
    };
    public string PreferredLabel { get; init; } = "Preferably";
    public string NoPreference { get; init; } = "No preference";
    public string PauseLegend { get; init; } = "A pause";
    public string PauseLabel { get; init; } = "Be quiet for";
    public string NoPause { get; init; } = "No change";
    public string EndPause { get; init; } = "Write to me again now";
    public Func<int, string> PauseFor { get; init; } = days => days switch { 30 => "a month", 91 => "three months", 182 => "half a year", _ => $"{days.ToString("D", CultureInfo.InvariantCulture)} days" };
    public string PauseUntilDay { get; init; } = "until this day:";
    public string Save { get; init; } = "Save";
    public string AllOff { get; init; } = "Stop everything";
    public string MyDataLink { get; init; } = "See, export or erase what we hold about you";

    // Unsubscribe.
    public string UnsubscribeTitle { get; init; } = "Unsubscribe";
    public Func<string, string> UnsubscribeAsk { get; init; } = reach => $"Shall we stop writing to {reach}?";
    public string UnsubscribeMail { get; init; } = "Stop all mail";
    public string UnsubscribeAll { get; init; } = "Stop mail, calls and letters";
    public string Unsubscribed { get; init; } = "Done. You won't get any more mail from us.";
    public string UnsubscribedAll { get; init; } = "Done. You won't hear from us any more.";
    public string RatherLess { get; init; } = "Rather less often, or only some topics?";

    // Readiness.
    public string ReadinessTitle { get; init; } = "Is it time?";
    public string ReadinessAsk { get; init; } = "Please confirm your answer; you can change it here.";
    public string Exploring { get; init; } = "I am still looking around";
    public string Talk { get; init; } = "I would like to talk to somebody now";
    public string Later { get; init; } = "Not before:";
    public string LaterLabel { get; init; } = "When may we ask again?";
    public Func<int, string> LaterIn { get; init; } = days => days switch { 91 => "in three months", 182 => "in half a year", _ => "in a year" };
    public string Confirm { get; init; } = "Confirm";
    public string ReadinessThanks { get; init; } = "Thank you. We go by that from now on.";
    public string ChooseAnswer { get; init; } = "Please choose one of the answers.";

    // Question.
    public string QuestionTitle { get; init; } = "One question";
    public string QuestionThanks { get; init; } = "Thank you. What we send you next takes it into account.";
    public string Send { get; init; } = "Send";

    // Double opt-in.
    public string ConfirmTitle { get; init; } = "Please confirm";
    public string ConfirmAsk { get; init; } = "You asked for this. We begin only when you confirm it:";
    public string ConfirmButton { get; init; } = "Yes, I agree";
    public string Confirmed { get; init; } = "Thank you, it is confirmed. You can take it back at any time; each mail has a link for that.";

    // Click-through.
    public string GoTitle { get; init; } = "One moment";
    public Func<string, string> GoTo { get; init; } = host => $"This link leads to {host}.";
    public string GoOn { get; init; } = "Continue";

    // My data.
    public string DataTitle { get; init; } = "What we hold about you";
    public string DataPerson { get; init; } = "You";
    public string DataFacts { get; init; } = "What you told us, and what we found out";
    public string DataConsents { get; init; } = "What you allowed, and what you withdrew";
    public string DataSent { get; init; } = "What we sent you";
    public string Nothing { get; init; } = "Nothing.";
    public string Export { get; init; } = "Download all of it as JSON";
    public string EraseLegend { get; init; } = "Be forgotten";
    public string EraseExplained { get; init; } = "Everything above is erased. Only a fingerprint of your address stays, so that nobody writes to it again by mistake.";
    public string EraseCheck { get; init; } = "Yes, erase everything about me";
    public string EraseButton { get; init; } = "Erase";
    public string EraseUnchecked { get; init; } = "Please tick the box, so that nobody is erased by accident.";

    public Func<Moment, string> Day { get; init; } = EnglishDay;

    private static string EnglishDay(Moment at) => at.ToDateTimeOffset().ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
