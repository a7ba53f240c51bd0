using System.Globalization;

namespace LeadGrains.Orleans;

/// <summary>Parcels as the outbox gets them.</summary>
internal static class Postings
{
    public static Posting Of(Post post, Moment now)
    {
        var name = (post.Parcel as OperatorAlert)?.OnceADay;
        return new Posting(Moment.Later(post.NotBeforeAt, now).Milliseconds, ClusterHouse.Json(post.Parcel), name, name is null ? null : now.UtcDate.ToString("O", CultureInfo.InvariantCulture));
    }
}
