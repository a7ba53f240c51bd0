using System.Text.Json;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>
/// LinkedIn's <c>leadFormResponses</c> (learn.microsoft.com, lead sync), one response or a page of <c>elements</c>. A
/// response names its questions by number: the settings say what they mean, or the answers carry the question's own
/// name. An answer that reads as an e-mail address is one where nothing else is. A test lead is kept nowhere. Pure.
/// </summary>
public static class LinkedInLeadForm
{
    private static readonly string[] Names = ["predefinedField", "name", "label", "question"];

    /// <summary>Reads one delivery.</summary>
    public static IntakeResult Read(IntakeRequest request, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        if (JsonBody.Read(request, out var root) is { } unfit) return unfit;
        var responses = root.Member("elements") is { ValueKind: JsonValueKind.Array } elements ? elements.Items().ToList() : [root];
        if (responses.Count is 0 or > IntakeLimits.InquiriesMax) return IntakeResult.BadInput($"elements is a list of 1 to {IntakeLimits.InquiriesMax} responses.");
        var inquiries = new List<Submitted>();
        foreach (var response in responses)
        {
            if (response.Text("id") is not { Length: > 0 } id) return IntakeResult.BadInput("A response has no id.");
            if (response.Member("formResponse").Member("answers").Objects().ToList() is not { Count: > 0 } answers) return IntakeResult.BadInput("A response has no formResponse with answers.");
            if (!response.IsTrue("testLead")) inquiries.Add(Lead(response, id, answers, request, settings));
        }
        return IntakeResult.Of(inquiries, IntakeReply.Fine);
    }

    private static Submitted Lead(JsonElement response, string id, List<JsonElement> answers, IntakeRequest request, IntakeSettings settings)
    {
        var own = settings.LinkedIn;
        var submission = new Submission("linkedin", own, settings, request) { Id = id };
        var form = response.Text("versionedLeadGenFormUrn");
        foreach (var answer in answers)
        {
            var question = answer.Text("questionId") ?? answer.Text("id") ?? "";
            submission.Say(own.Fields.ContainsKey(question) ? question : Names.Select(name => answer.Text(name)).FirstOrDefault(n => n is not null) ?? $"question {question}", ValueOf(answer));
        }
        if (submission[CsvField.Email] is null) submission.Say(CsvField.Email, answers.Select(ValueOf).FirstOrDefault(v => EmailAddress.TryParse(v, out _)));
        foreach (var consent in response.Member("formResponse").Member("consentResponses").Items())
            if (consent.IsTrue("accepted"))
                if (own.Consents.GetValueOrDefault(consent.Text("consentId") ?? "") is { } text) submission.Agree(text, form);
                else submission.Tell($"consent {consent.Text("consentId")}", "yes");
        submission.Say(CsvField.Campaign, response.Member("leadMetadata").Member("sponsoredLeadMetadata").Text("campaign"));
        submission.Track("form", form);
        submission.Track("creative", response.Member("associatedEntity").Text("associatedCreative"));
        submission.Tell("leadType", response.Text("leadType"));
        submission.At = Instants.Milliseconds(response.Text("submittedAt"));
        return submission.ToInquiry();
    }

    private static string? ValueOf(JsonElement answer)
    {
        var details = answer.Member("answerDetails");
        return details.Member("textQuestionAnswer").Text("answer") ?? details.Member("multipleChoiceAnswer").Member("options").Joined() ?? answer.Text("answer");
    }
}
