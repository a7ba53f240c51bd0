using System.Collections.Frozen;

namespace LeadGrains.Intake;

/// <summary>What fields of forms mean by their names: those of CSV headers, and what form builders and ad platforms call them.</summary>
internal static class FieldWords
{
    private const string OfForms =
        "userphone=phone useremail=email youremail=email yourname=name youremailaddress=email workphone=phone mobilenumber=phone "
        + "contactnumber=phone fname=firstName lname=lastName companyname=company organizationname=company "
        + "employer=company jobrole=jobTitle function=jobTitle companysize=fact:employees numberofemployees=fact:employees noofemployees=fact:employees "
        + "jobindustry=fact:industry purchasetimeline=fact:timeline annualrevenue=fact:revenue annualsales=fact:revenue revenue=fact:revenue "
        + "request=request wish=request";

    /// <summary>Click ids of ad platforms and the parameters of links.</summary>
    private static readonly FrozenSet<string> Tracking = new[]
    {
        "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id", "gclid", "gbraid", "wbraid", "dclid", "fbclid", "msclkid",
        "li_fat_id", "ttclid", "twclid", "click_id",
    }.ToFrozenSet();

    private static readonly FrozenDictionary<string, string> Targets = new[] { KnownHeaders.Plain, new KnownHeaders(null, "", OfForms) }
        .SelectMany(known => known.Entries()).Where(e => !e.Target.StartsWith("utm", StringComparison.Ordinal) && e.Target != "clickId")
        .DistinctBy(e => e.Key).ToFrozenDictionary(e => e.Key, e => e.Target);

    private static readonly FrozenDictionary<string, CsvField> Fields = Enum.GetValues<CsvField>().Where(f => CsvFields.BelongsIn(f, deals: false) && !CsvFields.IsConsent(f))
        .ToFrozenDictionary(CsvFields.NameOf);

    /// <summary>The name of a parameter that is kept as it is; null for any other.</summary>
    public static string? TrackingOf(string name) => name.ToLowerInvariant() is var lower && Tracking.Contains(lower) ? lower : null;

    /// <summary>The target of a well-known name; null for any other.</summary>
    public static string? TargetOf(string name) => Targets.GetValueOrDefault(CsvHeader.Key(name));

    /// <summary>The field that a target is; null when it is a fact.</summary>
    public static CsvField? FieldOf(string target) => Fields.TryGetValue(target, out var field) ? field : null;
}
