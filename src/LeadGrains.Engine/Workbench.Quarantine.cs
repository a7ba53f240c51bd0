using System.Globalization;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>Inquiries that wait until somebody has looked at them.</summary>
internal sealed partial class Workbench
{
    /// <summary>Keeps one, after those that are too old have gone.</summary>
    public Reply Quarantine(Quarantined inquiry, QuarantineLimits limits, Moment now)
    {
        Discard(journal.QuarantinedUntil(now - limits.KeepFor, QuarantineLimits.AgedAtOnceMax));
        if (journal.QuarantinedCount + _batch.Quarantined.Count - _batch.Unquarantined.Count >= limits.ItemsMax)
            return QuarantineIsFull(limits);
        _batch.Quarantined.Add(inquiry);
        return new Reply(ReplyKind.Done, 0);
    }

    /// <summary>Tells the lead, and lets go of it when the lead has heard.</summary>
    public Reply Release(long number, Identity? better, string by, Moment now)
    {
        if (_batch.Unquarantined.Contains(number) || journal.FindQuarantined(number) is not { } kept)
            return new Reply(ReplyKind.Refused, 0, $"There is no inquiry {number} in quarantine.");
        var inquiry = Reached(kept, better);
        var lead = LeadId.Of(inquiry.Identity);
        var reply = Tell(lead, inquiry, new Ticket(kept.CommandId, By: by), now);
        if (!reply.IsFine) return reply;
        foreach (var channel in kept.Refused) Tell(lead, new OptOut(Channel: channel), new Ticket($"{kept.CommandId}/{channel}", By: by), now);
        _batch.Unquarantined.Add(number);
        return reply;
    }

    /// <summary>Throws some away.</summary>
    public Reply Purge(IReadOnlyCollection<long> numbers) => new(ReplyKind.Done, Discard(numbers.Where(n => journal.FindQuarantined(n) is not null)));

    /// <summary>Whoever is turned away for want of room needs a person to make some.</summary>
    private static readonly TimeSpan QuarantineFullFor = TimeSpan.FromMinutes(10);

    internal static Reply QuarantineIsFull(QuarantineLimits limits) =>
        new(ReplyKind.Busy, 0, $"The quarantine holds {limits.ItemsMax:N0} inquiries; somebody must look through them first.", QuarantineFullFor);

    private int Discard(IEnumerable<long> numbers)
    {
        var gone = numbers.Count(_batch.Unquarantined.Add);
        if (gone == 0) return 0;
        var before = long.Parse(Setting(QuarantineLimits.PurgedSetting) ?? "0", CultureInfo.InvariantCulture);
        Set(QuarantineLimits.PurgedSetting, (before + gone).ToString(CultureInfo.InvariantCulture));
        return gone;
    }

    // It was asked when it arrived, whenever somebody looks at it.
    internal static Inquire Reached(Quarantined kept, Identity? better)
    {
        var inquiry = kept.Inquiry with { At = kept.Inquiry.At ?? kept.At };
        if (better is not { } identity) return inquiry;
        var person = identity.Kind == IdentityKind.Email ? inquiry.Person with { Email = identity.Value }
            : identity.Kind == IdentityKind.Phone ? inquiry.Person with { Phone = identity.Value } : inquiry.Person;
        var others = inquiry.Also.Append(inquiry.Identity).Where(i => i.Kind != identity.Kind && i.Kind != IdentityKind.External);
        return inquiry with { Identity = identity, Person = person, Also = [.. others] };
    }
}
