using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>
/// Moving in: the file is checked whole, every actor replayed; then the new house takes its lines; then it is moved out of
/// again, and what comes out must be what went in, line for line. Only then it opens, with sending held: the old house may
/// still be there.
/// </summary>
public static class MovingIn
{
    /// <summary>Steps of the way, each reading the file once: check, take, compare.</summary>
    public const int Steps = 3;

    /// <summary>Throws <see cref="MovingException"/> at the first difference; nothing has moved then.</summary>
    /// <param name="programOf">The program at work, by the settings in the file; null leaves alarms unchecked.</param>
    /// <param name="progress">0 to 1.</param>
    /// <returns>The file's header.</returns>
    public static MovedHeader Move(string path, INewHouse house, Func<IReadOnlyDictionary<string, string>, Program?> programOf, IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        var header = Check(path, programOf, Step(0), cancel);
        house.Take(header);
        using (var reader = MovingReader.Open(path))
            foreach (var line in Watched(reader, Step(1), cancel)) house.Take(line);
        using (var reader = MovingReader.Open(path)) Compare(Watched(reader, Step(2), cancel), house.Lines());
        house.Open();
        return header;

        Action<double>? Step(int number) => progress is null ? null : part => progress.Report((number + part) / Steps);
    }

    /// <summary>Is the file whole, and each actor in it what its entries make?</summary>
    public static MovedHeader Check(string path, Func<IReadOnlyDictionary<string, string>, Program?> programOf, Action<double>? progress = null, CancellationToken cancel = default)
    {
        using var reader = MovingReader.Open(path);
        using var replay = new ActorReplay();
        var settings = new Dictionary<string, string>();
        var counted = new MovedCounts(0, 0, 0, 0, 0, 0, 0, 0);
        (MovedActor? actor, Program? program) = (null, null);
        foreach (var line in Watched(reader, progress, cancel))
        {
            if (actor is not null != line is MovedEntry or MovedSum) throw new MovingException($"{path}, line {reader.LineNumber}, isn't where it belongs. Move out again.");
            counted = Count(counted, line);
            switch (line)
            {
                case MovedSetting(var name, var value):
                    settings[name] = value;
                    break;
                case MovedActor next:
                    program ??= programOf(settings);
                    replay.Begin(actor = next);
                    break;
                case MovedEntry entry:
                    replay.Add(entry);
                    break;
                case MovedSum sum:
                    if (replay.End(program) != sum) throw new MovingException($"{actor!.Title}: its entries aren't those that were moved out ({path}, up to line {reader.LineNumber}).");
                    actor = null;
                    break;
            }
        }
        return counted == reader.Header.Counts ? reader.Header
            : throw new MovingException($"{path} says {reader.Header.Counts}, and holds {counted}. Move out again.");
    }

    private static IEnumerable<MovedLine> Watched(MovingReader reader, Action<double>? progress, CancellationToken cancel)
    {
        foreach (var line in reader.Lines())
        {
            if (reader.LineNumber % 1024 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Invoke(reader.Part);
            }
            yield return line;
        }
    }

    private static void Compare(IEnumerable<MovedLine> moved, IEnumerable<MovedLine> held)
    {
        using var writer = MovingWriter.ToNowhere();
        using var there = held.GetEnumerator();
        var title = "the settings";
        foreach (var line in moved)
        {
            title = (line as MovedActor)?.Title ?? (line is MovedEntry or MovedSum ? title : line.GetType().Name[5..].ToLowerInvariant());
            var meant = writer.Bytes(line).ToArray();
            if (!there.MoveNext() || !writer.Bytes(there.Current).SequenceEqual(meant))
                throw new MovingException($"{title}: what came in isn't what was moved out. Nothing was moved.");
        }
        if (there.MoveNext()) throw new MovingException($"the new house holds more than was moved in, beginning with a {there.Current.GetType().Name[5..].ToLowerInvariant()}. Nothing was moved.");
    }

#pragma warning disable format // one row per kind, in columns
    private static MovedCounts Count(MovedCounts counts, MovedLine line) => line switch
    {
        MovedLead        => counts with { Leads = counts.Leads + 1 },
        MovedEntry       => counts with { Entries = counts.Entries + 1 },
        MovedTeam        => counts with { Teams = counts.Teams + 1 },
        MovedAlias       => counts with { Aliases = counts.Aliases + 1 },
        MovedParcel      => counts with { Parcels = counts.Parcels + 1 },
        MovedQuarantined => counts with { Quarantined = counts.Quarantined + 1 },
        MovedWebhook     => counts with { Webhooks = counts.Webhooks + 1 },
        MovedSetting     => counts with { Settings = counts.Settings + 1 },
        _                => counts,
    };
#pragma warning restore format
}
