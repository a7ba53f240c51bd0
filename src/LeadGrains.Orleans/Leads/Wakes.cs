using System.Diagnostics.Metrics;

namespace LeadGrains.Orleans;

/// <summary>Counts who woke leads: reminders should, and the sweep finds what they missed. On the meter <c>LeadGrains</c>. Thread-safe.</summary>
internal static class Wakes
{
    public const string Instrument = "leadgrains.wakes", Reminder = "reminder", Sweep = "sweep";

    private static readonly Meter Meter = new(EngineMeter.Name);
    private static readonly Counter<long> Counter = Meter.CreateCounter<long>(Instrument, "{lead}", "Leads woken, by what woke them.");

    public static void Count(string by) => Counter.Add(1, new KeyValuePair<string, object?>("by", by));
}
