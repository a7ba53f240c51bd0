using System.Text.Json;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>
/// An inquiry as our own API takes it. What is wrong is a fault and not guessed at: whoever sends this reads the answer.
/// <c>Idempotency-Key</c>, else <c>externalId</c>, makes it once. Pure.
/// </summary>
public static class JsonInquiry
{
    private const int KeyCharsMax = 190;

    private static readonly (string Name, CsvField Field)[] Fields =
    [
        ("email", CsvField.Email), ("phone", CsvField.Phone), ("firstName", CsvField.FirstName), ("lastName", CsvField.LastName), ("name", CsvField.Name),
        ("company", CsvField.Company), ("jobTitle", CsvField.JobTitle), ("country", CsvField.Country), ("language", CsvField.Language), ("timeZone", CsvField.TimeZone),
        ("source", CsvField.Source), ("campaign", CsvField.Campaign), ("offer", CsvField.Offer), ("referrer", CsvField.Referrer), ("wish", CsvField.Request),
        ("externalId", CsvField.ExternalId),
    ];

    private static readonly HashSet<string> Known = [.. Fields.Select(f => f.Name), "page", "interests", "facts", "consent", "tracking", "at"];

    /// <summary>Reads one inquiry.</summary>
    public static IntakeResult Read(IntakeRequest request, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        if (JsonBody.Read(request, out var root) is { } unfit) return unfit;
        var key = request.Header("idempotency-key");
        if (Faults(root, key, request, settings) is { Count: > 0 } faults) return IntakeResult.BadInput(faults);

        var submission = new Submission("json", settings.Json, settings, request) { Id = key ?? Own(root) };
        foreach (var (name, field) in Fields) submission.Say(field, root.Text(name));
        if (root.Text("source") is { } source && root.Text("externalId") is not null) submission.Say(CsvField.ExternalSource, source);
        submission.SayPage(root.Text("page"));
        foreach (var topic in root.Member("interests").Items()) submission.Like(topic.Text());
        foreach (var fact in Members(root.Member("facts"))) submission.Tell(fact.Name, fact.Value.Text());
        foreach (var tracked in Members(root.Member("tracking"))) submission.Track(tracked.Name, tracked.Value.Text());
        submission.At = Instants.Iso(root.Text("at"));
        if (root.Member("consent") is { ValueKind: JsonValueKind.Object } consent) Agree(submission, consent);
        var inquiry = submission.ToInquiry();
        return IntakeResult.Of(inquiry, IntakeReply.Json(new { lead = inquiry.Lead.ToString() }, 201));
    }

    private static List<string> Faults(JsonElement root, string? key, IntakeRequest request, IntakeSettings settings)
    {
        if (root.ValueKind != JsonValueKind.Object) return ["The body is no JSON object."];
        var faults = new List<string>();
        foreach (var member in root.EnumerateObject())
            if (!Known.Contains(member.Name)) faults.Add($"There is no '{Short(member.Name)}'; there are {string.Join(", ", Known)}.");
        foreach (var (name, field) in Fields)
            if (root.Member(name) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } value)
                if (value.Text() is not { } text) faults.Add($"{name} is one text.");
                else if (text.Length > CsvFields.CharsMax(field)) faults.Add($"{name} has at most {CsvFields.CharsMax(field)} characters.");
        foreach (var (name, kind) in new[] { ("facts", JsonValueKind.Object), ("tracking", JsonValueKind.Object), ("consent", JsonValueKind.Object), ("interests", JsonValueKind.Array) })
            if (root.Member(name).ValueKind is var found && found is not (JsonValueKind.Undefined or JsonValueKind.Null) && found != kind)
                faults.Add($"{name} is {(kind == JsonValueKind.Object ? "an object" : "a list")}.");
        if (Members(root.Member("facts")).Count() > IntakeLimits.FactsMax) faults.Add($"facts are at most {IntakeLimits.FactsMax}.");
        foreach (var topic in root.Member("interests").Items())
            if (topic.Text() is not { } text || (settings.Topics.Count > 0 && !settings.Topics.Contains(text)))
                faults.Add($"'{Short(topic.Text() ?? "")}' is no topic of the program; it has {string.Join(", ", settings.Topics)}.");
        if (root.Text("email") is { Length: > 0 } email && !EmailAddress.TryParse(email, out _)) faults.Add("email is no e-mail address.");
        if (root.Text("email") is null or "" && root.Text("phone") is null or "" && (root.Text("externalId") is null or "" || root.Text("source") is null or ""))
            faults.Add("email, phone, or source with externalId is needed: else nobody knows who it is.");
        if (root.Text("wish") is { Length: > 0 } wish && InquiryParts.WishOf(wish) is null) faults.Add("wish is call or quote.");
        if (root.Text("at") is { } at && (Instants.Iso(at) is not { } then || then > request.At)) faults.Add("at is an instant such as 2026-03-01T09:30:00Z, and not in the future.");
        if (root.Member("consent") is { ValueKind: JsonValueKind.Object } consent && consent.Text("words") is null or "") faults.Add("consent needs the words that the person agreed to.");
        if (key is { Length: 0 or > KeyCharsMax }) faults.Add($"Idempotency-Key has 1 to {KeyCharsMax} characters.");
        return faults;
    }

    private static void Agree(Submission submission, JsonElement consent)
    {
        submission.SayAddress(consent.Text("address"));
        var channels = consent.Member("channels").Items().Select(c => InquiryParts.ChannelOf(c.Text() ?? "")).OfType<Channel>().Distinct().ToList();
        var words = ValueReader.Clean(consent.Text("words")!, multiline: true) ?? "";
        submission.Agree(new ConsentText(words.Length <= 4_000 ? words : words[..4_000])
        {
            Version = consent.Text("wordsVersion"),
            Topics = submission.Interests is { Count: > 0 } interests ? [.. interests] : [Consents.EveryTopic],
            Channels = channels.Count > 0 ? channels : [Channel.Email],
        }, consent.Text("form"));
    }

    // Two systems number their records alike.
    private static string? Own(JsonElement root) => root.Text("externalId") is not { } id ? null : root.Text("source") is { Length: > 0 } source ? $"{source}:{id}" : id;

    private static JsonElement.ObjectEnumerator Members(JsonElement element) => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
