using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>Tells what passes, so that whoever asked may ask again, from a mistake of ours that would only happen again.</summary>
internal static class Passing
{
    /// <summary>
    /// A silo is gone or not yet known to be, nobody answered in time, the database is away; or Orleans gave a message up on its
    /// way, which it tells as a cancellation (only to be asked where it wasn't the caller who cancelled).
    /// </summary>
    public static bool Is(Exception e) => e is OrleansException or TimeoutException or NpgsqlException or OperationCanceledException;
}
