using Orleans.Storage;

namespace LeadGrains.Orleans;

/// <summary>Grain storage that is used by so many at once. Thread-safe.</summary>
internal sealed class BoundedStorage(IGrainStorage storage, int atOnceMax) : IGrainStorage, IDisposable
{
    private readonly Turns _turns = new(atOnceMax);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => _turns.Take(() => storage.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => _turns.Take(() => storage.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => _turns.Take(() => storage.ClearStateAsync(stateName, grainId, grainState));

    public void Dispose() => _turns.Dispose();
}
