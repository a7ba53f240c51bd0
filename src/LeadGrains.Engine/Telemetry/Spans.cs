using System.Diagnostics;
using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// Spans of the source <c>LeadGrains</c>: one per command from its arrival to its answer, one per commit linked to its commands, one
/// per parcel linked to the command that posted it. They name the kind and the lead's id, and nothing of a person. Thread-safe.
/// </summary>
internal static class Spans
{
    /// <summary>Commands that a commit's span is linked to; further ones are only counted.</summary>
    public const int LinksMax = 128;

    private static readonly ActivitySource Source = new(EngineMeter.Name);

    public static bool AreWanted => Source.HasListeners();

    /// <summary>A command's span, below the caller's; null while nobody listens. It doesn't become the caller's current one.</summary>
    public static Activity? Command(object command, string actor, string tag)
    {
        if (!Source.HasListeners()) return null;
        var caller = Activity.Current;
        var span = Source.StartActivity($"{tag} {command.GetType().Name}");
        span?.SetTag($"leadgrains.{tag}", actor);
        Activity.Current = caller;
        return span;
    }

    /// <summary>A command was answered. Whoever answers keeps the current span they have.</summary>
    public static void End(Activity? span, Reply? reply)
    {
        if (span is null) return;
        if (reply is null) span.SetStatus(ActivityStatusCode.Error);
        else span.SetTag("leadgrains.reply", reply.Kind.ToString()).SetTag("leadgrains.version", reply.Version);
        var current = Activity.Current;
        span.Stop();
        Activity.Current = current;
    }

    /// <summary>A commit's span; on the loop.</summary>
    public static Activity? Commit(List<Letter> letters, int entries)
    {
        if (!Source.HasListeners()) return null;
        Activity.Current = null;
        var links = letters.Where(l => l.Span is not null).Take(LinksMax).Select(l => new ActivityLink(l.Span!.Context));
        return Source.StartActivity("commit", ActivityKind.Internal, default(ActivityContext), links: links)
            ?.SetTag("leadgrains.commands", letters.Count).SetTag("leadgrains.entries", entries);
    }

    /// <summary>The span of a parcel's way out; on the thread that brings it.</summary>
    public static Activity? Effect(Parcel parcel, LeadId lead, ActivityContext cause) => !Source.HasListeners() ? null
        : Source.StartActivity($"deliver {parcel.GetType().Name}", ActivityKind.Internal, default(ActivityContext), links: cause == default ? [] : [new ActivityLink(cause)])
            ?.SetTag("leadgrains.lead", lead.ToString());
}
