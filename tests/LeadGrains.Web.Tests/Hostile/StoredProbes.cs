using System.Text;
using System.Text.Json;
using LeadGrains.Contract;
using LeadGrains.Engine;
using static LeadGrains.Web.Tests.Probes;

namespace LeadGrains.Web.Tests;

/// <summary>The probes, stored by every way in.</summary>
internal static class StoredProbes
{
    /// <summary>A program whose own words are probes.</summary>
    public static Program Evil(Program program) => program with
    {
        Name = Texts[0],
        Questions = [.. program.Questions.Select((q, i) => q with { Words = At(1 + i), Choices = [.. q.Choices.Select((c, j) => c with { Words = At(13 + j) })] })],
        DeclineReasons = [.. program.DeclineReasons, Texts[13]],
        LostReasons = [.. program.LostReasons, Texts[17]],
        RecycleReasons = [.. program.RecycleReasons, Texts[1]],
    };

    /// <summary>Stores every text by every way in; answers leads that hold them, one owned by each member, one on offer.</summary>
    public static async Task<IReadOnlyList<LeadId>> Store(Site site)
    {
        var intake = await site.As(Role.Intake);
        var nothing = new Dictionary<string, string>();
        for (var i = 0; i < Texts.Count; i++)
        {
            var probe = Texts[i];
            foreach (var door in Doorway.All) // in the place of each value of the sample
            {
                var body = Encoding.UTF8.GetBytes(Filled(door, probe, i));
                await Attacker.Send(await door.Client(site), door.Path, new Attack(probe, body) { Headers = [("Referer", "https://evil.example/" + Uri.EscapeDataString(probe)), ("User-Agent", Uri.EscapeDataString(probe))] }, door.Type, door.Proof(body));
            }
            await Attacker.Send(site.Http, "/in/form/contact", Attack.Of("nobody", $"name={Uri.EscapeDataString(probe)}&{Uri.EscapeDataString(probe)}={Uri.EscapeDataString(probe)}&page={Uri.EscapeDataString(probe)}&utm_source={Uri.EscapeDataString(probe)}&referrer={Uri.EscapeDataString(probe)}"), "application/x-www-form-urlencoded", nothing);
            await Attacker.Send(intake, "/api/inquiries", Attack.Of(probe, JsonSerializer.Serialize(new
            {
                email = $"api{i}@example.com",
                firstName = probe,
                lastName = probe,
                company = probe,
                jobTitle = probe,
                country = probe,
                source = probe,
                campaign = probe,
                offer = probe,
                page = probe,
                referrer = probe,
                phone = probe,
                facts = new Dictionary<string, string> { [probe] = probe, ["budget"] = probe },
                consent = new { words = probe, form = probe, address = probe, wordsVersion = probe },
                externalId = probe,
            })), "application/json", nothing);
        }
        var leads = new List<LeadId>();
        foreach (var (team, member) in ((string, string)[])[("sales", "ines"), ("partners", "pia"), ("partners", "paul"), ("callers", "kim")])
            for (var i = 0; i < 3; i++) leads.Add(await Worked(site, team, member, leads.Count * 5, isOffer: i == 2));
        return leads;
    }

