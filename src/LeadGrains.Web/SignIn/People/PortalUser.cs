using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>
/// Somebody who may sign in, as they are kept: one with a role of their own, or a member of a team who has asked for a link
/// before. Links and sessions are here as hashes.
/// </summary>
/// <param name="Number">1, 2, 3 …; never given twice.</param>
/// <param name="Name">As others read it, and as the journal says who did something.</param>
/// <param name="Email">Where links go, normalised; empty once removed.</param>
/// <param name="Role">Of a member, that of the team when they asked last.</param>
public sealed record PortalUser(int Number, string Name, string Email, Role Role, Moment AddedAt)
{
    /// <summary>Characters of a name.</summary>
    public const int NameCharsMax = 60;

    private const string Prefix = "portal.person.";

    /// <summary>With <see cref="Member"/>, for a member of a team; else null.</summary>
    public string? Team { get; init; }
    public string? Member { get; init; }
    public Moment? RemovedAt { get; init; }

    /// <summary>The latest last, at most <see cref="SignInLimits.LinksMax"/>.</summary>
    public IReadOnlyList<SignInLink> Links { get; init; } = [];

    /// <summary>The latest last, at most <see cref="SignInLimits.SessionsMax"/>.</summary>
    public IReadOnlyList<PortalSession> Sessions { get; init; } = [];

    /// <summary>Their role is their own, not that of a team.</summary>
    [JsonIgnore]
    public bool HasOwnRole => Team is null;

    [JsonIgnore]
    public bool IsThere => RemovedAt is null;

    /// <summary>The roles that people can have without a team. Forms and ad platforms have keys.</summary>
    public static IReadOnlyList<Role> OwnRoles { get; } = [.. Enum.GetValues<Role>().Where(r => !r.IsOfMember() && r != Role.Intake)];

    /// <summary>Who comes when they are signed in.</summary>
    public Caller ToCaller() => new(Name, Role, Team, Member) { Kind = CallerKind.Person };

    /// <summary>The name of its setting.</summary>
    public static string Setting(int number) => Prefix + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>As it is kept.</summary>
    public string ToSetting() => JsonSerializer.Serialize(this, JournalJson.Options);

    /// <summary>Everybody who is kept.</summary>
    public static IReadOnlyList<PortalUser> Read(Func<string, string?> setting)
    {
        var people = new List<PortalUser>();
        for (var number = 1; number <= SignInLimits.PeopleMax && setting(Setting(number)) is { } text; number++)
            people.Add(JsonSerializer.Deserialize<PortalUser>(text, JournalJson.Options) ?? throw new JsonException($"Person {number} is empty."));
        return people;
    }

    /// <summary>What speaks against somebody, or null.</summary>
    public static string? Fault(string name, string email, Role role) =>
        name.Length is 0 or > NameCharsMax || name.Any(char.IsControl) || name.AsSpan().IndexOfAny('(', ')') >= 0 ? $"A person has a name of 1 to {NameCharsMax} characters, without brackets."
        : !EmailAddress.TryParse(email, out _) ? "That is no e-mail address."
        : role.IsOfMember() ? $"A {Portal.Words.Role(role)} signs in as a member of their team: add them there, with an e-mail address."
        : role == Role.Intake ? "What hands inquiries in has a key and signs in nowhere." : null;
}

/// <summary>A link that somebody can sign in by once.</summary>
/// <param name="Hash">SHA-256 in hex.</param>
public sealed record SignInLink(string Hash, Moment GoodUntilAt);

/// <summary>A browser that is signed in.</summary>
/// <param name="Hash">SHA-256 of its token in hex.</param>
/// <param name="SeenAt">Its last use that was written down.</param>
public sealed record PortalSession(string Hash, Moment BegunAt, Moment SeenAt)
{
    public bool IsGood(Moment now) => now < BegunAt + SignInLimits.SessionFor && now < SeenAt + SignInLimits.IdleFor;
}
