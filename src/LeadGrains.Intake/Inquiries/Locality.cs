using System.Buffers;

namespace LeadGrains.Intake;

/// <summary>Where somebody is and what they read, as far as what they say of it means anything here. Pure.</summary>
internal static class Locality
{
    // A zone is looked up as a file: only what names of zones are made of may name one.
    private static readonly SearchValues<char> ZoneChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");

    /// <summary>The zone of this name; null where there is none.</summary>
    public static string? Zone(string? name) =>
        name is not null && !name.AsSpan().ContainsAnyExcept(ZoneChars) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found.Id : null;

    /// <summary>en-GB reads English; what no content is written in is null, and then the program's language holds.</summary>
    public static string? Language(string? tag, IReadOnlySet<string> written)
    {
        if (tag is null) return null;
        var whole = tag.Replace('_', '-').ToLowerInvariant();
        if (written.Contains(whole)) return whole;
        var main = whole.Split('-')[0];
        return written.Contains(main) ? main : null;
    }
}
