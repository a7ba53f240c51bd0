using System.Text;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.ClusterCrash;

/// <summary>
/// Writes down each message at the instant at which it is handed over, in a file of this process's own, and answers for a touch
/// a little later, as a mail server does: whatever happens in between leaves it in doubt.
/// </summary>
public sealed class HandOverLog(string folder) : ICourier, IDisposable
{
    private static readonly TimeSpan AnswersAfter = TimeSpan.FromMilliseconds(200);
    private readonly Lock _lock = new();
    private readonly FileStream _file = new(Path.Combine(folder, $"{Environment.ProcessId}.log"), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public bool IsRepeatable => false;

    public SendingLimits Limits => SendingLimits.None;

    public async ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel)
    {
        lock (_lock) _file.Write(Encoding.UTF8.GetBytes(consignment.MessageId + "\n"));
        if (consignment.Parcel is TouchParcel) await Task.Delay(AnswersAfter, cancel);
        return Delivery.Sent;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Everything that was handed over by any process, once for each time.</summary>
    public static IReadOnlyList<string> Read(string folder) => [.. Directory.EnumerateFiles(folder, "*.log").SelectMany(f => File.ReadAllText(f).Split('\n', StringSplitOptions.RemoveEmptyEntries))];
}
