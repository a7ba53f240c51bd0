using System.Globalization;

namespace LeadGrains.Orleans;

/// <summary>A parcel for the outbox.</summary>
/// <param name="OnceADay">At most one of this name leaves on one <paramref name="Day"/> (UTC); null: each does.</param>
public sealed record Posting(long ReadyAt, RawJson Parcel, string? OnceADay = null, string? Day = null)
{
    internal static Posting Of(Post post, Moment now)
    {
        var name = (post.Parcel as OperatorAlert)?.OnceADay;
        return new Posting(Moment.Later(post.NotBeforeAt, now).Milliseconds, Row.Raw(post.Parcel),
            name, name is null ? null : now.UtcDate.ToString("O", CultureInfo.InvariantCulture));
    }
}
