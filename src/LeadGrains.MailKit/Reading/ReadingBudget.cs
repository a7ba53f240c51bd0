namespace LeadGrains.MailKit;

/// <summary>What is left of <see cref="ReaderLimits"/> for one message, however often a part of it is read by itself.</summary>
internal sealed class ReadingBudget(ReaderLimits limits, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>The limits.</summary>
    public ReaderLimits Limits => limits;

    /// <summary>The clock behind <see cref="ReaderLimits.TimeMax"/>.</summary>
    public TimeProvider Time => time;

    /// <summary>Parts so far.</summary>
    public int Parts { get; private set; }

    /// <summary>Something was left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether so many more parts may be opened, the root always; if not, the message is cut.</summary>
    public bool Spend(int parts = 1)
    {
        var may = Parts == 0 || (Parts + parts <= limits.PartsMax && time.GetElapsedTime(_began) < limits.TimeMax);
        if (may) Parts += parts;
        else IsCut = true;
        return may;
    }

    /// <summary>Marks the message as cut where this is so.</summary>
    public void Cut(bool isCut = true) => IsCut |= isCut;
}
