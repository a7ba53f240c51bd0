using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>
/// Salesforce Web-to-Lead, as its generator makes the form: only the address changes. Source: a generated form, and
/// help.salesforce.com for the fields. <c>00N…</c> fields mean what the settings say. <c>retURL</c> is followed where the settings allow it. Pure.
/// </summary>
public static class WebToLead
{
    private const string Ticked = "1";

#pragma warning disable format // pairs in rows
    /// <summary>Facts that have the same meaning in every system.</summary>
    private static readonly Dictionary<string, string> Facts = new()
    {
        ["employees"] = "employees", ["revenue"] = "revenue", ["industry"] = "industry", ["description"] = "message", ["rating"] = "rating", ["url"] = "website",
        ["street"] = "street", ["city"] = "city", ["state"] = "state", ["zip"] = "zip", ["salutation"] = "salutation", ["fax"] = "fax",
        ["member_status"] = "member_status", ["recordType"] = "recordType",
    };
#pragma warning restore format

    /// <summary>Reads one submission.</summary>
    public static IntakeResult Read(IntakeRequest request, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        if (FormBody.Read(request, out var fields) is { } unfit) return HtmlForm.Told(unfit, request);
        var own = settings.Salesforce;
        if (own.Account is { } account && fields.FirstOrDefault(f => f.Name == "oid").Value != account)
            return HtmlForm.Told(IntakeResult.Refuse(403, "The form's oid is not the one that intake.yaml names."), request);

        var submission = new Submission("salesforce", own, settings, request) { Id = request.Header("idempotency-key") };
        string? next = null;
        foreach (var (name, value) in fields)
            switch (name)
            {
                case "oid" or "orgId" or "encoding" or "debug" or "debugEmail" or "captcha_settings" or "g-recaptcha-response" or "submit": break;
                case "retURL": next ??= value; break;
                case "emailOptOut": if (value == Ticked) submission.Refuse(Channel.Email); break;
                case "doNotCall": if (value == Ticked) submission.Refuse(Channel.Call); break;
                case "faxOptOut": break;
                case "lead_source": submission.Say(CsvField.Source, value, name); break;
                case "Campaign_ID": submission.Say(CsvField.Campaign, value, name); break;
                case "mobile": submission.Say(CsvField.Phone, value, name); break;
                case var trap when settings.Traps.Contains(trap): submission.IsTrapped |= !string.IsNullOrWhiteSpace(value); break;
                case var box when own.Consents.GetValueOrDefault(box) is { } text: if (HtmlForm.IsTicked(value)) submission.Agree(text, "salesforce"); break;
                case var known when Facts.GetValueOrDefault(known) is { } fact && !own.Fields.ContainsKey(known): submission.Tell(fact, value); break;
                default: submission.Say(name, value); break;
            }
        if (submission[CsvField.Page] is null) submission.SayPage(request.Header("referer"));
        return IntakeResult.Of(submission.ToInquiry(), HtmlForm.Answer(request, own, Redirects.Allowed(next, settings.Redirects)));
    }
}
