namespace LeadGrains.Web;

/// <summary>How processes that keep one list together don't undo each other's changes.</summary>
/// <param name="Alone">Waits until nobody else changes the list; until it is disposed nobody will.</param>
/// <param name="Read">The list as it is kept now.</param>
public sealed record Sharing<T>(Func<Task<IAsyncDisposable>> Alone, Func<IReadOnlyList<T>> Read);
