using LeadGrains.Mail;

namespace LeadGrains.Web.Courier;

/// <summary>The gateway for text messages, as the environment names it; nothing about it is in a file.</summary>
internal sealed record MessageGateway(WebhookTarget Target, WebhookSecret Secret)
{
    /// <summary>Where to, the secret or the file that holds it, and <c>1</c> to allow a private address for development.</summary>
    public const string AddressVariable = "LEADGRAINS_MESSAGE_URL", SecretVariable = "LEADGRAINS_MESSAGE_SECRET",
        SecretFileVariable = "LEADGRAINS_MESSAGE_SECRET_FILE", PrivateVariable = "LEADGRAINS_MESSAGE_ALLOW_PRIVATE";

    /// <summary>Null where the environment names no address, and where there is a fault: half a gateway is none.</summary>
    /// <param name="file">A file's text, or null when it can't be read.</param>
    public static (MessageGateway? Gateway, IReadOnlyList<string> Faults) Read(Func<string, string?> variable, Func<string, string?> file)
    {
        if (variable(AddressVariable) is not { Length: > 0 } address) return (null, []);
        var faults = new List<string>();
        if (!WebhookTarget.TryParse(address, variable(PrivateVariable) == "1", out var target, out var fault)) faults.Add($"{AddressVariable}: {fault}.");
        var text = variable(SecretFileVariable) is { Length: > 0 } path ? file(path) : variable(SecretVariable);
        if (!WebhookSecret.TryParse(text, out var secret))
            faults.Add($"{SecretVariable}, or the file that {SecretFileVariable} names, must hold whsec_ and base64 of {WebhookSecret.BytesMin} to {WebhookSecret.BytesMax} bytes.");
        return faults.Count == 0 ? (new MessageGateway(target!, secret!), faults) : (null, faults);
    }
}
