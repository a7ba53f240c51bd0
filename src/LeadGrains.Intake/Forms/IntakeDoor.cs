using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Intake;

/// <summary>
/// Everything that comes in below <c>/in/</c>, without any framework: read by its door, told to its lead or kept in
/// quarantine, and answered when that is durable. Thread-safe.
/// </summary>
/// <param name="settings">As they are now, with the program at work.</param>
/// <param name="fetcher">For Meta's own deliveries; without one they wait in quarantine.</param>
public sealed class IntakeDoor(ILeadEngine engine, IQuarantine quarantine, Func<IntakeSettings> settings, IMetaFetcher? fetcher = null)
{
    /// <summary>Inquiries of one file that are under way at once.</summary>
    private const int UnderWayMax = 1_000;

    private static readonly TimeSpan FetchAgainAfter = TimeSpan.FromMinutes(1);
    private readonly Crowd _senders = new(), _people = new();
    private readonly Echoes _echoes = new();

    /// <summary>As they are now.</summary>
    public IntakeSettings Settings => settings();

    /// <summary>Where it keeps what somebody should look at.</summary>
    public IQuarantine Quarantine => quarantine;

    /// <summary>Takes one request. Throws <see cref="EngineStoppedException"/> when the engine has stopped.</summary>
    public async Task<IntakeReply> Take(IntakeRequest request, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, guard) = (settings(), Doorways.GuardOf(request.Path));
        if (guard == DoorGuard.Key && !request.IsTrusted) return IntakeReply.Problem(403, ["This door needs a key that may hand inquiries in: Authorization: Bearer lg_…"]);
        var isOpen = guard == DoorGuard.Nobody && !request.IsTrusted;
        var came = isOpen && request.Sender is { } sender ? _senders.Come(sender, now.Quarantine.Window, request.At) : 0;
        if (came > (double)now.Quarantine.PerSenderMax * now.Quarantine.TurnedAwayTimes)
            return IntakeReply.Problem(429, ["Too many inquiries from here; try again later."]) with { RetryAfter = now.Quarantine.Window };

        var result = Doorways.Read(request, now);
        if (result.Faults.Count > 0) return result.Reply;
        var inquiries = result.Inquiries.ToList();
        foreach (var id in result.ToFetch)
            if (await Fetch(id, request, now, cancel) is { } fetched) inquiries.Add(fetched);
            else return IntakeReply.Problem(503, ["The answers of a lead can't be fetched now; deliver it again."]) with { RetryAfter = FetchAgainAfter };

        var refusals = new List<string>();
        foreach (var some in inquiries.Chunk(UnderWayMax))
            foreach (var reply in await Task.WhenAll(some.Select(one => Tell(isOpen ? Watched(one, came, request, now) : one, request, now))))
                if (reply.Kind == ReplyKind.Busy) return IntakeReply.Problem(503, [reply.Words ?? "Too much at once."]) with { RetryAfter = reply.RetryAfter };
                else if (!reply.IsFine) refusals.Add(reply.Words ?? "It was refused.");
        return refusals.Count == 0 ? result.Reply : Refused(refusals, inquiries.Count);
    }

    // Who comes too often is looked at first; an echo doesn't count.
    private Submitted Watched(Submitted submitted, double came, IntakeRequest request, IntakeSettings now)
    {
        var (heard, isEcho) = _echoes.Hear(submitted, now.SameWithin, request.At);
        var often = !isEcho && _people.Come(heard.Lead.ToString(), now.Quarantine.Window, request.At) > now.Quarantine.PerPersonMax;
        return heard.Suspicion is null && !isEcho && (often || came > now.Quarantine.PerSenderMax) ? heard with { Suspicion = Suspicion.TooMany } : heard;
    }

    // Not stopped when the sender goes away: half of it would be worse.
    private async Task<Reply> Tell(Submitted submitted, IntakeRequest request, IntakeSettings now)
    {
        if (submitted.Suspicion is { } suspicion)
            return await quarantine.Quarantine(new Quarantined(0, submitted.Lead, submitted.CommandId, submitted.Door, Suspicions.WordOf(suspicion), request.At, submitted.Inquiry)
            {
                Sender = request.Sender,
                Refused = submitted.Refused,
            }, new QuarantineLimits(now.Quarantine.ItemsMax, now.Quarantine.KeepFor), CancellationToken.None);
        var reply = await engine.Tell(submitted.Lead, submitted.Inquiry, new Ticket(submitted.CommandId, By: submitted.Door), CancellationToken.None);
        foreach (var channel in reply.IsFine ? submitted.Refused : [])
        {
            var refusal = await engine.Tell(submitted.Lead, new OptOut(Channel: channel), new Ticket(submitted.RefusalId(channel), By: submitted.Door), CancellationToken.None);
            if (!refusal.IsFine) return refusal;
        }
        return reply;
    }

    // Null when it should be delivered again.
    private async Task<Submitted?> Fetch(string id, IntakeRequest request, IntakeSettings now, CancellationToken cancel)
    {
        try
        {
            if (fetcher is not null && await fetcher.Fetch(id, cancel) is { } document
                && MetaLeadAds.ReadFetched(document, id, request, now) is { Inquiries: [var fetched] }) return fetched;
            return MetaLeadAds.Unfetched(id, request, now);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private static IntakeReply Refused(List<string> refusals, int all) => IntakeReply.Problem(409,
        all == 1 ? refusals : [$"{refusals.Count:N0} of {all:N0} were refused; the others were taken.", .. refusals.Distinct().Take(IntakeLimits.FaultsMax)]);
}
