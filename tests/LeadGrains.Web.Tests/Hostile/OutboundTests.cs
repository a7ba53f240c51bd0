using System.Net;
using System.Net.Http.Json;
using System.Text;
using LeadGrains.Intake;
using LeadGrains.Intake.Tests;
using LeadGrains.Mail;
using LeadGrains.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Web.Tests;

/// <summary>What we fetch and call: only public addresses, and Meta's answers by the page's token.</summary>
public sealed class OutboundTests
{
    [Fact]
    public async Task No_form_of_a_private_address_is_ever_connected_to()
    {
        using var canary = new Canary();
        using var webhooks = new WebhookClient(TimeProvider.System);
        var forms = canary.Addresses().ToList();
        Assert.True(forms.Count >= 60, $"{forms.Count} forms");
        Assert.True(WebhookSecret.TryParse("whsec_" + Convert.ToBase64String(new byte[32]), out var secret));
        foreach (var scheme in (string[])["https", "http"])
            await Parallel.ForEachAsync(forms, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (form, _) =>
            {
                using var late = new CancellationTokenSource(Attacker.Patience);
                if (Uri.TryCreate($"{scheme}://{form}/", UriKind.Absolute, out var address))
                {
                    using var graph = new MetaGraph(address, "a-page-token", TimeProvider.System);
                    await Assert.ThrowsAnyAsync<Exception>(() => graph.Fetch("4444444444", late.Token));
                }
                if (WebhookTarget.TryParse($"{scheme}://{form}/hook", allowPrivate: false, out var target, out var _))
                    Assert.IsType<WebhookAnswer.NotSent>(await webhooks.Post(target, "msg_1", "{}"u8.ToArray(), [secret!], late.Token));
            });
        Assert.Equal(0, canary.Connects);
        // The canary does sing.
        using var loud = new System.Net.Sockets.TcpClient();
        await loud.ConnectAsync(IPAddress.Loopback, canary.Port);
        using var patience = new CancellationTokenSource(Attacker.Patience);
        while (canary.Connects == 0) await Task.Delay(5, patience.Token);
    }

