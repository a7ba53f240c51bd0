namespace LeadGrains.Lifecycle;

using Decision = Decision<LeadEvent>;

/// <summary>What comes back by mail in the person's own words.</summary>
public static partial class LeadLifecycle
{
    // A reply counts as one; what they want, somebody has to read.
    private static Decision Writing(LeadState lead, Write c, Moment now, Program program)
    {
        if (c.Words.Length > Write.WordsCharsMax)
            return Refuse($"A letter has at most {Write.WordsCharsMax} characters here; cut it, the rest stays in the mailbox.");
        return lead.Nurture.HeardAt == now ? Decision.AlreadySo
            : Decision.Happened([new Wrote(c.Words, now), .. Engaging(lead, new Engage(EngagementKind.Replied), now, program).Events]);
    }
}
