namespace LeadGrains.Intake;

/// <summary>
/// A plain HTML form: any names, what nobody knows is a fact. <c>consent</c> (or a box that the settings name) is consent to
/// the words of the settings, else to those in <c>consent_words</c>; <c>interests</c> are topics; <c>redirect</c>,
/// <c>_next</c> or <c>retURL</c> is where the browser goes on to, as far as the settings allow it. Pure.
/// </summary>
public static class HtmlForm
{
    private const string ConsentBox = "consent", ConsentWords = "consent_words";

    /// <summary>Reads one submission.</summary>
    /// <param name="name">The form's name, from its address.</param>
    public static IntakeResult Read(IntakeRequest request, string name, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Form(name) is not { } own) return IntakeResult.Refuse(404, "There is no form of this name; intake.yaml names those there are.");
        if (FormBody.Read(request, out var fields) is { } unfit) return Told(unfit, request);

        var door = "form:" + name;
        var submission = new Submission(door, own, settings, request) { Id = request.Header("idempotency-key") };
        string? next = null, words = null;
        var ticked = new List<string>();
        foreach (var (field, value) in fields)
            switch (field)
            {
                case "redirect" or "_redirect" or "_next" or "retURL": next ??= value; break;
                case "submission_id": submission.Id ??= value; break;
                case "interests" or "interests[]" or "topics" or "topics[]": submission.Like(value); break;
                case ConsentWords: words = ValueReader.Clean(value, multiline: true); break;
                case "g-recaptcha-response" or "h-captcha-response" or "cf-turnstile-response" or "_subject" or "_captcha" or "form-name": break;
                case var trap when settings.Traps.Contains(trap): submission.IsTrapped |= !string.IsNullOrWhiteSpace(value); break;
                case var box when box == ConsentBox || own.Consents.ContainsKey(box):
                    if (IsTicked(value)) ticked.Add(box);
                    break;
                default: submission.Say(field, value); break;
            }
        if (submission[CsvField.Page] is null) submission.SayPage(request.Header("referer"));
        foreach (var box in ticked)
            if (TextOf(box, own, words) is { } text)
                submission.Agree(box == ConsentBox && submission.Interests.Count > 0 ? text with { Topics = [.. submission.Interests] } : text, door);
            else submission.Tell(box, "yes");

        return IntakeResult.Of(submission.ToInquiry(), Answer(request, own, Redirects.Allowed(next, settings.Redirects)));
    }

    /// <summary>A box that is ticked sends its value; one that isn't sends nothing, or what says so.</summary>
    internal static bool IsTicked(string? value) => value?.Trim().ToLowerInvariant() is not (null or "" or "0" or "no" or "false" or "off");

    // Consent without words is no proof.
    private static ConsentText? TextOf(string box, DoorSettings own, string? words) =>
        own.Consents.GetValueOrDefault(box) ?? (box == ConsentBox && words is not null
            ? new ConsentText(words.Length <= CsvFields.CharsMax(CsvField.ConsentWording) ? words : words[..CsvFields.CharsMax(CsvField.ConsentWording)]) : null);

    internal static IntakeReply Answer(IntakeRequest request, DoorSettings own, string? next) =>
        next is not null ? IntakeReply.SeeOther(next)
        : request.IsFromBrowser ? IntakeReply.Page(200, "Thank you", own.Thanks) : IntakeReply.Json(new { ok = true, message = own.Thanks });

    internal static IntakeResult Told(IntakeResult unfit, IntakeRequest request) =>
        request.IsFromBrowser ? unfit with { Reply = IntakeReply.Page(unfit.Reply.Status, "That didn't work", [.. unfit.Faults, "Nothing was sent. Please go back and try again."]) } : unfit;
}
