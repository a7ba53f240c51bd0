using System.Text;
using System.Text.Json.Nodes;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Courier;

/// <summary>
/// Text messages and whatever else a gateway carries: each is posted as signed JSON to an address from the environment.
/// A retry comes only after an answer that it wasn't taken; sent without an answer is uncertain. Safe from any thread.
/// </summary>
internal sealed class MessageChannel(WebhookTarget target, WebhookSecret secret, TimeProvider time) : IMessageChannel, IDisposable
{
    /// <summary>Where to, the secret or the file that holds it, and <c>1</c> to allow a private address for development.</summary>
    public const string AddressVariable = "LEADGRAINS_MESSAGE_URL", SecretVariable = "LEADGRAINS_MESSAGE_SECRET",
        SecretFileVariable = "LEADGRAINS_MESSAGE_SECRET_FILE", PrivateVariable = "LEADGRAINS_MESSAGE_ALLOW_PRIVATE";

    private readonly WebhookClient _client = new(time);

    /// <summary>The channel that the environment describes; null where it names no address. Throws a problem for half of one.</summary>
    public static MessageChannel? FromEnvironment(Func<string, string?> variable, TimeProvider time)
    {
        if (variable(AddressVariable) is not { Length: > 0 } address) return null;
        if (!WebhookTarget.TryParse(address, variable(PrivateVariable) == "1", out var target, out var fault))
            throw new ProblemException(ProblemKind.BadInput, $"{AddressVariable}: {fault}.");
        var text = variable(SecretFileVariable) is { Length: > 0 } file ? File.ReadAllText(file) : variable(SecretVariable);
        return WebhookSecret.TryParse(text, out var secret) ? new MessageChannel(target, secret, time)
            : throw new ProblemException(ProblemKind.BadInput,
                $"{SecretVariable}, or the file that {SecretFileVariable} names, must hold whsec_ and base64 of {WebhookSecret.BytesMin} to {WebhookSecret.BytesMax} bytes.");
    }

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
        return await _client.Post(target, IdOf(item.MessageId), Encoding.UTF8.GetBytes(Output.Compacted(message)), [secret], cancel) switch
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
