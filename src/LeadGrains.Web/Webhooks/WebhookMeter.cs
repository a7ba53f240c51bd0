using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary>Counts what became of webhooks' messages, and traces each try.</summary>
internal static class WebhookMeter
{
    private static readonly Meter Meter = new(TelemetryExport.Name);
    private static readonly Counter<long> Tries = Meter.CreateCounter<long>("leadgrains.webhook.tries", "{try}", "Tries to tell a webhook, by outcome.");
    private static readonly ActivitySource Source = new(TelemetryExport.Name);

    /// <summary>The span of a try; null while nobody listens.</summary>
    public static Activity? Begin(Webhook hook, WebhookMessage message) => Source.StartActivity("webhook")
        ?.SetTag("leadgrains.lead", message.Lead.ToString()).SetTag("leadgrains.webhook", hook.Number).SetTag("leadgrains.type", message.Type);

    public static void Count(WebhookAnswer answer) => Tries.Add(1, new KeyValuePair<string, object?>("outcome", Outcome(answer)));

    /// <summary>An answer in one word.</summary>
    public static string Outcome(WebhookAnswer answer) => answer switch
    {
        WebhookAnswer.Taken => "taken",
        WebhookAnswer.Refused => "refused",
        WebhookAnswer.NotSent => "not-sent",
        _ => "uncertain",
    };
}
