using System.Globalization;
using System.Runtime;
using System.Security.Cryptography;
using System.Text;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Intake;

namespace LeadGrains.Client.Import;

/// <summary>What an import did.</summary>
/// <param name="Rows">Read, this time.</param>
/// <param name="Taken">New inquiries.</param>
/// <param name="Known">Said nothing new: the same row before, in this file or another.</param>
/// <param name="Skipped">Taken by an earlier run that was stopped.</param>
/// <param name="WithoutConsent">Of those told this time, without any consent in them.</param>
/// <param name="IsAnew">The same file was read before, by another mapping.</param>
internal sealed record Imported(long Rows, long Taken, long Known, long Skipped, long Bad, string SideFile,
    long Refused, string? FirstRefusal,
    IReadOnlyList<string> Unmapped, TimeSpan Elapsed, long WithoutConsent, bool IsAnew);

/// <summary>
/// Brings the rows of a file to the engine, many under way at once. With each commit goes the row up to which all is
/// answered, so that a run after a kill begins there; what is told again all the same has the same id and changes
/// nothing.
/// </summary>
internal sealed class Importer(Desk desk, CsvLeads csv, FileStream source, string path, MapFile map) : IDisposable
{
    /// <summary>Rows under way: two commits' worth, so that one is read while the other is written.</summary>
    public const int UnderWayMax = 8_192;

    /// <summary>
    /// Nobody waits for a single row, so commits are large: new leads fall anywhere in the index of ids, and the more of
    /// them a commit holds, the more share a page. Measured with 250,000 rows: commits of 512 take 36 s, of 4,096 20 s, of
    /// 8,192 18 s and 50 MB more memory.
    /// </summary>
    public static readonly EngineLimits Limits = new() { BatchCommandsMax = UnderWayMax / 2, MailboxCommandsMax = 2 * UnderWayMax };

    private const int ShownEvery = 512;
    private readonly Queue<(long Row, Task<Reply> Answer)> _underWay = new(UnderWayMax);
    private readonly SideFile _aside = new(path);
    private long _answeredRow; // written here, read on the engine's loop
    private long _rows, _taken, _known, _skipped, _refused, _withoutConsent;
    private string? _firstRefusal;

    public async Task<Imported> Run(ProgressLine progress, CancellationToken cancel)
    {
        // Nobody waits for a single answer: pauses are cheaper than collecting beside the work (measured: a seventh of the time).
        var pauses = GCSettings.LatencyMode;
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        try
        {
            return await Read(progress, cancel);
        }
        finally
        {
            GCSettings.LatencyMode = pauses;
        }
    }

    private async Task<Imported> Read(ProgressLine progress, CancellationToken cancel)
    {
        var (file, mapped) = Fingerprints(progress);
        var setting = "import:" + mapped;
        var before = desk.Settings.GetValueOrDefault("import.file:" + file);
        if (before != mapped) await desk.Engine.Keep("import.file:" + file, mapped);
        var after = long.Parse(desk.Settings.GetValueOrDefault(setting, "0"), CultureInfo.InvariantCulture);
        _answeredRow = after;
        long kept = after;
        desk.Beside = () => Volatile.Read(ref _answeredRow) is var row && row > kept
            ? (setting, (kept = row).ToString(CultureInfo.InvariantCulture)) : null;
        var inquiries = new RowInquiry(desk.Program);
        foreach (var item in csv.Rows())
        {
            if (cancel.IsCancellationRequested) break;
            if (++_rows % ShownEvery == 0) Show(progress);
            if (item is BadRow bad) _aside.Write(bad);
            else if (item.RowNumber <= after) _skipped++;
            else
            {
                var (lead, command, id) = inquiries.Read((CsvRow)item);
                if (command.Consents.Count == 0) _withoutConsent++;
                if (_underWay.Count >= UnderWayMax) await Settle();
                // Not cancelled on the way: what is told is told, and its answer is waited for.
                _underWay.Enqueue(
                    (item.RowNumber,
                    desk.Engine.Tell(lead, command, new Ticket(id, By: "import"), CancellationToken.None)));
            }
        }
        while (_underWay.Count > 0) await Settle();
        await desk.KeepPlace(); // to the last row
        return new Imported(_rows, _taken, _known, _skipped, _aside.Count, _aside.Path, _refused, _firstRefusal,
            csv.Unmapped, progress.Elapsed, _withoutConsent, before is not null && before != mapped);
    }

    /// <summary>Closes the file of the rows set aside.</summary>
    public void Dispose() => _aside.Dispose();

    private async Task Settle()
    {
        var (row, answer) = _underWay.Dequeue();
        var reply = await answer;
        switch (reply.Kind)
        {
            case ReplyKind.Done when reply.Lead is not null: _taken++; break;
            case ReplyKind.Done or ReplyKind.AlreadySo: _known++; break; // an answer given again has no lead with it
            case ReplyKind.Busy:
                throw new ProblemException(ProblemKind.Busy,
                    $"there is no space for more: {reply.Words} {Say.Count(_taken, "inquiry", "inquiries")} are safe; "
                    + "make room and run the same import again, it goes on from there.");
            default:
                _refused++;
                _firstRefusal ??= $"row {row}: {reply.Words}";
                break;
        }
        Volatile.Write(ref _answeredRow, row);
    }

    private void Show(ProgressLine progress)
    {
        var seconds = Math.Max(0.001, progress.Elapsed.TotalSeconds);
        var bad = _aside.Count > 0 ? $", {Say.Number(_aside.Count)} set aside" : "";
        progress.Set((double)source.Position / Math.Max(1, source.Length),
            $"{Say.Number(_rows)} rows, {_rows / seconds:N0}/s{bad}");
    }

    // The whole content; and the same with the mapping: the same file read the same way.
    private (string File, string Mapped) Fingerprints(ProgressLine progress)
    {
        progress.Set(0, "looking whether it was here before");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var again = MapFile.OpenSource(path))
        {
            var buffer = new byte[1 << 20];
            for (int read; (read = again.Read(buffer)) > 0;) hash.AppendData(buffer, 0, read);
        }
        var file = Convert.ToHexStringLower(hash.GetCurrentHash().AsSpan(0, 16));
        hash.AppendData(Encoding.UTF8.GetBytes(map.Text));
        return (file, Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)));
    }
}
