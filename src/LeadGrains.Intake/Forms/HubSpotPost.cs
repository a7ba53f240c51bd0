using System.Text;

namespace LeadGrains.Intake;

/// <summary>
/// A post to HubSpot's forms API, version 2 (developers.hubspot.com, "Submit data to a form"): urlencoded, or as parts, by the
/// names of HubSpot's properties, with <c>hs_context</c> as JSON in a field. Answered 204, or with the page that the settings allow. Pure.
/// </summary>
public static class HubSpotPost
{
    private const string ContextField = "hs_context";

    /// <summary>Reads one submission.</summary>
    /// <param name="portalId">From the address, as <paramref name="formGuid"/> is.</param>
    public static IntakeResult Read(IntakeRequest request, string portalId, string formGuid, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        var own = settings.HubSpot;
        if (!HubSpotForm.IsOurs(portalId, formGuid, own)) return HtmlForm.Told(HubSpotForm.NoPortal, request);
        if (FormBody.Read(request, out var fields) is { } unfit) return HtmlForm.Told(unfit, request);

        var submission = new Submission("hubspot", own, settings, request) { Id = request.Header("idempotency-key") };
        string? next = null;
        submission.Track("form", formGuid);
        foreach (var (name, value) in fields)
            switch (name)
            {
                case ContextField:
                    // What isn't JSON there says nothing about the page; the person's fields are still theirs.
                    if (JsonBody.Parse(Encoding.UTF8.GetBytes(value), out var context) is null)
                    {
                        HubSpotForm.SayContext(submission, context);
                        next ??= context.Text("redirectUrl");
                    }
                    break;
                case "redirectUrl" or "hs_redirect": next ??= value; break;
                case var trap when settings.Traps.Contains(trap): submission.IsTrapped |= !string.IsNullOrWhiteSpace(value); break;
                case var box when own.Consents.GetValueOrDefault(box) is { } text: if (HtmlForm.IsTicked(value)) submission.Agree(text, $"hubspot:{formGuid}"); break;
                default: submission.Say(name, value); break;
            }
        if (submission[CsvField.Page] is null) submission.SayPage(request.Header("referer"));
        var answer = Redirects.Allowed(next, settings.Redirects) is { } page ? IntakeReply.SeeOther(page)
            : request.IsFromBrowser ? IntakeReply.Page(200, "Thank you", own.Thanks) : IntakeReply.Nothing;
        return IntakeResult.Of(submission.ToInquiry(), answer);
    }
}
