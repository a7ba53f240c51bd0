using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadGrains.Contract;

namespace LeadGrains.Client.Tests;

/// <summary>What a served house hands to a collector, and what it logs at the finest.</summary>
public sealed class TelemetryServeTests : IDisposable
{
    private const int Terminate = 15;
    private readonly Place _place = new();

    public TelemetryServeTests() => _place.Fine("init");

    [Fact]
    public async Task Metrics_and_traces_arrive_at_a_collector()
    {
        using var collector = new Collector();
        _place.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url;
        _place.Variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        _place.Variables["OTEL_SERVICE_NAME"] = "leads-of-the-test";
        await Serve(http => http.PostAsJsonAsync("/api/inquiries", new { email = "otlp@example.com", firstName = "Otto", source = "web" }));
        foreach (var path in (string[])["/v1/metrics", "/v1/traces"])
        {
            var body = collector.Got(path);
            Assert.Contains("leads-of-the-test", body, StringComparison.Ordinal);
            Assert.DoesNotContain("otlp@", body, StringComparison.Ordinal);
        }
        Assert.Contains("leadgrains.transitions", collector.Got("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("leadgrains.leads", collector.Got("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("lead Inquire", collector.Got("/v1/traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_finest_log_holds_no_address_no_token_and_no_key()
    {
        _place.Variables["LEADGRAINS_LOG"] = "trace";
        string secret = "", token = "";
        var ran = await Serve(async http =>
        {
            using var hook = await http.PostAsJsonAsync("/api/webhooks", new { name = "crm", url = "https://hooks.kestrel.invalid/hook?key=hidden-in-the-url" });
            secret = JsonDocument.Parse(await hook.Content.ReadAsStringAsync()).RootElement.GetProperty("secret").GetString()!;
            using var made = await http.PostAsJsonAsync("/api/inquiries", new { email = "trace@example.com", firstName = "Tracy", lastName = "Secretson", phone = "+4930123456", company = "Hidden Ltd", source = "web", consent = new { words = "Yes", form = "x" } });
            token = Convert.ToHexString(Guid.NewGuid().ToByteArray());
            using var unsubscribed = await http.GetAsync($"/u/{token}");
            using var wrong = await http.GetAsync("/api/leads?q=trace@example.com");
        });
        Assert.Contains("\"span\":\"lead Inquire\"", ran.Error, StringComparison.Ordinal);
        foreach (var hidden in (string[])["trace@", "Tracy", "Secretson", "4930123456", "Hidden", "hidden-in", secret[6..], token, _key[5..]])
            Assert.DoesNotContain(hidden, ran.Error + ran.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private string _key = "";

    private async Task<Ran> Serve(Func<HttpClient, Task> meanwhile)
    {
        _key = _place.Fine("key", "add", "admin", "--role", "admin").Out.Split('\n')[1].Trim();
        using var serve = _place.Start("serve", "--json");
        var listening = JsonDocument.Parse(serve.StandardOutput.ReadLine()!).RootElement.GetProperty("listening")[0].GetString()!;
        using (var http = new HttpClient { BaseAddress = new Uri(listening) })
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", _key);
            await meanwhile(http);
        }
        Place.Signal(serve, Terminate);
        var ran = Place.End(serve);
        Assert.True(ran.Exit == 0, ran.Error);
        return ran;
    }

    /// <summary>Takes OTLP over HTTP and keeps the bytes.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Dictionary<string, string> _got = [];

        public Collector()
        {
            Url = $"http://127.0.0.1:{Ports.Free()}";
            _listener.Prefixes.Add(Url + "/");
            _listener.Start();
            _ = Listen();
        }

        public string Url { get; }

        public string Got(string path)
        {
            lock (_got) return _got.GetValueOrDefault(path, "");
        }

        public void Dispose() => _listener.Close();

        private async Task Listen()
        {
            try
            {
                while (true)
                {
                    var call = await _listener.GetContextAsync();
                    using var bytes = new MemoryStream();
                    await call.Request.InputStream.CopyToAsync(bytes);
                    lock (_got) _got[call.Request.Url!.AbsolutePath] = Got(call.Request.Url.AbsolutePath) + Encoding.Latin1.GetString(bytes.ToArray());
                    call.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { }
        }
    }
}
