using System.Net;
using System.Text;
using System.Text.Json;
using LeadGrains.Contract;

namespace LeadGrains.Web.Tests;

/// <summary>Inquiries in; events, health and the API's own description out; keys.</summary>
public sealed class DoorApiTests
{
    private const int Malformed = 400;
    private const string Good = """
        {"email":"Eve@Example.com","firstName":"Eve","company":"Example","source":"web","campaign":"spring","interests":["planning"],
         "facts":{"budget":"approved"},"consent":{"words":"Yes, write to me.","form":"contact","address":"192.0.2.7"},"externalId":"f-1","at":"2026-03-01T08:00:00Z"}
        """;

    [Fact]
    public async Task An_inquiry_is_a_lead_and_twice_the_same_is_one()
    {
        await using var site = await ApiSite.Open();
        var intake = await site.As(Role.Intake);
        using var first = await Post(intake, Good, "k1");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var lead = LeadId.Of(Identity.Email("eve@example.com"));
        Assert.Equal($"/api/leads/{lead}", first.Headers.Location!.ToString());
        foreach (var key in (string?[])["k1", "k2", null])
        {
            using var again = await Post(intake, Good, key);
            Assert.True(again.IsSuccessStatusCode);
            if (key == "k1") Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        }
        var state = await site.State(lead);
        Assert.Equal((1, "web", "spring", "approved", "Example"), (state.Inquiries, state.Origin.Source, state.Origin.Campaign, state.Fact("budget")!.Value, state.Person.Company));
        var consent = Assert.Single(state.Consents);
        Assert.Equal(("planning", "Yes, write to me.", "192.0.2.7"), (consent.Topic, consent.Proof!.Words, consent.Proof.Address));
    }

    [Fact]
    public async Task A_NUL_in_a_text_is_nobody_s_name_and_is_not_kept()
    {
        await using var site = await ApiSite.Open();
        using var answer = await Post(await site.As(Role.Intake), """{"email":"eve@example.com","source":"web","firstName":"E\u0000ve","facts":{"bud\u0000get":"appro\u0000ved"}}""");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var state = await site.State(LeadId.Of(Identity.Email("eve@example.com")));
        Assert.Equal(("Eve", "approved"), (state.Person.FirstName, state.Fact("budget")!.Value));
    }

    [Fact]
    public async Task Two_systems_that_number_their_records_alike_are_two_inquiries()
    {
        await using var site = await ApiSite.Open();
        var intake = await site.As(Role.Intake);
        foreach (var source in (string[])["fair", "shop", "shop"])
        {
            site.Time.Advance(TimeSpan.FromMinutes(1));
            using var answer = await Post(intake, $$"""{"email":"eve@example.com","source":"{{source}}","externalId":"17"}""");
            Assert.True(answer.IsSuccessStatusCode);
        }
        Assert.Equal(2, (await site.State(LeadId.Of(Identity.Email("eve@example.com")))).Inquiries);
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        await using var site = await ApiSite.Open();
        var intake = await site.As(Role.Intake);
        using var answer = await Post(intake, """{"email":"nobody","interests":["fishing"],"consent":{},"at":"2030-01-01"}""");
        var faults = (await answer.Problem(400)).GetProperty("faults").EnumerateArray().Select(f => f.GetString()!).ToList();
        Assert.Equal(5, faults.Count);
        using var nobody = await Post(intake, "{}");
        Assert.Contains("nobody knows who it is", (await nobody.Problem(400)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var typo = await Post(intake, """{"emial":"a@example.com"}""");
        Assert.Contains("$.emial", (await typo.Problem(400)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_input_is_a_problem_of_the_caller_and_never_ours()
    {
        const int Seed = 20270301;
        await using var site = await ApiSite.Open();
        var intake = await site.As(Role.Intake);
        var random = new Random(Seed);
        for (var i = 0; i < Malformed; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Good);
            for (var change = random.Next(1, 6); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0) bytes = bytes[..random.Next(bytes.Length)];
            using var body = new ByteArrayContent(bytes);
            body.Headers.TryAddWithoutValidation("Content-Type", random.Next(8) == 0 ? "text/plain" : "application/json");
            using var answer = await intake.PostAsync("/api/inquiries", body);
            Assert.True((int)answer.StatusCode < 500, $"seed {Seed}, {i}: {answer.StatusCode} for {Encoding.UTF8.GetString(bytes)}");
            if (!answer.IsSuccessStatusCode) await answer.Problem((int)answer.StatusCode);
        }
        using var large = await Post(intake, "{\"email\":\"" + new string('a', WebLimits.BodyBytesMax) + "\"}");
        await large.Problem(413);
        await (await intake.GetAsync("/api/nothing")).Problem(404);
        await (await intake.GetAsync("/api/inquiries")).Problem(405);
    }

    [Fact]
    public async Task What_happens_is_read_in_order_and_as_it_happens()
    {
        await using var site = await ApiSite.Open();
        var marketing = await site.As(Role.Marketing);
        await site.Lead();
        var page = await marketing.Json("/api/events?size=2");
        Assert.Equal([1L, 2L], page.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("seq").GetInt64()));
        var last = (await marketing.Json("/api/events")).GetProperty("last").GetInt64();

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/events?after={last}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var stream = await marketing.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());
        await site.Lead("bob");
        var read = new List<string>();
        while (!read.Exists(l => l.StartsWith("id:", StringComparison.Ordinal))) read.Add((await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)))!);
        Assert.Contains(read, l => l.Contains("\"event\":\"Inquired\"", StringComparison.Ordinal) && l.Contains("bob@example.com", StringComparison.Ordinal));
        Assert.Equal($"id: {last + 1}", read[^1]);
    }

