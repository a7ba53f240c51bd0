namespace LeadGrains.Web;

/// <summary>A webhook to be made, or what changes of one; what is null stays, or is as usual.</summary>
public sealed record WebhookInput
{
    public string? Name { get; init; }

    /// <summary>https, and a public address.</summary>
    public string? Url { get; init; }

    /// <summary>Names of events, such as accepted; none: all.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Whose leads: a team; null for all. A member's key makes webhooks of that member's own leads.</summary>
    public string? Team { get; init; }

    /// <summary>One member of the team; null for all of it.</summary>
    public string? Member { get; init; }

    /// <summary>What happened after this entry is told too; null: only what comes. When it is made.</summary>
    public long? After { get; init; }
}

/// <summary>What is told again: the dead letters, or everything of a range of entries.</summary>
/// <param name="Dead">All dead letters.</param>
/// <param name="Id">One dead letter, by its webhook-id.</param>
/// <param name="From">The first entry of a range.</param>
/// <param name="To">The last; null: the latest.</param>
public sealed record ReplayInput(bool Dead = false, string? Id = null, long? From = null, long? To = null);

/// <summary>A webhook as it is listed. Its secret is shown in the answer that makes it, and never again.</summary>
public sealed record WebhookView(int Number, string Name, string Url, IReadOnlyList<string> Events, string Whose, WebhookStanding Standing, string? Because,
    Moment MadeAt, Moment? FailingSinceAt, long Told, long Waiting, long Dead, Store.WebhookReplay? Replay, Moment? SecretBeforeUntilAt, string? Secret = null);
