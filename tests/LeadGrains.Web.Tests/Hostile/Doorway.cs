using LeadGrains.Intake;
using LeadGrains.Intake.Tests;

namespace LeadGrains.Web.Tests;

/// <summary>A door as strangers come to it: its sample of the vendor's documents, and what must be shown there.</summary>
internal sealed record Doorway(string Name, string Type, string Sample)
{
    /// <summary>All of them, in the order of docs/forms.md; JSON twice, for its two addresses.</summary>
    public static readonly IReadOnlyList<Doorway> All = [.. Samples.Doors.Select(d => new Doorway(d.Key, d.Value.Type, d.Value.Body))];

    /// <summary>By its short name.</summary>
    public static Doorway Of(string name) => All.Single(d => d.ShortName == name);

    /// <summary>For tests that run once for each.</summary>
    public static TheoryData<string> Names => [.. All.Select(d => d.ShortName)];

    public string ShortName => Name.Split('/')[0];
    public string Path => "/in/" + Name;
    public bool IsForm => Type == "application/x-www-form-urlencoded";

    /// <summary>As settings that open every door to our samples and keep much in quarantine.</summary>
    public static IntakeSettings Settings => Samples.Settings with { Quarantine = new QuarantineSettings { ItemsMax = 100_000, PerPersonMax = 1_000 } };

    /// <summary>A house with all of them, at the hour of the samples.</summary>
    public static async Task<Site> Open()
    {
        var site = await Site.Open(intake: Settings);
        site.Time.Advance(TimeSpan.FromHours(1));
        return site;
    }

    /// <summary>With a key of ours where the door wants one.</summary>
    public async Task<HttpClient> Client(Site site) => Doorways.GuardOf(Name) == DoorGuard.Key ? await site.As(Role.Intake) : site.Http;

    /// <summary>What proves the body, where the door wants a proof.</summary>
    public IReadOnlyDictionary<string, string> Proof(byte[] body) => Name == "meta" ? Samples.Signature(body) : new Dictionary<string, string>();

    /// <summary>Everything that is wrong with certainty.</summary>
    public IEnumerable<Attack> Wrong(Random random) => ShortName switch
    {
        "form" or "salesforce" => Broken.Form(random, Sample),
        "adf" => Broken.Xml(random, Sample),
        "csv" => Broken.Csv(random, Sample),
        _ => Broken.Json(random, Sample),
    };
}
