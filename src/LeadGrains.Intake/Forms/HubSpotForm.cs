using System.Text.Json;

namespace LeadGrains.Intake;

/// <summary>
/// A submission to HubSpot's forms API, version 3 (developers.hubspot.com, forms v3-legacy), with its consent options: what
/// is agreed to there is consent here, with the words. Legitimate interest is noted, and is no consent. Pure.
/// </summary>
public static class HubSpotForm
{
    /// <summary>Reads one submission.</summary>
    /// <param name="portalId">From the address, as <paramref name="formGuid"/> is.</param>
    public static IntakeResult Read(IntakeRequest request, string portalId, string formGuid, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        var own = settings.HubSpot;
        if (!IsOurs(portalId, formGuid, own)) return NoPortal;
        if (JsonBody.Read(request, out var root) is { } unfit) return unfit;
        if (root.Member("fields").Objects().ToList() is not { Count: > 0 and <= IntakeLimits.FieldsMax } fields) return IntakeResult.BadInput($"fields is a list of 1 to {IntakeLimits.FieldsMax} fields.");
        var consent = root.Member("legalConsentOptions").Member("consent");
        if (consent.Text("consentToProcess") is { } said && !HtmlForm.IsTicked(said))
            return IntakeResult.BadInput("The person doesn't agree that their data are processed, so nothing was kept.");

        var (submission, context) = (new Submission("hubspot", own, settings, request) { Id = request.Header("idempotency-key") }, root.Member("context"));
        SayContext(submission, context);
        if (submission[CsvField.Page] is null) submission.SayPage(request.Header("referer"));
        submission.Track("form", formGuid);
        submission.At = Instants.Milliseconds(root.Text("submittedAt"));
        foreach (var field in fields)
            if (field.Text("name") is { } name)
                if (settings.Traps.Contains(name)) submission.IsTrapped |= !string.IsNullOrWhiteSpace(field.Text("value"));
                else submission.Say(name, field.Text("value"));
        foreach (var communication in consent.Member("communications").Items()) Agree(submission, communication, own, formGuid);
        if (root.Member("legalConsentOptions").Member("legitimateInterest") is { ValueKind: JsonValueKind.Object } interest)
            submission.Tell("legitimateInterest", interest.Text("text") ?? interest.Text("legalBasis"));
        return IntakeResult.Of(submission.ToInquiry(), IntakeReply.Json(new { redirectUri = "", inlineMessage = own.Thanks }));
    }

    internal static IntakeResult NoPortal => IntakeResult.Refuse(404, "There is no such portal; intake.yaml names ours.");

    internal static bool IsOurs(string portalId, string formGuid, DoorSettings own) =>
        portalId.Length is > 0 and <= 20 && portalId.All(char.IsAsciiDigit) && formGuid.Length <= 60 && formGuid.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && (own.Account ?? portalId) == portalId;

    /// <summary>Where and from which page, as both versions say it.</summary>
    internal static void SayContext(Submission submission, JsonElement context)
    {
        submission.SayAddress(context.Text("ipAddress"));
        if ((context.Text("pageUri") ?? context.Text("pageUrl")) is { } page) submission.SayPage(page);
        submission.Say(CsvField.Campaign, context.Text("sfdcCampaignId"));
        submission.Track("hutk", context.Text("hutk"));
    }

    // The words are those that were sent, since that page showed them; the settings say for which topics they stand.
    private static void Agree(Submission submission, JsonElement communication, DoorSettings own, string form)
    {
        if (!communication.IsTrue("value")) return;
        var (type, words) = (communication.Text("subscriptionTypeId") ?? "", ValueReader.Clean(communication.Text("text") ?? "", multiline: true));
        words = words is { Length: > 4_000 } ? words[..4_000] : words;
        if (own.Consents.GetValueOrDefault(type) is { } known) submission.Agree(words is null ? known : known with { Words = words }, $"hubspot:{form}");
        else if (own.Consents.Count == 0 && words is not null) submission.Agree(new ConsentText(words), $"hubspot:{form}");
        else submission.Tell($"subscription {type}", words ?? "yes");
    }
}
