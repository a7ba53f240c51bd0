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
        "saved" => "Saved.",
        "sent" => "It is on its way.",
        "removed" => "Removed.",
        "released" => "Released.",
        "clock" => "The clock is set.",
        "held" => "Sending is held; nothing leaves until it is released.",
        "flowing" => "Sending is released: what is too late is skipped, the rest leaves at its pace.",
        "purged" => "Thrown away for good.",
        "settled" => "Noted what became of that touch.",
        "paused" => "Paused: what they held is handed on.",
        "resumed" => "Back at work.",
        "added" => "Added.",
        "proposed" => "Proposed. It changes nothing until both sides have signed it.",
        "signed" => "Signed.",
        "activated" => "This version is at work. Verdicts carry its number from now on.",
        "begun" => "It has begun; this page shows how far it is.",
        _ => null,
    };
}