    // A lead with probes in all that it has, and in all that was done to it.
    public static async Task<LeadId> Worked(Site site, string team, string member, int from, bool isOffer)
    {
        var inquiry = SmallProgram.Inquiry($"{member}{from}");
        var lead = await site.Lead("", inquiry with
        {
            Person = inquiry.Person with { FirstName = At(from), LastName = At(from + 1), Company = At(from + 2), JobTitle = At(from + 3), Phone = At(from + 4), Country = At(from + 5), PostalAddress = At(from + 6) },
            Origin = new Origin { Source = At(from + 7), Campaign = At(from + 8), Offer = At(from + 9), Page = At(from + 36), Referrer = At(from + 37), Tracking = new Dictionary<string, string> { [At(from + 10)] = At(from + 11) }, SubmissionId = At(from + 12) },
            Facts = [new Telling(At(from + 13), At(from + 14)), new Telling("timeline", At(from + 15))],
            Consents = [.. inquiry.Consents, new ConsentGiven("planning", Channel.Post, new ConsentProof { Words = At(from + 16), Form = At(from + 17), Page = At(from + 18), Address = At(from + 19), WordsVersion = At(from + 20) })],
        });
        async Task Say(LeadCommand command) => await site.Engine.Tell(lead, command, new Ticket(By: command is Write or Bounce ? At(from + 30) : member));
        await Say(new Ask(Wish.Call, At(from + 21)));
        await Say(new Write(At(from + 22)));
        await Say(new Bounce(Hard: false, At(from + 23)));
        await Say(new Engage(EngagementKind.Clicked, At(from + 24)));
        await Say(new Engage(EngagementKind.Clicked, "planning-1") { Scanner = At(from + 25) });
        await Say(new Assign(team, member, At(from + 26)));
        if (isOffer) return lead;
        await Say(new Accept((await site.State(lead)).Requests, member));
        await Say(new LogContact(member, Channel.Call, At(from + 27)));
        await Say(new Progress(member, Step.Meeting, At(from + 28)));
        if (from % 2 == 1) await Say(new Lose(member, "competitor", At(from + 29)));
        return lead;
    }

    /// <summary>JSON says what it is, and has nothing in it that a browser could take for HTML.</summary>
    public static void AssertInert(HttpResponseMessage answer, string text, string where)
    {
        Assert.False(answer.Headers.Contains("X-Probe") || answer.Content.Headers.Contains("X-Probe"), $"{where}: a header came from a probe");
        Assert.Equal("nosniff", string.Join(',', answer.Headers.GetValues("X-Content-Type-Options")));
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (type is "text/html") Probes.AssertInert(text, where);
        else if (answer.Content.Headers.ContentDisposition?.DispositionType == "attachment") return; // kept, not shown
        else if (type is "application/json" or "application/problem+json") Assert.False(text.Contains('<', StringComparison.Ordinal), $"{where}: {text[Math.Max(0, text.IndexOf('<', StringComparison.Ordinal) - 60)..][..Math.Min(120, text.Length)]}");
        else Assert.True(type is null or "text/plain" or "text/css" or "text/javascript" or "text/event-stream" or "text/csv", $"{where}: {type}");
    }

    // The sample with the probe for each value that a person types, and another person each time.
    private static string Filled(Doorway door, string probe, int number)
    {
        var said = door.ShortName switch
        {
            "form" or "salesforce" => Uri.EscapeDataString(probe),
            "adf" => System.Security.SecurityElement.Escape(probe.Replace("\u202e", "", StringComparison.Ordinal))!,
            "csv" => '"' + probe.Replace("\"", "\"\"", StringComparison.Ordinal) + '"',
            _ => JsonSerializer.Serialize(probe)[1..^1],
        };
        var at = door.ShortName is "form" or "salesforce" ? "%40" : "@";
        var text = door.Sample;
        foreach (var value in (string[])["Ann%20Archer", "Ann+Archer", "Ann Archer", "Archer", "Kestrel", "planned", "spring", "Trade+Show", "Call+me", "51-200", "lathes", "Prices", "120", "I agree to receive news.", "within 3 months", "Does it come in green?", "Harbour Cars", "Yes, write to me.", "Please+write+to+me.", "fair"])
            text = text.Replace(value, said, StringComparison.Ordinal);
        return text.Replace($"ann{at}example.com", $"p{number}-{door.ShortName}{at}example.com", StringComparison.OrdinalIgnoreCase)
            .Replace("lead-0001", $"lead-{number}", StringComparison.Ordinal).Replace("4444444444", $"44444{number}", StringComparison.Ordinal).Replace("a1b2c3", $"a{number}", StringComparison.Ordinal)
            .Replace("lead-77", $"adf-{number}", StringComparison.Ordinal).Replace("kiosk-17", $"kiosk-{number}", StringComparison.Ordinal);
    }
}
