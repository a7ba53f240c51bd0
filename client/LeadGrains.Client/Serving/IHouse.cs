using LeadGrains.Engine;
using LeadGrains.Web;

namespace LeadGrains.Client.Serving;

/// <summary>
/// All that the owner of a file asks of whoever has it: of this process (<see cref="OwnHouse"/>), or of a <c>serve</c>
/// that runs beside it (<see cref="ServedHouse"/>). Every answer is durable. Thread-safe.
/// </summary>
internal interface IHouse : ILeadEngine, IAgreements, IQuarantine, IAsyncDisposable
{
    /// <summary>Keeps a named setting with the data.</summary>
    Task Keep(string setting, string value);

    /// <summary>A new key to the API.</summary>
    Task<NewKey> AddKey(Caller caller);

    /// <summary>Ends a key for good; false when there is no such key.</summary>
    Task<bool> RevokeKey(int number);

    /// <summary>A new key for the links in mail; its number.</summary>
    Task<int> RotateLinks();

    /// <summary>Somebody who may sign in, with a role of their own.</summary>
    Task<PeopleAnswer> AddPerson(string name, string email, Role role);

    /// <summary>The record of a member who signs in.</summary>
    Task<PeopleAnswer> SeatPerson(Web.Standing member);

    /// <summary>They sign in no more, and what they are signed in with ends.</summary>
    Task<PeopleAnswer> RemovePerson(int number);

    /// <summary>A link to sign in by, once; null when they aren't there.</summary>
    Task<MadeLink?> MakeLink(int number);

    /// <summary>What becomes of a wish about webhooks; with nothing in it there is no such webhook.</summary>
    Task<WebhookReply> Tell(WebhookWish wish);
}

/// <summary>A link to sign in by, to be shown once.</summary>
/// <param name="Home">Where the house is reached, without a slash at its end; null when it doesn't know.</param>
internal sealed record MadeLink(string Token, string? Home);

/// <summary>A key as it is kept, and itself, to be shown once.</summary>
internal sealed record NewKey(ApiKey Key, string Text);
