using System.CommandLine;
using LeadGrains.Client.Files;
using LeadGrains.Client.Words;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains tail</c>: what happens, as it happens.</summary>
internal static class TailCommand
{
    private const int ShownFirst = 20;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    public static Command Build()
    {
        var after = new Option<long?>("--after")
        { Description = "Begin behind this entry (default: the last 20 entries)", HelpName = "SEQ" };
        var follow = new Option<bool>("--follow", "-F") { Description = "Go on with what happens, until Ctrl-C" };
        var command = new Command("tail", "Show what happened, latest last") { after, follow };
        command.SetAction(
            Session.Run((session, parsed, cancel) =>
            Run(session, parsed.GetValue(after), parsed.GetValue(follow), cancel)));
        return command;
    }

    private static async Task<int> Run(Session session, long? after, bool follow, CancellationToken cancel)
    {
        using var views = session.Read();
        var seq = after ?? Math.Max(0, views.LastSeq() - ShownFirst);
        while (true)
        {
            var lines = views.EventsAfter(seq);
            foreach (var line in lines) Tell(session, line);
            session.Out.Flush();
            if (lines.Count > 0) seq = lines[^1].Entry.Seq;
            if (lines.Count == LeadViews.PageMax) continue;
            if (!follow || cancel.IsCancellationRequested) return Session.Fine;
            await Task.Delay(LookEvery, session.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void Tell(Session session, EntryLine line)
    {
        var entry = line.Entry;
        if (session.Out.Json)
        {
            session.Out.Document(EntryJson.Of(entry, line.LeadId));
            return;
        }
        var who = entry.Team is { } team ? $"team {team}" : line.LeadId?.ToString()[..12] ?? "?";
        foreach (var sentence in entry.LeadEvents.Select(Sentences.Of).Concat(entry.TeamEvents.Select(Sentences.Of)))
            session.Out.Line($"{entry.Seq,8}  {Say.Minute(entry.At)}  {who,-12}  {sentence}");
    }
}
