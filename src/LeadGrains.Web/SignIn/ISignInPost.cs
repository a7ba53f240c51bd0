namespace LeadGrains.Web;

/// <summary>How a link to sign in reaches its person.</summary>
public interface ISignInPost
{
    /// <summary>Sends one letter; false when it can't have left. Never repeated by itself: whoever misses it asks again.</summary>
    Task<bool> Send(SignInLetter letter, CancellationToken cancel);
}

/// <summary>What is to be sent.</summary>
/// <param name="Id">Its own, for the Message-ID.</param>
/// <param name="To">The address that is kept, never the one that somebody typed.</param>
/// <param name="Name">Who is greeted.</param>
/// <param name="Ways">One link for each part that they have.</param>
public sealed record SignInLetter(string Id, string To, string Name, IReadOnlyList<SignInWay> Ways, Moment At);

/// <summary>One link.</summary>
/// <param name="As">What they are with it, such as <c>sales rep in sales</c>.</param>
public sealed record SignInWay(string As, Uri Link);
