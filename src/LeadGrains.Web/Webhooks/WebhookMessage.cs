using System.Text.Json;
using LeadGrains.Engine;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>One event as it is sent.</summary>
/// <param name="Tries">So far; 0 for a new one.</param>
public sealed record WebhookMessage(string Id, string Type, LeadId Lead, long Seq, int Part, int Tries, Moment At, ReadOnlyMemory<byte> Json);

/// <summary>
/// Makes messages of the journal's entries for one webhook: each time anew, as far as it reaches the lead now, so that nothing is
/// told that it may not know any more, and of a person who is forgotten nothing at all.
/// </summary>
internal static class WebhookMessages
{
    private const string Prefix = "lead.";

    /// <summary>The messages that an entry makes.</summary>
    /// <param name="program">At work now; it tells which facts of an offer name nobody.</param>
    public static IReadOnlyList<WebhookMessage> Of(Webhook hook, EntryLine line, LeadViews views, Program program)
    {
        if (line.LeadId is not { } id || !line.Entry.LeadEvents.Any(e => IsWanted(hook, e))) return [];
        if (views.Lead(id) is not { } lead) return [];
        var reach = hook.Whose.ReachOf(lead.State);
        var messages = new List<WebhookMessage>();
        for (var part = 0; part < line.Entry.LeadEvents.Count; part++)
            if (Of(hook, line, part, lead, reach, views, program) is { } message) messages.Add(message);
        return messages;
    }

    /// <summary>The message of one event again, or null when it may be told no longer.</summary>
    public static WebhookMessage? Again(Webhook hook, WebhookMiss miss, LeadViews views, Program program) =>
        views.Event(miss.Seq) is { LeadId: { } id } line && miss.Part < line.Entry.LeadEvents.Count && views.Lead(id) is { } lead
        && Of(hook, line, miss.Part, lead, hook.Whose.ReachOf(lead.State), views, program) is { } message ? message with { Tries = miss.Tries } : null;

    private static WebhookMessage? Of(Webhook hook, EntryLine line, int part, LeadLine lead, Reach reach, LeadViews views, Program program)
    {
        var (entry, happened) = (line.Entry, line.Entry.LeadEvents[part]);
        if (!IsWanted(hook, happened)) return null;
        if ((hook.Whose.Told(happened, lead.State, reach) ?? (HadIt(hook.Whose, happened, lead, views) ? happened : null)) is not { } told) return null;
        var type = Prefix + WebhookKinds.Of(told);
        var shown = reach == Reach.None ? null : LeadView.Of(new LeadSnapshot(lead.Id, lead.Version, lead.State, lead.DueAt), reach, program);
        var json = Write(shown);
        if (json.Length > WebhookLimits.MessageBytesMax) json = Write(null);
        return new WebhookMessage(hook.IdOf(entry.Seq, part), type, lead.Id, entry.Seq, part, 0, entry.At, json);

        byte[] Write(LeadView? view) => JsonSerializer.SerializeToUtf8Bytes(
            new WebhookBody(type, entry.At, new WebhookData(lead.Id, entry.Version, entry.Seq, Sentences.Discreet(told), view)), ApiJson.Options);
    }

    private static bool IsWanted(Webhook hook, LeadEvent happened) =>
        WebhookKinds.Of(happened) is { } kind && (hook.Events.Count == 0 || hook.Events.Contains(kind));

    // Whoever ever accepted the lead has the person's details, and must hear that they are to be deleted.
    private static bool HadIt(WebhookScope whose, LeadEvent happened, LeadLine lead, LeadViews views) =>
        happened is Erased && whose.Team is { } team && views.Timeline(lead.Row).Any(e => e.LeadEvents.Any(h => h is Accepted && Histories.IsOf(h, team, whose.Member)));
}

/// <summary>A message's body, as Standard Webhooks has it.</summary>
/// <param name="Type">Such as <c>lead.accepted</c>.</param>
/// <param name="Timestamp">When it happened.</param>
public sealed record WebhookBody(string Type, Moment Timestamp, WebhookData Data);

/// <summary>What a message says.</summary>
/// <param name="Version">The lead's, with this event: the order of what happened to it.</param>
/// <param name="Entry">The number in the journal, for <c>/api/events</c> and a replay.</param>
/// <param name="Happened">In words.</param>
/// <param name="Lead">As it is at this try, as far as the webhook reaches it; absent when it doesn't any more.</param>
public sealed record WebhookData(LeadId Id, int Version, long Entry, string Happened, LeadView? Lead);
