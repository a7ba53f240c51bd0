using System.Text.Json.Serialization;
using LeadGrains.Web;

namespace LeadGrains.Client.Serving;

/// <summary>What the owner of a file wants of its webhooks; a closed family.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "wish")]
[JsonDerivedType(typeof(AddWebhook), "add")]
[JsonDerivedType(typeof(PauseWebhook), "pause")]
[JsonDerivedType(typeof(ResumeWebhook), "resume")]
[JsonDerivedType(typeof(RotateWebhook), "rotate")]
[JsonDerivedType(typeof(RemoveWebhook), "remove")]
[JsonDerivedType(typeof(ReplayWebhook), "replay")]
internal abstract record WebhookWish
{
    /// <summary>Whoever has the file may all of it.</summary>
    public static readonly Caller Owner = new("cli", Role.Admin);

    /// <summary>Carries it out.</summary>
    public abstract Task<WebhookReply> At(WebhookDesk desk);
}

internal sealed record AddWebhook(WebhookInput Input) : WebhookWish
{
    public override Task<WebhookReply> At(WebhookDesk desk) => desk.Add(Owner, Input);
}

internal sealed record PauseWebhook(int Number) : WebhookWish
{
    public override Task<WebhookReply> At(WebhookDesk desk) => desk.Pause(Owner, Number);
}

internal sealed record ResumeWebhook(int Number) : WebhookWish
{
    public override Task<WebhookReply> At(WebhookDesk desk) => desk.Resume(Owner, Number);
}

internal sealed record RotateWebhook(int Number) : WebhookWish
{
    public override Task<WebhookReply> At(WebhookDesk desk) => desk.Rotate(Owner, Number);
}

/// <summary>Answered with the webhook as it was.</summary>
internal sealed record RemoveWebhook(int Number) : WebhookWish
{
    public override async Task<WebhookReply> At(WebhookDesk desk)
    {
        var was = desk.Find(Owner, Number);
        return await desk.Delete(Owner, Number) ? new WebhookReply(was) : new WebhookReply();
    }
}

internal sealed record ReplayWebhook(int Number, ReplayInput Which) : WebhookWish
{
    public override Task<WebhookReply> At(WebhookDesk desk) => desk.Replay(Owner, Number, Which);
}
