namespace LeadGrains.Orleans;

/// <summary>How a grain writes what it keeps.</summary>
internal static class Storing
{
    /// <summary>
    /// Ends when it is durable. Otherwise throws, and the grain goes away: nobody knows whether it was written, and the next
    /// activation reads what is there. Whoever asked may ask again; the command id makes that harmless.
    /// </summary>
    public static async Task Write<T>(IPersistentState<T> kept, T next, Action goAway)
    {
        kept.State = next;
        try
        {
            await kept.WriteStateAsync();
        }
        catch (Exception failed)
        {
            goAway();
            // Not the database's own exception: it doesn't travel between processes.
            throw new OrleansException($"The state could not be written ({failed.GetType().Name}: {failed.Message}).");
        }
    }
}
