using Dapper;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>Where events are told to, and what wasn't taken there.</summary>
public sealed partial class LeadViews
{
    /// <summary>All webhooks there ever were, by their numbers.</summary>
    public IReadOnlyList<WebhookRow> Webhooks() =>
        [.. _connection.Query<(int Number, string Body, long Cursor, long After, long To)>("SELECT number, body, cursor, replay_after, replay_to FROM webhook ORDER BY number")
            .Select(r => new WebhookRow(r.Number, r.Body, r.Cursor, r.To > r.After ? new WebhookReplay(r.After, r.To) : null))];

    /// <summary>Messages that wait for another try by an instant, the longest due first.</summary>
    public IReadOnlyList<WebhookMiss> WebhookDue(int number, Moment until, int max) =>
        Missed("due_at <= @until ORDER BY due_at, seq, part", new { number, until = until.Milliseconds, max = Math.Clamp(max, 0, PageMax) });

    /// <summary>Messages that wait for another try, whenever, the latest entry first.</summary>
    public IReadOnlyList<WebhookMiss> WebhookWaiting(int number, int max) =>
        Missed("due_at IS NOT NULL ORDER BY seq DESC, part DESC", new { number, max = Math.Clamp(max, 0, PageMax) });

    /// <summary>Messages that are tried no more, the latest entry first.</summary>
    public IReadOnlyList<WebhookMiss> WebhookDead(int number, int max) =>
        Missed("due_at IS NULL ORDER BY seq DESC, part DESC", new { number, max = Math.Clamp(max, 0, PageMax) });

    /// <summary>How many there are of these.</summary>
    public WebhookCount WebhookCount(int number)
    {
        var (waiting, next, dead) = _connection.QuerySingle<(long, long?, long)>(
            "SELECT count(due_at), min(due_at), count(*) - count(due_at) FROM webhook_miss WHERE webhook = @number", new { number });
        return new WebhookCount(waiting, next is { } at ? new Moment(at) : null, dead);
    }

    /// <summary>For every webhook that has some, the earliest instant at which a message may be tried again.</summary>
    public IReadOnlyDictionary<int, Moment> WebhooksDue() =>
        _connection.Query<(int Number, long At)>("SELECT webhook, min(due_at) FROM webhook_miss WHERE due_at IS NOT NULL GROUP BY webhook")
            .ToDictionary(r => r.Number, r => new Moment(r.At));

    /// <summary>One entry by its number, or null.</summary>
    public EntryLine? Event(long seq) => EventsAfter(seq - 1, 1) is [var line] && line.Entry.Seq == seq ? line : null;

    private IReadOnlyList<WebhookMiss> Missed(string where, object parameters) =>
        [.. _connection.Query<(long Seq, int Part, int Tries, long? DueAt, long TriedAt, string Answer)>(
            $"SELECT seq, part, tries, due_at, tried_at, answer FROM webhook_miss WHERE webhook = @number AND {where} LIMIT @max", parameters)
            .Select(r => new WebhookMiss(r.Seq, r.Part, r.Tries, r.DueAt is { } at ? new Moment(at) : null, new Moment(r.TriedAt), r.Answer))];
}
