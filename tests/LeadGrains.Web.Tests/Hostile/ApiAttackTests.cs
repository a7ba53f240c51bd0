using System.Text;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace LeadGrains.Web.Tests;

/// <summary>Every body, parameter and header of the API under attack, by callers who may use it.</summary>
public sealed class ApiAttackTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Seen = new() { ["If-Match"] = "*" };

    /// <summary>Values that fit the JSON and nothing else.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e999", "-1e999", "1e-999", "99999999999999999999999999999999999999", "79228162514264337593543950335", "0.0000000000000000000000000000001", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"",
        "\"\\udc00x\"", "\"\\r\\nBcc: x@example.org\"", "\"\\u202eevil\"", "\"<script>alert(1)</script>\"", "\"{{person.email}}\"", "\"=1+1\"", "\"'; DROP TABLE lead; --\"", "[]", "{}", "[null]", "{\"\":null}", "{\"budget\":null}", "{\"\":\"x\"}",
        "{\"budget\":\"\\u0000\"}", "{\"a\":{}}", "[[]]", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"2026-02-30T00:00:00Z\"", "\"24:00\"", "\"1\"", "\"now\"",
        "\"00000000000000000000000000000000\"", "\"ffffffffffffffffffffffffffffffff\"", "\"sales/ines\"", "\"../../etc/passwd\"", "\"%00\"", "\"email,call\"", "\"EMAIL\"", "\"7\"", "\"admin\"",
    ];

    [Fact]
    public async Task A_body_that_is_wrong_for_certain_is_told_so_at_every_command_and_writes_nothing()
    {
        output.WriteLine($"LEADGRAINS_SEED={Attacker.Seed}");
        var scene = await Scene.Open();
        await using var site = scene.Site;
        var random = new Random(Attacker.Seed);
        var (before, least) = (site.Content(), int.MaxValue);
        foreach (var (route, path, http) in scene.Commands())
        {
            var (sample, count) = (ApiRoutes.BodyOf(path), 0);
            if (sample == "{}") continue; // that command has no body
            foreach (var attack in Broken.Json(random, sample).Where(a => a.Type is null && a.Method == "POST"))
            {
                count++;
                var status = await Attacker.Send(http, path, attack, "application/json", Seen);
                Assert.True(status is >= 400 and < 500, $"LEADGRAINS_SEED={Attacker.Seed}: {status} for {attack.What} at {path}: {Attacker.Show(attack.Body)}");
            }
            least = Math.Min(least, count);
            // Of what isn't there, such as a webhook that nobody made, it may say that first.
            Assert.True(await Attacker.Send(http, path, Attack.Of("another type", sample) with { Type = "text/plain" }, "", Seen) is 415 or 404);
            Assert.True(await Attacker.Send(http, path, Attack.Of("a form", "reason=x") with { Type = "application/x-www-form-urlencoded" }, "", Seen) is 415 or 404);
        }
        Assert.True(least >= 200, $"{least} variations");
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task No_value_of_any_field_is_our_fault_and_the_house_lives_on_with_what_it_took()
    {
        var scene = await Scene.Open();
        await using var site = scene.Site;
        var taken = new HashSet<string>();
        foreach (var (route, path, http) in scene.Commands())
            foreach (var body in Variations(ApiRoutes.BodyOf(path)))
            {
                var status = await Attacker.Send(http, await scene.Fresh(route), Attack.Of("a value", body), "application/json", Seen);
                if (status < 300) taken.Add($"{path.Split('/')[^1]} {(body.Length > 300 ? body[..300] : body)}");
            }
        output.WriteLine(string.Join('\n', taken));
        await DoorAttackTests.Lives(site);
    }

    [Fact]
    public async Task No_damage_to_any_body_is_our_fault()
    {
        output.WriteLine($"LEADGRAINS_SEED={Attacker.Seed}");
        var scene = await Scene.Open();
        await using var site = scene.Site;
        var commands = scene.Commands().ToList();
        for (var i = 0; i < Attacker.Rounds(1_500, 10_000); i++)
        {
            var random = new Random(Attacker.Seed + i);
            var (route, path, http) = commands[random.Next(commands.Count)];
            var body = Mutation.Of(random, Encoding.UTF8.GetBytes(ApiRoutes.BodyOf(path)));
            await Attacker.Send(http, path, new Attack($"LEADGRAINS_SEED={Attacker.Seed}, variation {i}", body), "application/json", Seen);
        }
        await DoorAttackTests.Lives(site);
    }

    [Fact]
    public async Task No_parameter_of_a_list_is_read_as_anything_but_its_value()
    {
        output.WriteLine($"LEADGRAINS_SEED={Attacker.Seed}");
        var scene = await Scene.Open();
        await using var site = scene.Site;
        string[] values =
        [
            "", "%20", "%00", "%0d%0aX: y", "'", "' OR '1'='1", "1;DROP TABLE lead", "name;drop table lead", "created,score", "created--", "created desc", "(select 1)", "1 UNION SELECT body FROM setting", "%", "_", "*", "\\", "\"", "%ff%fe", "%ed%a0%80", "-1", "0", "2147483647",
            "2147483648", "9223372036854775807", "9223372036854775808", "1e9", "NaN", "null", "true", "[]", "+1", " 1", "1,2", "inquiry,nurturing", "inquiry|won", "0x1", "٣", "../..", "<script>", "{{7*7}}", new string('a', 3_000), new string('9', 400), "😀", "a@", "@", "+", ":", "a:b:c", "ann@example.com%00", "sqlite_master",
        ];
        var before = site.Content();
        foreach (var (route, _) in ApiRoutes.Of(site).Where(r => r.Method == "GET" && r.Route.Pattern().StartsWith("/api", StringComparison.Ordinal)))
            foreach (var name in (string[])["stage", "owner", "team", "route", "source", "scoreMin", "q", "sort", "after", "size", "from", "before", "reason", "status", "page", "unknown"])
                foreach (var value in values)
                {
                    var said = value.Contains('%', StringComparison.Ordinal) ? value.Replace(" ", "%20", StringComparison.Ordinal) : Uri.EscapeDataString(value);
                    await Attacker.Send(scene.For(route), $"{route.PathOf(scene.Lead)}?{name}={said}", Attack.Of($"{name}={value}", "") with { Method = "GET" }, "", new Dictionary<string, string>());
                }
        Assert.Equal(before, site.Content());
        foreach (var wrong in (string[])["stage=%201", "stage=%2B1", "stage=inquiry,nurturing", "route=hot,hot", "stage=", "sort=", "route=-1"])
            await (await scene.For("admin").GetAsync("/api/leads?" + wrong)).Problem(400);
    }

    [Fact]
    public async Task No_header_of_a_command_is_our_fault()
    {
        var scene = await Scene.Open();
        await using var site = scene.Site;
        string[] matches = ["", "\"", "\"\"", "W/\"1\"", "\"1\", \"2\"", "1", "*, \"1\"", "-1", "\"-1\"", "\"99999999999\"", "\" 1\"", "\"1", "1\"", "**", "null", "'1'", new string('1', 5_000)];
        string[] keys = [" ", "a,b", new string('k', 190), new string('k', 191), new string('k', 6_000), "'; DROP TABLE command; --", "../../x", "\"quoted\"", "external:f-1", "key:x", "%00"];
        foreach (var (route, path, http) in scene.Commands())
        {
            foreach (var match in matches)
                await Attacker.Send(http, path, Attack.Of($"If-Match: {match}", ApiRoutes.BodyOf(path)) with { Headers = [("If-Match", match)] }, "application/json", Seen);
            foreach (var key in keys)
            {
                var status = await Attacker.Send(http, path, Attack.Of($"Idempotency-Key: {key}", ApiRoutes.BodyOf(path)) with { Headers = [("Idempotency-Key", key)] }, "application/json", Seen);
                if (key.Length > 190 && path.Contains("/leads/", StringComparison.Ordinal)) Assert.Equal((key.Length, 400), (key.Length, status is 400 or 404 or 431 ? 400 : status));
            }
            foreach (var authorization in (string[])["Bearer", "Bearer ", "bearer x", "Basic YTpi", "Bearer lg_", "Bearer lg_1_", "Bearer lg_99999999999_x", "Bearer lg_-1_x", "Bearer lg_0_x", "Bearer lg_1_" + new string('A', 43), "lg_1_x", "Bearer a, Bearer b"])
                Assert.Equal(401, await Attacker.Send(site.Http, path, Attack.Of(authorization, ApiRoutes.BodyOf(path)) with { Headers = [("Authorization", authorization)] }, "application/json", Seen));
        }
    }

    // Each value in the place of each member, members left out, members that nobody knows, lists and texts without end.
    private static IEnumerable<string> Variations(string sample)
    {
        var names = JsonNode.Parse(sample)!.AsObject().Select(p => p.Key).ToList();
        foreach (var name in names)
        {
            foreach (var value in Values) yield return Replaced(sample, name, value);
            foreach (var length in (int[])[200, 2_001, 60_000]) yield return Replaced(sample, name, $"\"{new string('x', length)}\"");
            yield return Replaced(sample, name, "{" + string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"f{i}\":\"x\"")) + "}");
            yield return Replaced(sample, name, "[" + string.Join(',', Enumerable.Repeat("\"planning\"", 4_000)) + "]");
            var without = JsonNode.Parse(sample)!.AsObject();
            without.Remove(name);
            yield return without.ToJsonString();
        }
        yield return sample;
        yield return "{\"unknown\":1}";
    }

    // As text, since some of the values are no values to a serializer.
    private static string Replaced(string sample, string name, string value)
    {
        var node = JsonNode.Parse(sample)!.AsObject();
        node[name] = "@@";
        return node.ToJsonString().Replace("\"@@\"", value, StringComparison.Ordinal);
    }

    // A house with somebody for each right, and a lead for whoever works.
    private sealed class Scene
    {
        private readonly Dictionary<string, HttpClient> _clients = [];
        private int _leads;

        public required Site Site { get; init; }
        public LeadId Lead { get; private set; }

        public static async Task<Scene> Open()
        {
            var scene = new Scene { Site = await ApiSite.Open() };
            scene._clients["admin"] = await scene.Site.As(Role.Admin);
            scene._clients["partner"] = await scene.Site.As(Role.PartnerUser, "partners", "pia");
            scene.Lead = await scene.Site.Offered("ann", "partners", "pia", accepted: true);
            return scene;
        }

        public HttpClient For(string who) => _clients[who];
        public HttpClient For(Microsoft.AspNetCore.Routing.RouteEndpoint route) => _clients[Rights.RolesOf(route.RightOf()!.Value).Contains(Role.Admin) ? "admin" : "partner"];

        public IEnumerable<(Microsoft.AspNetCore.Routing.RouteEndpoint Route, string Path, HttpClient Http)> Commands() =>
            ApiRoutes.Of(Site).Where(r => r.Method == "POST" && r.Route.Pattern().StartsWith("/api", StringComparison.Ordinal)).Select(r => (r.Route, r.Route.PathOf(Lead), For(r.Route)));

        // The command to a lead that can still take it.
        public async Task<string> Fresh(Microsoft.AspNetCore.Routing.RouteEndpoint route)
        {
            if (!route.Pattern().Contains("{id}", StringComparison.Ordinal)) return route.PathOf(Lead);
            var name = route.Pattern().Split('/')[^1];
            if (name is "assign" or "qualify" or "drop") return route.PathOf(await Site.Lead($"fresh{++_leads}"));
            var lead = await Site.Lead($"fresh{++_leads}");
            await Site.Engine.Tell(lead, new Assign("partners", "pia", "boss"));
            if (name is not ("accept" or "decline" or "view")) await Site.Engine.Tell(lead, new Accept((await Site.State(lead)).Requests, "pia"));
            return route.PathOf(lead);
        }
    }
}