    [Fact]
    public async Task No_webhook_that_somebody_adds_or_changes_leads_to_a_private_address()
    {
        using var canary = new Canary();
        await using var site = await Site.Open(privateHooks: false);
        var admin = await site.As(Role.Admin);
        using var kept = await Patiently(() => admin.PostAsJsonAsync("/api/webhooks", new { name = "fine", url = "https://hooks.kestrel.example/leads" }));
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
        await admin.PostAsync("/api/webhooks/1/pause", null);
        var (refused, taken) = (0, new List<string>());
        foreach (var url in canary.Addresses().SelectMany(a => (string[])[$"https://{a}/hook", $"http://{a}/hook"]))
        {
            using var changed = await Patiently(() => admin.PostAsJsonAsync("/api/webhooks/1", new { url }));
            using var added = await Patiently(() => admin.PostAsJsonAsync("/api/webhooks", new { name = "evil", url }));
            if (added.StatusCode == HttpStatusCode.Created)
            {
                // A name can only be judged by what it leads to, when it is told; an address can be refused at once.
                Assert.Equal(UriHostNameType.Dns, new Uri(url).HostNameType);
                await site.Lead($"p{taken.Count}");
                while (await site.WebhookPost.Work()) { }
                var hook = (await added.Json()).GetProperty("number").GetInt32();
                using var deleted = await Patiently(() => admin.DeleteAsync($"/api/webhooks/{hook}"));
                Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
                taken.Add(url);
            }
            else
            {
                await added.Problem(400);
                await changed.Problem(400);
                refused++;
            }
        }
        Assert.Equal(0, canary.Connects);
        Assert.True(refused >= 60 && taken.Count > 0, $"{refused} refused, taken: {string.Join(' ', taken)}");
        Assert.All(taken, url => Assert.StartsWith("https://", url, StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> Patiently(Func<Task<HttpResponseMessage>> ask)
    {
        while (true)
        {
            var answer = await ask();
            if (answer.StatusCode != HttpStatusCode.TooManyRequests) return answer;
            answer.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public async Task The_answers_of_a_lead_are_fetched_by_its_number_with_the_token_in_a_header()
    {
        await using var fake = await FakeGraph.Open();
        using var graph = fake.Fetcher();
        await using var site = await Site.Open(intake: Doorway.Settings, fetcher: graph);
        site.Time.Advance(TimeSpan.FromHours(1));
        fake.Answer = (200, """{"id":"4444444444","created_time":"2026-03-02T09:58:00+0000","form_id":"555555","field_data":[{"name":"full_name","values":["Ann Archer"]},{"name":"email","values":["ann@example.com"]},{"name":"company_name","values":["Kestrel"]}]}""");
        for (var time = 0; time < 2; time++) Assert.Equal(200, await Deliver(site));
        var ann = await site.State(Samples.Ann);
        Assert.Equal((1, "Ann", "Kestrel"), (ann.Inquiries, ann.Person.FirstName, ann.Person.Company));
        Assert.All(fake.Asked, asked =>
        {
            Assert.Equal("Bearer a-page-token", asked.Authorization);
            Assert.StartsWith("/v25.0/4444444444?fields=id,created_time,field_data", asked.Address, StringComparison.Ordinal);
            Assert.DoesNotContain("token", asked.Address, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(401, """{"error":{"code":190,"message":"Error validating access token"}}""", 503)]
    [InlineData(400, """{"error":{"code":190}}""", 503)]
    [InlineData(400, """{"error":{"code":4}}""", 503)]
    [InlineData(400, "no JSON", 503)]
    [InlineData(400, "[1]", 503)]
    [InlineData(429, "", 503)]
    [InlineData(500, "", 503)]
    [InlineData(302, "https://127.0.0.1/", 503)]
    [InlineData(404, "", 200)]
    [InlineData(400, """{"error":{"code":100,"error_subcode":33}}""", 200)]
    [InlineData(200, "no JSON", 200)]
    [InlineData(200, """{"id":"4444444444"}""", 200)]
    public async Task What_cannot_be_fetched_now_is_delivered_again_and_what_is_gone_waits_in_quarantine(int status, string body, int answered)
    {
        await using var fake = await FakeGraph.Open();
        using var graph = fake.Fetcher();
        await using var site = await Site.Open(intake: Doorway.Settings, fetcher: graph);
        fake.Answer = (status, body);
        var before = site.Content();
        using var delivered = await Send(site);
        Assert.Equal(answered, (int)delivered.StatusCode);
        using var views = LeadViews.Open(site.File);
        Assert.Equal(answered == 200 ? 1 : 0, views.Quarantine().Count);
        if (answered == 200) return;
        Assert.NotNull(delivered.Headers.RetryAfter);
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using var fake = await FakeGraph.Open();
        using var graph = fake.Fetcher();
        fake.Answer = (200, new string(' ', 5_000_000));
        await Assert.ThrowsAsync<HttpRequestException>(() => graph.Fetch("1", CancellationToken.None));
    }

    [Fact]
    public void Without_a_token_nobody_fetches()
    {
        Assert.Null(MetaGraph.Of(new IntakeSettings(), TimeProvider.System));
        using var graph = MetaGraph.Of(new IntakeSettings { Meta = new DoorSettings { PageToken = "t" } }, TimeProvider.System);
        Assert.NotNull(graph);
    }

    private static async Task<int> Deliver(Site site)
    {
        using var answer = await Send(site);
        return (int)answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> Send(Site site)
    {
        var body = Encoding.UTF8.GetBytes(Samples.MetaBare);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/in/meta") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Hub-Signature-256", Samples.Signature(body)["x-hub-signature-256"]);
        return await site.Http.SendAsync(request);
    }

    // Meta's side, on this machine.
    private sealed class FakeGraph : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private FakeGraph(WebApplication app) => _app = app;

        public (int Status, string Body) Answer { get; set; }
        public List<(string Address, string Authorization)> Asked { get; } = [];

        public static async Task<FakeGraph> Open()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var fake = new FakeGraph(builder.Build());
            fake._app.Run(async http =>
            {
                fake.Asked.Add((http.Request.Path + http.Request.QueryString.Value, http.Request.Headers.Authorization.ToString()));
                http.Response.StatusCode = fake.Answer.Status;
                if (fake.Answer.Status == 302) http.Response.Headers.Location = fake.Answer.Body;
                else await http.Response.WriteAsync(fake.Answer.Body);
            });
            await fake._app.StartAsync();
            return fake;
        }

        public MetaGraph Fetcher() => new(new Uri(_app.Urls.Single() + "/v25.0/"), "a-page-token", TimeProvider.System, allowPrivate: true);

        public async ValueTask DisposeAsync() => await _app.DisposeAsync();
    }
}