    [Fact]
    public async Task It_says_whether_it_lives_and_is_ready()
    {
        await using var site = await ApiSite.Open();
        Assert.Equal("live\n", await site.Text("/health/live"));
        Assert.Equal("ready\n", await site.Text("/health/ready"));
        await site.Engine.DisposeAsync();
        await (await site.Http.GetAsync("/health/ready")).Problem(503);
        using var closed = await site.Post(site.Link(Mail.LinkKind.Unsubscribe, SmallProgram.IdOf("ann")), ("List-Unsubscribe", "One-Click"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, closed.StatusCode);
        Assert.NotNull(closed.Headers.RetryAfter);
    }

    [Fact]
    public async Task The_API_describes_itself_and_can_be_read_in_a_browser()
    {
        await using var site = await ApiSite.Open();
        using var document = JsonDocument.Parse(await site.Text("/openapi/v1.json"));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/leads/{id}/accept", paths);
        Assert.DoesNotContain(paths, p => p.StartsWith("/p/", StringComparison.Ordinal));
        using var docs = await site.Http.GetAsync("/docs/index.html");
        Assert.Equal(HttpStatusCode.OK, docs.StatusCode);
    }

    [Fact]
    public async Task A_key_is_shown_once_kept_as_a_hash_and_ends_at_once()
    {
        await using var site = await ApiSite.Open();
        var admin = await site.As(Role.Admin);
        using var made = await admin.PostAsync("/api/keys", Json("""{"name":"Ines's phone","role":"sales-rep","member":"sales/ines"}"""));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var (number, key) = ((await made.Json()).GetProperty("number").GetInt32(), (await made.Json()).GetProperty("key").GetString()!);
        var ines = site.WithKey(key);
        Assert.Equal(0, (await ines.Json("/api/offers")).GetArrayLength());
        Assert.DoesNotContain(key[5..], await admin.GetStringAsync("/api/keys"), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(site.File)!, "leads.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
            Assert.DoesNotContain(key[5..], Encoding.Latin1.GetString(await ReadAll(file)), StringComparison.Ordinal);
        await (await admin.PostAsync("/api/keys", Json("""{"name":"x","role":"sales-rep","member":"partners/pia"}"""))).Problem(400);
        await (await admin.PostAsync("/api/keys", Json("""{"name":"x","role":"admin","member":"sales/ines"}"""))).Problem(400);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/keys/{number}")).StatusCode);
        await (await ines.GetAsync("/api/offers")).Problem(401);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back()
    {
        await using var site = await ApiSite.Open();
        var ines = await site.As(Role.SalesRep, "sales", "ines");
        var answers = await Task.WhenAll(Enumerable.Range(0, ApiServer.OthersPerSecond * 4).Select(_ => ines.GetAsync("/api/offers")));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.OK);
        var late = answers.First(a => a.StatusCode != HttpStatusCode.OK);
        await late.Problem(429);
        Assert.NotNull(late.Headers.RetryAfter);
        foreach (var answer in answers) answer.Dispose();
    }

    private static async Task<byte[]> ReadAll(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<HttpResponseMessage> Post(HttpClient http, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/inquiries") { Content = Json(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }
}
