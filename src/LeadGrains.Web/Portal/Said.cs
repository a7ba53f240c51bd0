namespace LeadGrains.Web.Portal;

/// <summary>What is said after a command, by the word in the address.</summary>
internal static class Said
{
    /// <summary>For people; null for a word that isn't ours.</summary>
    public static string? Of(string? done) => done switch
    {
        null => null,
        "accept" => "The lead is yours. The first contact is due; its time is below.",
        "decline" => "Declined. It goes to the next one on the ladder.",
        "contacted" => "Contact noted.",
        "disposition" => "Noted how far you are.",
        "recycle" => "Returned to nurturing; it comes back when it is time.",
        "won" => "Won. Well done.",
        "lost" => "Closed as lost, with its reason.",
        "answer" or "correct" => "Noted; the score is as of now.",
        "assign" => "It is offered to them now.",
        "qualify" => "Qualified; it goes to the next free hand.",
        "drop" => "It goes out next, as soon as the attention budget allows.",
        "pause" => "Nobody writes to them before that day.",
        "resume" => "They may hear from us again.",
        "opt-out" => "They won't hear that from us any more.",
        "merge" => "Merged; the other lead lives on for both.",
        "unmerge" => "They are two leads again.",
        "purchased" => "Noted as a win without a rep.",
        "erase" => "Erased. Only a hash stays, so that nobody writes to them again.",
        "taken" => "The call is yours; nobody else makes it.",
        "called" => "Reported. Thank you.",
        "saved" => "Saved.",
        "removed" => "Removed.",
        "released" => "Released.",
        "clock" => "The clock is set.",
        "held" => "Sending is held; nothing leaves until it is released.",
        "flowing" => "Sending is released: what is too late is skipped, the rest leaves at its pace.",
        "purged" => "Thrown away for good.",
        "settled" => "Noted what became of that touch.",
        "paused" => "Paused: what they held is handed on.",
        "resumed" => "Back at work.",
        "untold" => "Paused: nothing is told until it goes on, and nothing is lost meanwhile.",
        "told" => "It goes on where it stopped.",
        "again" => "It is told again, under the ids it had.",
        "added" => "Added.",
        "proposed" => "Proposed. It changes nothing until both sides have signed it.",
        "signed" => "Signed.",
        "activated" => "This version is at work. Verdicts carry its number from now on.",
        "begun" => "It has begun; this page shows how far it is.",
        _ => null,
    };
}
