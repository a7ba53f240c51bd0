namespace LeadGrains.Mail;

/// <summary>
/// The links of one touch to one lead: where each leads, and how long it is good for. Ways out never expire: somebody
/// who finds an old mail must get off the list with it.
/// </summary>
/// <param name="Base">Where people reach our pages: https, without a slash at its end.</param>
public sealed record TouchLinks(SignedLinks Links, string Base, LeadId Lead, int Touch, string Piece, Moment At)
{
    /// <summary>An answer that is a year old would say nothing of today.</summary>
    public static readonly TimeSpan AnswersGoodFor = TimeSpan.FromDays(366);

    public Uri Preferences => Of(LinkKind.Preferences);

    /// <summary>For the footer and for <c>List-Unsubscribe</c>.</summary>
    public Uri Unsubscribe => Of(LinkKind.Unsubscribe);

    /// <summary>An answer to a readiness check, to be confirmed on its page.</summary>
    public Uri Readiness(ReadinessAnswer answer) => Of(LinkKind.Readiness, answer.ToString().ToLowerInvariant(), At + AnswersGoodFor);

    /// <summary>The page with one question.</summary>
    public Uri Question(string fact) => Of(LinkKind.Question, fact, At + AnswersGoodFor);

    /// <summary>The second step of a double opt-in.</summary>
    public Uri Confirm(string topic, Channel channel) => Of(LinkKind.Confirm, OptInDetail.Write(topic, channel), At + AnswersGoodFor);

    /// <summary>See, export and erase what is held.</summary>
    public Uri MyData(TimeSpan goodFor) => Of(LinkKind.MyData, "", At + goodFor);

    /// <summary>
    /// On to an address of the piece, through our page. Answers the address itself where it can't be followed: it isn't
    /// http or https, is longer than <see cref="SignedLinks.DetailCharsMax"/>, or is one of our own pages already.
    /// </summary>
    public string Through(string url) =>
        url.Length <= SignedLinks.DetailCharsMax && Uri.TryCreate(url, UriKind.Absolute, out var target)
        && target.Scheme is "https" or "http" && !url.StartsWith(Base + "/", StringComparison.OrdinalIgnoreCase)
            ? Of(LinkKind.ClickThrough, url).AbsoluteUri : url;

    private Uri Of(LinkKind kind, string detail = "", Moment? notAfterAt = null) =>
        new($"{Base}/{kind.Letter()}/{Links.Sign(new LinkTicket(kind, Lead, Touch, At) { Piece = Piece, Detail = detail, NotAfterAt = notAfterAt })}");
}

/// <summary>The three answers of a readiness check as its links name them.</summary>
public enum ReadinessAnswer { Exploring, Talk, Later }

/// <summary>A channel and a topic as the detail of a confirmation.</summary>
public static class OptInDetail
{
    /// <summary><c>Email:planning</c>.</summary>
    public static string Write(string topic, Channel channel) => $"{channel}:{topic}";

    /// <summary>Channel and topic again, or null.</summary>
    public static (string Topic, Channel Channel)? Read(string detail) =>
        detail.IndexOf(':', StringComparison.Ordinal) is var at and > 0 && Enum.TryParse<Channel>(detail[..at], out var channel)
            ? (detail[(at + 1)..], channel) : null;
}
