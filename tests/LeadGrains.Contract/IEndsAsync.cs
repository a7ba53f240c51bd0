namespace LeadGrains.Contract;

/// <summary>Tests that let go of something in the end and wait for it: xunit 2 asks nobody whether they are <see cref="IAsyncDisposable"/>.</summary>
public interface IEndsAsync : IAsyncLifetime, IAsyncDisposable
{
    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => ((IAsyncDisposable)this).DisposeAsync().AsTask();
}
