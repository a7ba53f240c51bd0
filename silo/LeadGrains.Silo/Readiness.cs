namespace LeadGrains.Silo;

/// <summary>May people be sent here: the cluster has silos, the database answers, and this process isn't about to end.</summary>
internal sealed class Readiness(Database database, IGrainFactory grains)
{
    private volatile bool _isEnding;

    /// <summary>From now on nobody new is wanted.</summary>
    public void End() => _isEnding = true;

    public async Task<bool> Ask()
    {
        if (_isEnding) return false;
        try
        {
            await using var query = database.Source.CreateCommand("SELECT 1");
            await query.ExecuteScalarAsync();
            return (await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count > 0;
        }
        catch (Exception e) when (e is OrleansException or Npgsql.NpgsqlException or TimeoutException)
        {
            return false;
        }
    }
}
