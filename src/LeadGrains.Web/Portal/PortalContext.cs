namespace LeadGrains.Web.Portal;

/// <summary>What every page of the portal knows: who reads it, and what it may send back.</summary>
/// <param name="Path">Of this page; the menu marks it.</param>
/// <param name="FormToken">Goes with every form, so that no other site can send one in the reader's name.</param>
/// <param name="Company">Whose portal it is.</param>
/// <param name="Done">What the reader has just done, as a word of <see cref="Said"/>; null on a plain look.</param>
/// <param name="Trouble">Why what the reader wanted didn't happen, worded for them; null when nothing is wrong.</param>
public sealed record PortalContext(Caller Caller, string Path, string FormToken, string Company, Program Program, Moment Now, string? Done = null, string? Trouble = null)
{
    /// <summary>What a demo's clock is told to do; null outside a demo.</summary>
    public ClockOrder? Clock { get; init; }

    /// <summary>Pages of another program, for the menu; null where there are none.</summary>
    public IAnnex? Annex { get; init; }

    /// <summary>May the reader do this? Pages leave out what they mayn't; the endpoints refuse it all the same.</summary>
    public bool May(Right right) => Caller.May(right);
}
