namespace LeadGrains.Intake;

/// <summary>
/// The webhook of Google Ads lead forms (developers.google.com/google-ads/webhook/docs/implementation): the key is looked
/// at first, what isn't known is ignored, and <c>lead_id</c> is once over all forms. A test is answered and kept nowhere. Pure.
/// </summary>
public static class GoogleLeadForm
{
    private static readonly string[] Tracked = ["form_id", "campaign_id", "adgroup_id", "creative_id", "asset_group_id"];

    /// <summary>Reads one lead.</summary>
    public static IntakeResult Read(IntakeRequest request, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        var own = settings.Google;
        if (own.Secret is null) return IntakeResult.Refuse(404, "This door is closed: intake.yaml has no key for Google.");
        if (JsonBody.Read(request, out var root) is { } unfit) return unfit;
        if (!Proofs.Same(root.Text("google_key"), own.Secret)) return IntakeResult.Refuse(403, "The google_key is not the one that intake.yaml names.");
        if (root.Text("lead_id") is not { Length: > 0 } id) return IntakeResult.BadInput("There is no lead_id.");
        if (root.Member("user_column_data").Objects().ToList() is not { Count: > 0 } columns) return IntakeResult.BadInput("There is no user_column_data.");
        if (root.IsTrue("is_test")) return IntakeResult.Only(IntakeReply.Fine);

        var submission = new Submission("google", own, settings, request) { Id = id };
        foreach (var column in columns)
            if ((column.Text("column_id")?.ToLowerInvariant() ?? column.Text("column_name")) is { } name) submission.Say(name, column.Text("string_value"));
        foreach (var place in Tracked) submission.Track(place, root.Text(place));
        submission.Track("gclid", root.Text("gcl_id") ?? root.Text("gclid"));
        submission.Say(CsvField.Campaign, root.Text("campaign_id"));
        submission.At = Instants.Iso(root.Text("lead_submit_time"));
        return IntakeResult.Of(submission.ToInquiry(), IntakeReply.Fine);
    }
}
