using LeadGrains.Mail;

namespace LeadGrains.Web.Courier;

/// <summary>What every text to a person is written on: who writes, what signs its links, and who the owners are.</summary>
/// <param name="Members">A member by team and name, or null. Called from any thread.</param>
internal sealed record Stationery(Sender Sender, SignedLinks Links, Func<string, string, Member?> Members)
{
    /// <summary>Where members find the portal, without a slash at its end; null where there is none. Called from any thread.</summary>
    public Func<string?> Home { get; init; } = () => null;

    /// <summary>The links of one touch: to where this house says that it is; without that to where it listens, so that who tries it out can follow them.</summary>
    public TouchLinks LinksOf(LeadId lead, int touch, string piece, Moment at) => new(Links, Home() ?? Sender.LinkBase, lead, touch, piece, at);
}
