using Orleans.Storage;

namespace LeadGrains.Orleans;

/// <summary>
/// Grain storage that waits its turn: a hundred thousand grains that wake at once queue here, where nobody counts the
/// seconds, and not for a connection, where they would be turned away after some. Thread-safe.
/// </summary>
internal sealed class BoundedStorage(IGrainStorage storage, int atOnceMax) : IGrainStorage, IDisposable
{
    private readonly SemaphoreSlim _free = new(atOnceMax);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => InTurn(() => storage.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => InTurn(() => storage.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => InTurn(() => storage.ClearStateAsync(stateName, grainId, grainState));

    public void Dispose() => _free.Dispose();

    private async Task InTurn(Func<Task> use)
    {
        await _free.WaitAsync();
        try
        {
            await use();
        }
        finally
        {
            _free.Release();
        }
    }
}
