namespace LeadGrains.Web;

/// <summary>Every bound of webhooks.</summary>
public static class WebhookLimits
{
    /// <summary>Webhooks that tell something, of the house and of one member; and numbers ever given.</summary>
    public const int WebhooksMax = 100, OfMemberMax = 5, NumberMax = 10_000;

    /// <summary>Characters of a name.</summary>
    public const int NameCharsMax = 60;

    /// <summary>Messages on their way to one address at once, and begun in one second.</summary>
    public const int AtOnceMax = 4, PerSecondMax = 50;

    /// <summary>Entries of the journal that are looked through in one turn, and missed messages that are tried again in one.</summary>
    public const int EntriesAtOnceMax = 200, RetriesAtOnceMax = 50;

    /// <summary>Without a message, how far one has come is kept after so many entries; a restart looks through them again.</summary>
    public const int EntriesUnkeptMax = 1_000;

    /// <summary>Messages that wait for another try; with so many nothing new is told.</summary>
    public const int WaitingMax = 1_000;

    /// <summary>Dead letters; with so many the webhook is paused, since none is ever thrown away by itself.</summary>
    public const int DeadMax = 1_000;

    /// <summary>Missed in a row, it is taken to be down: nothing new is told until a try succeeds.</summary>
    public const int DownAfterMisses = 5;

    /// <summary>Nothing taken for so long, it is paused until somebody resumes it.</summary>
    public static readonly TimeSpan PauseAfter = TimeSpan.FromDays(5);

    /// <summary>After a rotation messages are signed with both secrets for so long.</summary>
    public static readonly TimeSpan RotationFor = TimeSpan.FromDays(1);

    /// <summary>Latest messages of one webhook that are remembered, taken ones too, since the start.</summary>
    public const int RememberedMax = 100;

    /// <summary>Bytes of a message; a longer one leaves out the lead, which can be asked for.</summary>
    public const int MessageBytesMax = 256 * 1024;

    /// <summary>The journal is looked at for news so often.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>What is on its way when the house closes has so long to arrive; the next start tells it again otherwise.</summary>
    public static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(3);
}
