namespace LeadGrains.Reports;

/// <summary>
/// Chance that is a pure function: the same seed, lead, purpose and turn always roll the same, whatever was rolled
/// before. So one lead's behaviour doesn't depend on another's, nor on the order in which things are asked.
/// </summary>
internal readonly struct Dice(ulong seed, int number)
{
    private readonly ulong _start = Mix(seed + 0x9E3779B97F4A7C15) ^ ((ulong)(uint)number * 0xD1B54A32D192ED03);

    /// <summary>A number in [0, 1).</summary>
    public double Roll(Why why, int turn = 0) => (Bits(why, turn) >> 11) * (1.0 / (1UL << 53));

    /// <summary>True in this part of all cases.</summary>
    public bool Happens(double chance, Why why, int turn = 0) => Roll(why, turn) < chance;

    /// <summary>One of several, all alike.</summary>
    public T Pick<T>(IReadOnlyList<T> of, Why why, int turn = 0) => of[(int)(Roll(why, turn) * of.Count)];

    /// <summary>A span between two, all alike.</summary>
    public TimeSpan Between(TimeSpan from, TimeSpan to, Why why, int turn = 0) => from + (to - from) * Roll(why, turn);

    /// <summary>So many days, between two figures.</summary>
    public TimeSpan Days(double from, double to, Why why, int turn = 0) =>
        TimeSpan.FromDays(from + (to - from) * Roll(why, turn));

    private ulong Bits(Why why, int turn) =>
        Mix(Mix(_start + (ulong)why * 0x8CB92BA72F3D8DD7) + (ulong)(uint)turn * 0xEB44ACCAB455D165);

    // The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}

/// <summary>What is rolled for; each purpose has its own, independent chance.</summary>
internal enum Why
{
    Intention, IntentionAt, Arrival, ArrivalAt, FirstName, LastName, Company, CompanyKind, Title, Place, Source,
    Campaign,
    Phone, Consent, ConsentTopic, CallConsent, Truth, Told, EarlyWish, Click, ClickAt, Answer, Ready, Reply,
    OptOut,
    Rhythm, RhythmDays, Pause, Bounce, Complaint, Near, NearAt, Again, Against, Purchase, Erase, EraseAt,
    Offer, OfferAt, View, Reason, Contact, ContactAt, StepAt, Close, CloseAt, Value, GiveUp, GiveBackAt, Holiday,
    Fault, Late, LateBy, Confirm, ConfirmAt, Zone, Channel,
}
