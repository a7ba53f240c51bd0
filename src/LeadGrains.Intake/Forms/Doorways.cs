namespace LeadGrains.Intake;

/// <summary>Which address is which door. One table, asked by the router and by whoever wants to know what a request would become. Pure.</summary>
public static class Doorways
{
#pragma warning disable format // one row per door, in columns
    /// <summary>What a request is; faults for an address that is no door.</summary>
    public static IntakeResult Read(IntakeRequest request, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Path.Split('/') switch
        {
            ["form", var name]                                       => HtmlForm.Read(request, name, settings),
            ["salesforce"]                                           => WebToLead.Read(request, settings),
            ["google"]                                               => GoogleLeadForm.Read(request, settings),
            ["meta"]                                                 => MetaLeadAds.Read(request, settings),
            ["hubspot", "submissions", "v3", "integration", "submit", var portal, var form]           => HubSpotForm.Read(request, portal, form, settings),
            ["hubspot", "submissions", "v3", "integration", "secure", "submit", var portal, var form] => HubSpotForm.Read(request, portal, form, settings),
            ["hubspot", "uploads", "form", "v2", var portal, var form] => HubSpotPost.Read(request, portal, form, settings),
            ["linkedin"]                                             => LinkedInLeadForm.Read(request, settings),
            ["adf"]                                                  => AdfProspects.Read(request, settings),
            ["csv"]                                                  => CsvUpload.Read(request, settings),
            ["json"]                                                 => JsonInquiry.Read(request, settings),
            _                                                        => IntakeResult.Refuse(404, "There is no such door; docs/forms.md lists them."),
        };
    }

    /// <summary>Who may come in by a door.</summary>
    public static DoorGuard GuardOf(string path) => path.Split('/')[0] switch
    {
        "form" or "salesforce"                                       => DoorGuard.Nobody,
        "google" or "meta"                                           => DoorGuard.Itself,
        "hubspot" when !path.StartsWith("hubspot/submissions/v3/integration/secure/", StringComparison.Ordinal) => DoorGuard.Nobody,
        _                                                            => DoorGuard.Key,
    };
#pragma warning restore format
}

/// <summary>What stands before a door.</summary>
public enum DoorGuard
{
    /// <summary>Anybody comes in, as with every public form: bounded by sender and by person.</summary>
    Nobody,

    /// <summary>A key or signature in the submission itself.</summary>
    Itself,

    /// <summary>A key of ours that may hand inquiries in.</summary>
    Key,
}
