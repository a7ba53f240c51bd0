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
}

/// <summary>A key as it is kept, and itself, to be shown once.</summary>
internal sealed record NewKey(ApiKey Key, string Text);
