using System.Text.Json;
using System.Text.Json.Nodes;
using LeadGrains.Engine;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Web.Courier;

/// <summary>
/// Text messages and whatever else a gateway carries: each is posted to it as signed JSON. A retry comes only after an answer
/// that it wasn't taken; sent without an answer is uncertain. Safe from any thread.
/// </summary>
internal sealed class MessageChannel(MessageGateway gateway, TimeProvider time) : IMessageChannel, IDisposable
{
    private readonly WebhookClient _client = new(time);

    /// <summary>Hands one message to the gateway.</summary>
    public async ValueTask<Delivery> Send(Consignment item, TouchParcel touch, RenderedPiece rendered, CancellationToken cancel)
    {
        var message = new JsonObject
        {
            ["type"] = "message.send",
            ["timestamp"] = item.At.ToString(),
            ["data"] = new JsonObject
            {
                ["to"] = item.Lead.Person.Phone,
                ["text"] = rendered.Text.TrimEnd(),
                ["language"] = item.Program.Piece(touch.Piece)?.Language,
                ["lead"] = item.Lead.Id.ToString(),
                ["piece"] = touch.Piece,
            },
        };
        return await _client.Post(gateway.Target, IdOf(item.MessageId), JsonSerializer.SerializeToUtf8Bytes(message, JournalJson.Options), [gateway.Secret], cancel) switch
        {
            WebhookAnswer.Taken taken => new Delivery(TouchOutcome.Sent, $"the gateway took it ({taken.Status})"),
            WebhookAnswer.Refused refused => new Delivery(refused.IsPermanent ? TouchOutcome.RefusedForGood : TouchOutcome.RefusedForNow, $"the gateway answered {refused.Status}"),
            WebhookAnswer.NotSent not => new Delivery(TouchOutcome.RefusedForNow, not.Reason),
            WebhookAnswer.Uncertain uncertain => new Delivery(TouchOutcome.Uncertain, uncertain.Reason),
            _ => throw new InvalidOperationException("An answer that nobody knows."),
        };
    }

    public void Dispose() => _client.Dispose();

    // "touch-3.0f9a…@leadgrains": the signature's format wants no dot.
    private static string IdOf(string messageId) => messageId.Replace('.', '_');
}
