using System.Text.Json;

namespace LeadGrains.Intake;

/// <summary>
/// Lead ads of Meta (Graph API webhooks, field <c>leadgen</c>): the handshake, and deliveries signed over the raw body. The
/// answers aren't in Meta's own deliveries and must be fetched; bridges send them along as <c>field_data</c>. Pure.
/// </summary>
public static class MetaLeadAds
{
    private const string SignatureHeader = "x-hub-signature-256";
    private const int ChallengeCharsMax = 200;
    private static readonly string[] Tracked = ["form_id", "page_id", "adgroup_id", "ad_id", "campaign_id", "adset_id"];

    /// <summary>Reads a handshake or a delivery.</summary>
    public static IntakeResult Read(IntakeRequest request, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        var own = settings.Meta;
        if (own.Secret is null) return IntakeResult.Refuse(404, "This door is closed: intake.yaml has no secret for Meta.");
        if (request.Method == "GET") return Handshake(request, own);
        if (IntakeResult.Unfit(request) is { } unfit) return unfit;
        if (!Proofs.Signed(request.Header(SignatureHeader), own.Secret, request.Body.Span))
            return IntakeResult.Refuse(403, "X-Hub-Signature-256 is not the signature of this body with the secret that intake.yaml names.");
        if (JsonBody.Read(request, out var root) is { } faulty) return faulty;
        if (root.Member("entry").Objects().ToList() is not { Count: > 0 } entries) return IntakeResult.BadInput("There is no entry.");

        var inquiries = new List<Submitted>();
        var toFetch = new List<string>();
        foreach (var value in entries.SelectMany(e => e.Member("changes").Items()).Where(c => c.Text("field") == "leadgen").Select(c => c.Member("value")))
        {
            if (value.Text("leadgen_id") is not { Length: > 0 } id || !IsId(id)) return IntakeResult.BadInput("A change has no leadgen_id.");
            if (inquiries.Count + toFetch.Count == IntakeLimits.InquiriesMax) return IntakeResult.Refuse(413, $"One delivery has at most {IntakeLimits.InquiriesMax} leads.");
            if (value.Member("field_data").ValueKind == JsonValueKind.Array) inquiries.Add(Lead(value, id, request, settings));
            else toFetch.Add(id);
        }
        return IntakeResult.Of(inquiries, IntakeReply.Fine) with { ToFetch = toFetch };
    }

    /// <summary>A lead as it was fetched from <c>/{leadgen_id}</c>; faults where it isn't one.</summary>
    public static IntakeResult ReadFetched(ReadOnlyMemory<byte> document, string leadgenId, IntakeRequest request, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        if (document.Length > IntakeLimits.BodyBytesMax) return IntakeResult.Refuse(413, "The fetched lead is too large.");
        if (JsonBody.Parse(document, out var root) is { } fault) return IntakeResult.BadInput(fault);
        return root.Member("field_data").ValueKind == JsonValueKind.Array
            ? IntakeResult.Of(Lead(root, leadgenId, request, settings), IntakeReply.Fine) : IntakeResult.BadInput("There is no field_data.");
    }

    /// <summary>A lead of which only the id is known: nobody could fetch its answers.</summary>
    public static Submitted Unfetched(string leadgenId, IntakeRequest request, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new Submission("meta", settings.Meta, settings, request) { Id = leadgenId }.ToInquiry();
    }

    private static Submitted Lead(JsonElement lead, string id, IntakeRequest request, IntakeSettings settings)
    {
        var own = settings.Meta;
        var submission = new Submission("meta", own, settings, request) { Id = id };
        foreach (var field in lead.Member("field_data").Items())
            if (field.Text("name") is { } name) submission.Say(name, field.Member("values").Joined() ?? field.Text("value"));
        foreach (var name in Tracked) submission.Track(name, lead.Text(name));
        submission.Say(CsvField.Campaign, lead.Text("campaign_name") ?? lead.Text("campaign_id"));
        submission.At = Instants.Seconds(lead.Text("created_time")) ?? Instants.Iso(lead.Text("created_time"));
        foreach (var box in lead.Member("custom_disclaimer_responses").Items())
            if (box.IsTrue("is_checked") || box.Text("is_checked") == "1")
                if (own.Consents.GetValueOrDefault(box.Text("checkbox_key") ?? "") is { } text) submission.Agree(text, $"meta:{lead.Text("form_id")}");
                else submission.Tell(box.Text("checkbox_key") ?? "consent", "yes");
        return submission.ToInquiry();
    }

    private static IntakeResult Handshake(IntakeRequest request, DoorSettings own)
    {
        if (request.Parameter("hub.mode") != "subscribe" || !Proofs.Same(request.Parameter("hub.verify_token"), own.VerifyToken))
            return IntakeResult.Refuse(403, "The verify token is not the one that intake.yaml names.");
        return request.Parameter("hub.challenge") is { Length: > 0 and <= ChallengeCharsMax } challenge && challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            ? IntakeResult.Only(IntakeReply.Text(challenge)) : IntakeResult.BadInput("There is no challenge to echo.");
    }

    // It becomes a part of an address when it is fetched.
    private static bool IsId(string id) => id.Length <= 60 && id.All(char.IsAsciiLetterOrDigit);
}
