using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadGrains.MailKit;

/// <summary>
/// Follows a folder: what lies behind the kept place is taken one by one, the lowest UID first, and the place is kept after
/// each; then IDLE until there is more. A crash loses nothing and repeats one message at most. One reader of a folder at a
/// time; whose choice that is, in a cluster, is the silo's.
/// </summary>
/// <param name="tokens">Asked at each connection instead of using a password; null for none.</param>
public sealed class ImapIntake(ImapSettings settings, IMailTaker taker, IFolderCursor cursor, ILogger<ImapIntake> log, TimeProvider time,
    TokenSource? tokens = null) : BackgroundService
{
    /// <summary>UIDs looked up at once; the rest follow.</summary>
    private const int PageMax = 1_000;

    private int _failures;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Follow(stoppingToken).ConfigureAwait(false);
            }
            // A server, a token source or a store that fails now: the folder waits, nothing is passed over.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                var wait = Backoff(_failures++);
                Notes.Broken(log, settings.Folder, settings.Host, e.GetType().Name, wait.TotalSeconds);
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // Stopped in the middle; the place is where it was.
            }
        }
    }

    private async Task Follow(CancellationToken stop)
    {
        var session = await FolderSession.Open(settings, tokens, time, stop).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var place = await Begin(session.Validity, stop).ConfigureAwait(false);
            while (true)
            {
                if (session.Validity != place.Validity) return; // numbered anew while we looked: once more from the start
                var waiting = await session.After(place.LastUid, PageMax, stop).ConfigureAwait(false);
                foreach (var uid in waiting)
                {
                    if (await session.Read(uid, stop).ConfigureAwait(false) is { } bytes)
                        await taker.Take($"{settings.Folder}/{uid}", bytes, stop).ConfigureAwait(false);
                    place = place with { LastUid = uid };
                    await cursor.Keep(place, stop).ConfigureAwait(false);
                }
                _failures = 0;
                if (waiting.Count == 0) await session.Wait(stop).ConfigureAwait(false);
            }
        }
    }

    // Under another UIDVALIDITY all messages have other numbers: everything is read again, and those that were here before
    // are known by their Message-ID.
    private async Task<FolderPlace> Begin(uint validity, CancellationToken stop)
    {
        var kept = await cursor.Read(stop).ConfigureAwait(false);
        if (kept is { } place && place.Validity == validity) return place;
        if (kept is not null) Notes.Renumbered(log, settings.Folder, settings.Host);
        return new FolderPlace(validity, 0);
    }

    private TimeSpan Backoff(int failures)
    {
        var longest = Math.Min(settings.AgainAfter.Ticks << Math.Min(failures, 20), ImapSettings.AgainAfterMax.Ticks);
        return TimeSpan.FromTicks((long)(longest * (0.5 + Random.Shared.NextDouble() / 2)));
    }
}
