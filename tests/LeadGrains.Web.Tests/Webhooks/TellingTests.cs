using System.Net.Http.Json;
using LeadGrains.Contract;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests;

/// <summary>What a webhook is told, by real sockets.</summary>
public sealed class TellingTests
{
    [Fact]
    public async Task What_happens_is_told_signed_with_the_version_and_the_lead()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver();
        var admin = await site.As(Role.Admin);
        await site.Lead("before");
        var (_, secret) = await admin.Hook(receiver.Url);
        var lead = await site.Offered("ann", "partners", "pia", accepted: true);
        await site.Tell();

        Assert.DoesNotContain("before@", receiver.Everything, StringComparison.Ordinal); // only what comes
        Assert.All(receiver.Heard, h => Assert.True(h.IsSigned(secret, site.Time.GetUtcNow())));
        Assert.Equal(receiver.Heard.Count, receiver.Heard.Select(h => h.Id).Distinct().Count());
        var accepted = Assert.Single(receiver.Heard, h => h.Type == "lead.accepted").Data;
        Assert.Equal(lead.ToString(), accepted.GetProperty("id").GetString());
        Assert.Equal((await site.Engine.Find(lead))!.Version, accepted.GetProperty("version").GetInt32());
        Assert.StartsWith("partners/pia accepted", accepted.GetProperty("happened").GetString(), StringComparison.Ordinal);
        var shown = accepted.GetProperty("lead");
        Assert.Equal(("partner-owned", "partners/pia", "ann@example.com"), (shown.GetProperty("stage").GetString(), shown.GetProperty("owner").GetString(), shown.GetProperty("person").GetProperty("email").GetString()));
    }

    [Fact]
    public async Task Only_the_events_that_were_asked_for_are_told_and_after_an_entry_the_past_too()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver();
        var admin = await site.As(Role.Admin);
        await site.Offered("ann", "sales", "ines", accepted: true);
        using var answer = await admin.PostAsJsonAsync("/api/webhooks", new { name = "x", url = receiver.Url, events = (string[])["accepted", "won"], after = 0 });
        await site.Tell();
        Assert.Equal(["lead.accepted"], receiver.Heard.Select(h => h.Type));
    }

    [Fact]
    public async Task A_partner_gets_the_person_with_acceptance_and_not_before_and_nothing_of_another_partner()
    {
        await using var site = await ApiSite.Open();
        using var atPia = new Receiver();
        using var atPaul = new Receiver();
        await (await site.As(Role.PartnerUser, "partners", "pia")).Hook(atPia.Url);
        await (await site.As(Role.PartnerUser, "partners", "paul")).Hook(atPaul.Url);
        var lead = await site.Offered("ann", "partners", "paul");
        await site.Tell();
        Assert.Empty(atPia.Heard);
        var offered = Assert.Single(atPaul.Heard);
        Assert.Equal(("lead.offered", "DE"), (offered.Type, offered.Data.GetProperty("lead").GetProperty("person").GetProperty("country").GetString()));
        foreach (var secret in (string[])["ann@", "Secretson", "Hidden", "999"]) Assert.DoesNotContain(secret, offered.Body, StringComparison.Ordinal);

        await site.Engine.Tell(lead, new Accept((await site.State(lead)).Requests, "paul"));
        await site.Tell();
        Assert.Equal("ann@example.com", atPaul.Heard.Single(h => h.Type == "lead.accepted").Data.GetProperty("lead").GetProperty("person").GetProperty("email").GetString());

        // It goes to the other one: the first hears that it is gone, and not to whom.
        await site.Engine.Tell(lead, new Assign("partners", "pia", "boss"));
        await site.Engine.Tell(lead, new Accept((await site.State(lead)).Requests, "pia"));
        await site.Engine.Tell(lead, new LogContact("pia", Channel.Call, "Pia's own note"));
        await site.Tell();
        var taken = atPaul.Heard[^1];
        Assert.Equal("lead.reclaimed", taken.Type);
        Assert.False(taken.Data.TryGetProperty("lead", out _));
        Assert.DoesNotContain("pia", atPaul.Everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("paul", atPia.Everything, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["lead.accepted", "lead.contacted", "lead.offered"], atPia.Heard.Select(h => h.Type).Order()); // their order isn't promised

        // Told again, what the first one reaches no longer has no person in it either.
        var paul = await site.As(Role.PartnerUser, "partners", "paul");
        var before = atPaul.Heard.Count;
        using (var replay = await paul.Say(2, "replay", new { from = 1 })) Assert.Equal(System.Net.HttpStatusCode.Accepted, replay.StatusCode);
        await site.Tell();
        Assert.All(atPaul.Heard.Skip(before), h => Assert.False(h.Data.TryGetProperty("lead", out _)));
        Assert.DoesNotContain("pia", atPaul.Everything, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_offer_is_told_with_the_facts_that_are_the_programs_own_and_with_nothing_that_somebody_typed()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver();
        await (await site.As(Role.PartnerUser, "partners", "pia")).Hook(receiver.Url);
        var inquiry = SmallProgram.Inquiry("ann");
        var lead = await site.Lead("ann", inquiry with
        {
            Person = inquiry.Person with { Country = "Ann Secretson" },
            Facts = [new Telling("budget", "approved"), new Telling("timeline", "ask Ann Secretson"), new Telling("remark", "Ann Secretson")],
        });
        await site.Engine.Tell(lead, new Assign("partners", "pia", "boss"));
        await site.Tell();
        var offered = Assert.Single(receiver.Heard);
        Assert.Equal("lead.offered", offered.Type);
        var fact = Assert.Single(offered.Data.GetProperty("lead").GetProperty("facts").EnumerateArray());
        Assert.Equal(("budget", "approved"), (fact.GetProperty("name").GetString(), fact.GetProperty("value").GetString()));
        Assert.DoesNotContain("Secretson", offered.Body, StringComparison.Ordinal);
        await site.Engine.Tell(lead, new Accept((await site.State(lead)).Requests, "pia"));
        await site.Tell();
        Assert.Contains("ask Ann Secretson", receiver.Heard[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_hears_of_all_its_members_and_of_no_other_team()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver();
        using var answer = await (await site.As(Role.Admin)).PostAsJsonAsync("/api/webhooks", new { name = "x", url = receiver.Url, team = "partners" });
        await site.Offered("ann", "partners", "pia", accepted: true);
        await site.Offered("bob", "partners", "paul", accepted: true);
        await site.Offered("eve", "sales", "ines", accepted: true);
        await site.Tell();
        Assert.Equal(["partners/pia", "partners/paul"], receiver.Heard.Where(h => h.Type == "lead.accepted").Select(h => h.Data.GetProperty("lead").GetProperty("owner").GetString()));
        Assert.DoesNotContain("ines", receiver.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("eve@", receiver.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_ever_had_the_person_hears_that_they_are_to_be_forgotten_and_gets_nothing_of_them_again()
    {
        await using var site = await ApiSite.Open();
        using var atPia = new Receiver();
        using var atPaul = new Receiver();
        var pia = await site.As(Role.PartnerUser, "partners", "pia");
        var (hook, _) = await pia.Hook(atPia.Url);
        await (await site.As(Role.PartnerUser, "partners", "paul")).Hook(atPaul.Url);
        var lead = await site.Offered("ann", "partners", "pia", accepted: true);
        await site.Tell();
        await site.Engine.Tell(lead, new Recycle("pia", "timing"));
        await site.Tell();
        Assert.Contains("ann@example.com", atPia.Everything, StringComparison.Ordinal);
        await site.Engine.Tell(lead, new Erase());
        await site.Tell();
        Assert.Equal("lead.erased", atPia.Heard[^1].Type);
        Assert.Empty(atPaul.Heard);
        var before = atPia.Heard.Count;
        using (var replay = await pia.Say(hook, "replay", new { from = 1 })) Assert.True(replay.IsSuccessStatusCode);
        await site.Tell();
        var again = atPia.Heard.Skip(before).ToList();
        Assert.Equal(["lead.accepted", "lead.erased", "lead.offered", "lead.recycled"], again.Select(h => h.Type).Order());
        Assert.DoesNotContain("ann@", string.Concat(again.Select(h => h.Body)), StringComparison.Ordinal);
        Assert.Subset(atPia.Heard.Take(before).Select(h => h.Id).ToHashSet(), again.Select(h => h.Id).ToHashSet()); // the same ids
    }

    [Fact]
    public async Task Every_event_that_is_told_has_a_name_of_the_list_and_words()
    {
        foreach (var type in typeof(LeadEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(LeadEvent))))
            if (WebhookKinds.Of((LeadEvent)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type)) is { } kind) Assert.Contains(kind, WebhookKinds.All);
        await using var site = await ApiSite.Open();
        await site.Offered("ann", "sales", "ines", accepted: true);
        using var views = LeadViews.Open(site.File);
        foreach (var happened in views.EventsAfter(0).SelectMany(l => l.Entry.LeadEvents).Where(e => WebhookKinds.Of(e) is not null))
        {
            Assert.NotEmpty(Sentences.Discreet(happened));
            Assert.DoesNotContain("Secretson", Sentences.Discreet(happened), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task While_sending_is_held_nobody_is_told_and_nothing_is_lost()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver();
        await (await site.As(Role.Admin)).Hook(receiver.Url, "inquired");
        await site.Engine.HoldSending(true);
        await site.Lead();
        await site.WebhookPost.Work();
        Assert.Empty(receiver.Heard);
        await site.Engine.HoldSending(false);
        await site.Tell();
        Assert.Single(receiver.Heard);
    }
}
