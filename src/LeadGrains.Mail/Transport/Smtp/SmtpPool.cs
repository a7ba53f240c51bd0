using System.Collections.Concurrent;

namespace LeadGrains.Mail;

/// <summary>
/// Sessions that are open and idle, and the right to open so many. Who takes a place gives it back with the session, or
/// without one when it broke. Thread-safe.
/// </summary>
internal sealed class SmtpPool : IAsyncDisposable
{
    private readonly SmtpSettings _settings;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly ConcurrentStack<ISmtpSession> _idle = new();
    private readonly ITimer _sweep;

    public SmtpPool(SmtpSettings settings, TimeProvider time)
    {
        (_settings, _time, _places) = (settings, time, new SemaphoreSlim(settings.ConnectionsMax));
        _sweep = time.CreateTimer(_ => _ = Sweep(), null, settings.IdleMax, settings.IdleMax);
    }

    /// <summary>Waits for a place.</summary>
    public Task Enter(CancellationToken cancel) => _places.WaitAsync(cancel);

    /// <summary>An idle session, the last used first, or null.</summary>
    public async ValueTask<ISmtpSession?> Reuse()
    {
        while (_idle.TryPop(out var session))
        {
            if (_time.GetElapsedTime(session.UsedAt) < _settings.IdleMax) return session;
            await session.Quit().ConfigureAwait(false);
        }
        return null;
    }

    /// <summary>Keeps a session for the next, or closes it.</summary>
    public async ValueTask Keep(ISmtpSession session)
    {
        session.UsedAt = _time.GetTimestamp();
        if (session.IsFit && session.Mails < _settings.MailsPerConnectionMax) _idle.Push(session);
        else await session.Quit().ConfigureAwait(false);
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => _places.Release();

    /// <summary>Closes what is idle; what is in use is closed by whoever uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync().ConfigureAwait(false);
        while (_idle.TryPop(out var session)) await session.Quit().ConfigureAwait(false);
    }

    private async Task Sweep()
    {
        var kept = new List<ISmtpSession>();
        while (_idle.TryPop(out var session))
        {
            if (_time.GetElapsedTime(session.UsedAt) < _settings.IdleMax) kept.Add(session);
            else await session.Quit().ConfigureAwait(false);
        }
        kept.Reverse();
        if (kept.Count > 0) _idle.PushRange([.. kept]);
    }
}
