namespace LeadGrains.Reports;

/// <summary>What became of mail to one domain, or to all.</summary>
/// <param name="Domain">In lower case; empty for all, and for the small ones together.</param>
/// <param name="RefusedForNow">Tried again later.</param>
/// <param name="RefusedForGood">By the receiver, at once.</param>
/// <param name="HardBounces">Came back: no such address.</param>
public sealed record MailCounts(string Domain, int Sent, int Uncertain, int RefusedForNow, int RefusedForGood, int HardBounces, int SoftBounces, int Complaints)
{
    /// <summary>Of a sample of mail, what came back for good or never left.</summary>
    public Interval Bad => Interval.Of(Math.Min(Tried, HardBounces + RefusedForGood), Tried);

    /// <summary>Complaints of all that was sent; large receivers turn away who has more than 0.3 % (Gmail's sender guidelines, 2024).</summary>
    public Interval Complaining => Interval.Of(Math.Min(Sent, Complaints), Sent);

    private int Tried => Sent + Uncertain + RefusedForGood;
}

/// <summary>Mail of the last days (L7).</summary>
/// <param name="Days">How many.</param>
/// <param name="All">All of it.</param>
/// <param name="Domains">The largest first; domains of few people are counted together under an empty name, since a domain may name somebody.</param>
public sealed record MailHealth(int Days, MailCounts All, IReadOnlyList<MailCounts> Domains);
