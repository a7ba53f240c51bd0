using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>
/// What the checker remembers of one lead: a few hundred bytes, bounded by the program's content and topics and the
/// size of the attention budget, however long the lead lives.
/// </summary>
internal sealed class LeadBook
{
    public int Version;
    public long LastSeq;

    public Stage Stage { get; set; }
    public Stage BeforeMerge { get; set; }

    /// <summary>The member who has accepted it; null while marketing holds it.</summary>
    public (string Team, string Member)? Owner { get; set; }

    /// <summary>A member has it and it has come to no end yet.</summary>
    public bool IsWorkedOn => Owner is not null && Stage is Stage.SalesOwned or Stage.PartnerOwned or Stage.Qualified;

    public string? Language { get; set; }
    public string? Zone { get; set; }
    public string? Country { get; set; }
    public bool HasMail { get; set; }
    public bool HasPhone { get; set; }
    public bool HasAddress { get; set; }
    public bool MailDead { get; set; }
    public Dictionary<(string Topic, Channel Channel), bool> Consents { get; } = [];

    /// <summary>Topics by mail that were asked for and not confirmed, and when the requests to confirm were sent.</summary>
    public HashSet<string> Unconfirmed { get; } = [];
    public List<Moment> Requests { get; } = [];

    /// <summary>What an observer outside saw: the latest touch that left, pieces, and contacts by anyone, as many as the budget counts.</summary>
    public int LeftNumber { get; set; }
    public PieceSet Left;
    public List<Moment> Outside { get; } = [];

    /// <summary>Pieces the person got, or may have got, by their place in the program.</summary>
    public PieceSet Got;

    public TouchIntended? Intended { get; set; }
    public bool Begun { get; set; }

    public int Offer { get; set; }
    public Moment? OfferDueAt { get; set; }

    /// <summary>The latest contacts by anyone, oldest first; as many as the budget counts.</summary>
    public List<Moment> Contacts { get; } = [];

    public Moment QuietUntilAt { get; set; }
    public bool Exhausted { get; set; }

    /// <summary>Since when the person has a right to hear from us; null when they have none.</summary>
    public Moment? ObligedSinceAt { get; set; }

    /// <summary>A silence is reported once.</summary>
    public Moment SilenceReportedAt { get; set; }

    public string OwnerWords => Owner is var (team, member) ? $"{team}/{member}" : "marketing";

    public bool Reaches(Channel channel) => channel switch
    {
        Channel.Email => HasMail && !MailDead,
        Channel.Call or Channel.Message => HasPhone,
        _ => HasAddress,
    };

    /// <summary>The topic's own word, else the one for every topic; what belongs to no topic needs any.</summary>
    public bool Allows(string? topic, Channel channel)
    {
        if (topic is null)
        {
            foreach (var (key, given) in Consents)
                if (key.Channel == channel && given) return true;
            return false;
        }
        return Consents.TryGetValue((topic, channel), out var own) ? own
            : Consents.TryGetValue((Lifecycle.Consents.EveryTopic, channel), out var all) && all;
    }
}

/// <summary>A set of small numbers, 64 of them without an array.</summary>
internal struct PieceSet
{
    private ulong _low;
    private ulong[]? _high;

    public readonly bool Contains(int i) => i < 64 ? (_low >> i & 1) != 0
        : _high is not null && i / 64 <= _high.Length && (_high[i / 64 - 1] >> (i % 64) & 1) != 0;

    public void Add(int i)
    {
        if (i < 64)
        {
            _low |= 1UL << i;
            return;
        }
        if ((_high?.Length ?? 0) < i / 64) Array.Resize(ref _high, i / 64);
        _high![i / 64 - 1] |= 1UL << (i % 64);
    }

    public void Remove(int i)
    {
        if (i < 64) _low &= ~(1UL << i);
        else if (_high is not null && i / 64 <= _high.Length) _high[i / 64 - 1] &= ~(1UL << (i % 64));
    }

    public void UnionWith(PieceSet other)
    {
        _low |= other._low;
        for (var i = 0; i < (other._high?.Length ?? 0) * 64; i++)
            if (other.Contains(i + 64)) Add(i + 64);
    }
}
