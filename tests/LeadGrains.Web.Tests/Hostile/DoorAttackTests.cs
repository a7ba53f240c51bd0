using System.Text;
using LeadGrains.Intake.Tests;
using LeadGrains.Store;
using Xunit.Abstractions;

namespace LeadGrains.Web.Tests;

/// <summary>Every wire format under attack, over HTTP, before the real engine on a real file.</summary>
public sealed class DoorAttackTests(ITestOutputHelper output)
{
    private const int WrongMin = 200;

    public static TheoryData<string> Doors => Doorway.Names;

    [Theory, MemberData(nameof(Doors))]
    public async Task What_is_wrong_for_certain_is_told_as_a_problem_and_writes_nothing(string name)
    {
        output.WriteLine($"LEADGRAINS_SEED={Attacker.Seed}");
        await using var site = await Doorway.Open();
        var door = Doorway.Of(name);
        var http = await door.Client(site);
        var (before, count) = (site.Content(), 0);
        foreach (var attack in door.Wrong(new Random(Attacker.Seed)))
        {
            count++;
            var status = await Attacker.Send(http, door.Path, attack, door.Type, door.Proof(attack.Body));
            Assert.True(status is >= 400 and < 500, $"LEADGRAINS_SEED={Attacker.Seed}, {name}: {status} for {attack.What}: {Attacker.Show(attack.Body)}");
        }
        Assert.True(count >= WrongMin, $"{count} variations");
        Assert.Equal(before, site.Content());
        Assert.InRange(await Attacker.Send(http, door.Path, Attack.Of("the sample itself", door.Sample), door.Type, door.Proof(Encoding.UTF8.GetBytes(door.Sample))), 200, 303);
        output.WriteLine($"{name}: {count} variations refused");
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task No_damage_to_a_submission_is_ever_our_fault_or_takes_long(string name)
    {
        output.WriteLine($"LEADGRAINS_SEED={Attacker.Seed}");
        await using var site = await Doorway.Open();
        var door = Doorway.Of(name);
        var http = await door.Client(site);
        var good = Encoding.UTF8.GetBytes(door.Sample);
        var (rounds, refused) = (Attacker.Rounds(400, 10_000), 0);
        // From a seed of its own each, so that two rounds at once stay the same as one after the other.
        await Parallel.ForEachAsync(Enumerable.Range(0, rounds), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            var attack = new Attack($"LEADGRAINS_SEED={Attacker.Seed}, variation {i}", Mutation.Of(new Random(Attacker.Seed + i), good));
            if (await Attacker.Send(http, door.Path, attack, door.Type, door.Proof(attack.Body)) >= 400) Interlocked.Increment(ref refused);
        });
        output.WriteLine($"{name}: {refused} of {rounds} refused");
        await Lives(site);
    }

    [Fact]
    public async Task A_form_of_noise_goes_to_quarantine_at_most_and_never_becomes_a_lead()
    {
        output.WriteLine($"LEADGRAINS_SEED={Attacker.Seed}");
        await using var site = await Doorway.Open();
        var random = new Random(Attacker.Seed);
        for (var i = 0; i < 200; i++)
        {
            var noise = new byte[random.Next(1, 2_000)];
            random.NextBytes(noise);
            await Attacker.Send(site.Http, "/in/form/contact", new Attack("noise", noise), "application/x-www-form-urlencoded", new Dictionary<string, string>());
        }
        using var views = LeadViews.Open(site.File);
        Assert.Equal(0, views.LastSeq());
        Assert.All(views.Quarantine(), q => Assert.Equal("unreachable", q.Reason));
    }

