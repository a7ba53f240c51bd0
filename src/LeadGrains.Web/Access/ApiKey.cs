using System.Globalization;
using System.Text.Json;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>A key to the API as it is kept: its hash, never itself.</summary>
/// <param name="Number">1, 2, 3 …; it stands in the key, so that one look finds it.</param>
/// <param name="Name">For people, and for the journal.</param>
/// <param name="Hash">SHA-256 of the key in hex. Not salted: the secret has 256 random bits, so nothing can be tried out.</param>
public sealed record ApiKey(int Number, string Name, Role Role, string Hash, Moment MadeAt)
{
    /// <summary>Keys that a file can have, the revoked ones among them.</summary>
    public const int NumberMax = 10_000;

    /// <summary>Characters of a name.</summary>
    public const int NameCharsMax = 60;

    private const string Prefix = "lg_";

    public string? Team { get; init; }
    public string? Member { get; init; }
    public Moment? RevokedAt { get; init; }

    /// <summary>Who comes with it.</summary>
    public Caller ToCaller() => new(Name, Role, Team, Member);

    /// <summary>The name of its setting.</summary>
    public static string Setting(int number) => $"api.key.{number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>As it is kept.</summary>
    public string ToSetting() => JsonSerializer.Serialize(this, JournalJson.Options);

    /// <summary>All keys that are kept.</summary>
    public static IReadOnlyList<ApiKey> Read(Func<string, string?> setting)
    {
        var keys = new List<ApiKey>();
        for (var number = 1; number <= NumberMax && setting(Setting(number)) is { } text; number++)
            keys.Add(JsonSerializer.Deserialize<ApiKey>(text, JournalJson.Options) ?? throw new JsonException($"Key {number} is empty."));
        return keys;
    }

    /// <summary>A new key: what is kept, and the key itself, to be shown once.</summary>
    public static (ApiKey Key, string Text) Make(int number, Caller caller, Moment now)
    {
        var text = $"{Prefix}{number.ToString(CultureInfo.InvariantCulture)}_{Secrets.New()}";
        return (new ApiKey(number, caller.Name, caller.Role, Secrets.HashOf(text), now) { Team = caller.Team, Member = caller.Member }, text);
    }

    /// <summary>What speaks against a key for somebody, or null.</summary>
    public static string? Fault(Caller caller, Program program)
    {
        if (caller.Name.Length is 0 or > NameCharsMax || caller.Name.Any(char.IsControl)) return $"A key has a name of 1 to {NameCharsMax} characters.";
        if (!caller.Role.IsOfMember())
            return caller.Team is null && caller.Member is null ? null : $"A key for {caller.Role} belongs to no single member; leave the member out.";
        if (caller.Team is null || caller.Member is null) return $"A key for {caller.Role} is one member's: say whose, as sales/ines.";
        return program.Team(caller.Team) is not { } team ? $"The program has no team '{caller.Team}'."
            : team.Kind != caller.Role.KindOf() ? $"{caller.Team} is a team of kind {team.Kind}; a {caller.Role} is in one of kind {caller.Role.KindOf()}." : null;
    }

    /// <summary>The number that a key claims; null for what is no key.</summary>
    public static int? NumberOf(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && text.IndexOf('_', Prefix.Length) is > 0 and var end
        && int.TryParse(text.AsSpan(Prefix.Length, end - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Is this the key? Takes as long for a wrong one.</summary>
    public bool Is(string text) => Secrets.Is(text, Hash);
}
