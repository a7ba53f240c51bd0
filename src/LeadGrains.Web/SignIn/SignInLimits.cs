namespace LeadGrains.Web;

/// <summary>Every bound of signing in.</summary>
public static class SignInLimits
{
    /// <summary>A mailed link is good for so long (RELIABILITY 19).</summary>
    public static readonly TimeSpan LinkFor = TimeSpan.FromMinutes(15);

    /// <summary>The link to the first admin, printed when serve starts.</summary>
    public static readonly TimeSpan FirstAdminFor = TimeSpan.FromHours(24);

    /// <summary>A session ends after so long, whatever happens.</summary>
    public static readonly TimeSpan SessionFor = TimeSpan.FromDays(14);

    /// <summary>A session that nobody uses ends. Since its use is written down once in <see cref="SeenEvery"/>, between 11 and 12 hours after the last.</summary>
    public static readonly TimeSpan IdleFor = TimeSpan.FromHours(12);

    /// <summary>How often a session's use is written down.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromHours(1);

    /// <summary>Links and sessions that one person has at most; the oldest goes.</summary>
    public const int LinksMax = 3, SessionsMax = 10;

    /// <summary>People that a file can have, the removed ones and members who signed in among them.</summary>
    public const int PeopleMax = 10_000;

    /// <summary>Parts that one address can have, each with a link of its own in the mail.</summary>
    public const int WaysMax = 5;

    /// <summary>Times that one address, and one client, may ask within <see cref="Window"/>, known or not.</summary>
    public const int PerAddressMax = 5, PerClientMax = 20;

    /// <summary>Links that aren't good, and forms from elsewhere, of one client within <see cref="Window"/>; further ones are turned away, or not logged.</summary>
    public const int MissesMax = 50;

    /// <summary>In which they are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Asked for and not yet written; a further one is told to come back.</summary>
    public const int WaitingMax = 100;

    /// <summary>Characters of an address to go on to.</summary>
    public const int ReturnCharsMax = 500;
}