    [Fact]
    public async Task A_delivery_of_meta_with_any_other_signature_is_turned_away()
    {
        await using var site = await Doorway.Open();
        var door = Doorway.Of("meta");
        var body = Encoding.UTF8.GetBytes(door.Sample);
        var (right, other) = (Samples.Signature(body)["x-hub-signature-256"], Samples.Signature("{}"u8.ToArray())["x-hub-signature-256"]);
        var before = site.Content();
        List<string> shown = ["sha256=", "sha256", "=", "sha1=" + right[7..], right[7..], right + "00", other, right.Replace("sha256=", "sha512=", StringComparison.Ordinal), right + ", " + right, "sha256=" + new string('0', 64), "sha256=" + new string('z', 64), "sha256= " + right[7..], "\"" + right + "\"", "Bearer " + right];
        for (var length = 8; length < right.Length; length += 3) shown.Add(right[..length]);
        for (var at = 7; at < right.Length; at++) shown.Add(right[..at] + (right[at] == '0' ? '1' : '0') + right[(at + 1)..]);
        for (var at = 0; at < 100; at++)
        {
            var changed = (byte[])body.Clone();
            changed[at * 5 % changed.Length] ^= 1;
            Assert.Equal(403, await Attacker.Send(site.Http, door.Path, new Attack("another body", changed), door.Type, new Dictionary<string, string> { ["x-hub-signature-256"] = right }));
        }
        foreach (var signature in shown)
            Assert.Equal(403, await Attacker.Send(site.Http, door.Path, new Attack($"signed {signature}", body), door.Type, new Dictionary<string, string> { ["x-hub-signature-256"] = signature }));
        Assert.Equal(403, await Attacker.Send(site.Http, door.Path, new Attack("unsigned", body), door.Type, new Dictionary<string, string>()));
        Assert.Equal(403, await Attacker.Send(site.Http, door.Path, new Attack("signed with the old algorithm", body), door.Type, new Dictionary<string, string> { ["x-hub-signature"] = "sha1=" + right[7..47] }));
        Assert.Equal(before, site.Content());

        // The same delivery again, with its right signature, is the same lead: a replay gains nothing.
        for (var i = 0; i < 3; i++) Assert.Equal(200, await Attacker.Send(site.Http, door.Path, new Attack("replayed", body), door.Type, door.Proof(body)));
        site.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(200, await Attacker.Send(site.Http, door.Path, new Attack("stale", body), door.Type, door.Proof(body)));
        Assert.Equal(1, (await site.State(Samples.Ann)).Inquiries);
    }

    [Theory]
    [InlineData("hub.mode=subscribe&hub.challenge=1&hub.verify_token=guess", 403)]
    [InlineData("hub.mode=subscribe&hub.challenge=1", 403)]
    [InlineData("hub.mode=SUBSCRIBE&hub.challenge=1&hub.verify_token=a-verify-token", 403)]
    [InlineData("hub.mode=subscribe&hub.challenge=%3Cscript%3Ealert(1)%3C/script%3E&hub.verify_token=a-verify-token", 400)]
    [InlineData("hub.mode=subscribe&hub.challenge=%0d%0aSet-Cookie:%20a=b&hub.verify_token=a-verify-token", 400)]
    [InlineData("hub.mode=subscribe&hub.challenge=&hub.verify_token=a-verify-token", 400)]
    [InlineData("hub.mode=subscribe&hub.verify_token=a-verify-token", 400)]
    [InlineData("", 403)]
    [InlineData("hub.mode%00=subscribe&%ff=%fe&&&=&hub.verify_token=%ud800", 403)]
    public async Task A_handshake_of_meta_echoes_nothing_but_a_challenge_to_whom_we_expect(string query, int status)
    {
        await using var site = await Doorway.Open();
        Assert.Equal(status, await Attacker.Send(site.Http, "/in/meta?" + query, Attack.Of("handshake", "") with { Method = "GET" }, "", new Dictionary<string, string>()));
    }

    [Theory]
    [InlineData("form/a%2Fb")]
    [InlineData("form/%3Cscript%3E")]
    [InlineData("form/..%2f..%2fapi%2fkeys")]
    [InlineData("form/a\u202eb")]
    [InlineData("form/%0d%0aSet-Cookie:a=b")]
    [InlineData("hubspot/submissions/v3/integration/submit/1234567/%3Cb%3E")]
    [InlineData("hubspot/submissions/v3/integration/submit/99999999999999999999999/x")]
    [InlineData("nowhere")]
    [InlineData("meta/..")]
    [InlineData("form/")]
    public async Task An_address_that_is_no_door_is_told_so_and_writes_nothing(string path)
    {
        await using var site = await Doorway.Open();
        var before = site.Content();
        var status = await Attacker.Send(site.Http, "/in/" + path, Attack.Of(path, "email=ann@example.com"), "application/x-www-form-urlencoded", new Dictionary<string, string>());
        Assert.InRange(status, 400, 499);
        Assert.Equal(before, site.Content());
    }

    // Whatever was stored, the engine takes a good inquiry and lives through a year of alarms with it.
    internal static async Task Lives(Site site)
    {
        for (var day = 0; day < 400; day += 20)
        {
            site.Time.Advance(TimeSpan.FromDays(20));
            await site.Lead($"good{day}");
        }
        Assert.Equal("ready\n", await site.Text("/health/ready"));
        foreach (var page in (string[])["/api/leads?size=200", "/api/leads?sort=-created&size=200", "/api/leads?sort=due&size=200", "/api/events?size=500", "/api/stages", "/api/teams"])
        {
            using var answer = await (await site.As(Role.Marketing)).GetAsync(page);
            Assert.True(answer.IsSuccessStatusCode, $"{page}: {answer.StatusCode}");
        }
    }
}
