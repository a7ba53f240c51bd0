using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>Whether a webhook tells what happens. <see cref="Paused"/> by a person; <see cref="Failed"/> and <see cref="Gone"/> (410) by itself.</summary>
public enum WebhookStanding { Flowing, Paused, Failed, Gone, Deleted }

/// <summary>An address that is told what happens to leads (P3), as it is kept.</summary>
/// <param name="Number">1, 2, 3 …; never given twice.</param>
/// <param name="Tag">Random; in the ids of its messages, so that they are no other webhook's.</param>
public sealed record Webhook(int Number, string Name, string Url, WebhookScope Whose, string Tag, Moment MadeAt)
{
    private const string SecretPrefix = "whsec_";
    private const int SecretBytes = 32, TagBytes = 6;

    /// <summary>What it is told, as <see cref="WebhookKinds"/> names it; empty: everything.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];
    public string Secret { get; init; } = "";

    /// <summary>The secret before, with which messages are signed too for a while.</summary>
    public string? SecretBefore { get; init; }
    public Moment SecretBeforeUntilAt { get; init; }
    public WebhookStanding Standing { get; init; }

    /// <summary>Why it stands as it does, for a person; null when it flows.</summary>
    public string? Because { get; init; }

    /// <summary>Nothing has been taken since; null when the latest was.</summary>
    public Moment? FailingSinceAt { get; init; }

    [JsonIgnore]
    public bool IsFlowing => Standing == WebhookStanding.Flowing;

    /// <summary>A new secret.</summary>
    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>A new tag.</summary>
    public static string NewTag() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TagBytes));

    /// <summary>What messages are signed with at an instant, the newest first.</summary>
    public IReadOnlyList<WebhookSecret> SecretsAt(Moment now) =>
        [.. new[] { Secret, now < SecretBeforeUntilAt ? SecretBefore : null }.Select(s => WebhookSecret.TryParse(s, out var secret) ? secret : null).OfType<WebhookSecret>()];

    /// <summary>The id of a message: the same for the same event for ever.</summary>
    public string IdOf(long seq, int part) => string.Create(null, $"msg_{Tag}_{seq}_{part}");

    /// <summary>The event behind an id, or null when it is none of this webhook.</summary>
    public (long Seq, int Part)? EventOf(string id) =>
        id.Split('_') is ["msg", var tag, var seq, var part] && tag == Tag && long.TryParse(seq, out var s) && int.TryParse(part, out var p) ? (s, p) : null;

    internal string ToBody() => JsonSerializer.Serialize(this, JournalJson.Options);

    internal static Webhook Read(string body) =>
        JsonSerializer.Deserialize<Webhook>(body, JournalJson.Options) ?? throw new JsonException("A webhook is empty.");

    /// <summary>Its number and name; no log shows a secret.</summary>
    public override string ToString() => $"webhook {Number} ({Name})";
}
