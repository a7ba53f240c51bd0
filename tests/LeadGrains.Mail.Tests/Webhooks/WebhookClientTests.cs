using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeadGrains.Mail.Tests.Webhooks;

/// <summary>Real sockets on loopback.</summary>
public sealed class WebhookClientTests
{
    private static readonly byte[] Json = """{"type":"test"}"""u8.ToArray();
    private static readonly WebhookSecret Secret = WebhookSignatureTests.Secret(5);

    private static WebhookClient Client(Func<string, IPAddress[]>? names = null, double answerWithin = 10) =>
        new(TimeProvider.System, (host, _) => Task.FromResult((names ?? throw new InvalidOperationException(host))(host)), TimeSpan.FromSeconds(answerWithin));

    private static async Task<WebhookAnswer> Post(WebhookTarget target, WebhookClient? with = null)
    {
        using var client = with ?? Client();
        return await client.Post(target, "msg_1", Json, [Secret], CancellationToken.None);
    }

    [Fact]
    public async Task A_message_arrives_signed_and_whole()
    {
        using var sink = new HookSink();
        Assert.Equal(new WebhookAnswer.Taken(204), await Post(sink.Target()));
        var request = Assert.Single(sink.Requests);
        var lines = request.Split("\r\n");
        Assert.Equal("POST /hook HTTP/1.1", lines[0]);
        var body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.True(WebhookSignature.IsValid(Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), Encoding.UTF8.GetBytes(body), DateTimeOffset.UtcNow, Secret));
        Assert.Equal("application/json", Header("Content-Type"));

        string Header(string name) => lines.First(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
    }

    [Theory]
    [InlineData("400 Bad Request", true), InlineData("404 Not Found", true), InlineData("410 Gone", true), InlineData("301 Moved Permanently\r\nLocation: http://127.0.0.1:1/", true)]
    [InlineData("307 Temporary Redirect\r\nLocation: https://example.com/", true), InlineData("429 Too Many Requests", false), InlineData("503 Service Unavailable", false)]
    public async Task A_refusal_says_whether_it_is_for_good_and_no_redirect_is_followed(string status, bool forGood)
    {
        using var sink = new HookSink($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal(forGood, Assert.IsType<WebhookAnswer.Refused>(await Post(sink.Target())).IsPermanent);
        Assert.Equal(1, sink.Connections);
    }

    [Theory]
    [InlineData("120", 120), InlineData("99999999", 86_400)]
    public async Task A_receiver_may_ask_for_a_pause_of_a_day_at_most(string asked, int seconds)
    {
        using var sink = new HookSink($"HTTP/1.1 429 Slow down\r\nRetry-After: {asked}\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<WebhookAnswer.Refused>(await Post(sink.Target())).RetryAfter);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"), InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"), InlineData("what?\r\n\r\n")]
    public async Task Sent_without_a_clear_answer_is_uncertain_and_sent_once(string? answer)
    {
        using var sink = new HookSink(answer);
        Assert.IsType<WebhookAnswer.Uncertain>(await Post(sink.Target(), Client(answerWithin: 3)));
        Assert.Single(sink.Requests);
    }

    [Fact]
    public async Task Nobody_at_home_is_not_sent()
    {
        HookSink gone;
        using (gone = new HookSink()) { }
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.True(WebhookTarget.TryParse($"http://127.0.0.1:{port}/", true, out var target, out _));
        Assert.False(Assert.IsType<WebhookAnswer.NotSent>(await Post(target)).IsPermanent);
    }

    [Fact]
    public async Task A_handshake_that_fails_is_not_sent()
    {
        using var sink = new HookSink(null);
        Assert.True(WebhookTarget.TryParse($"https://127.0.0.1:{sink.Port}/", true, out var target, out _));
        Assert.IsType<WebhookAnswer.NotSent>(await Post(target));
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("localhost"), InlineData("127.1"), InlineData("2130706433"), InlineData("0x7f.1"), InlineData("0177.0.0.1"), InlineData("[::1]"), InlineData("[::ffff:127.0.0.1]"), InlineData("0.0.0.0"), InlineData("[::]")]
    [InlineData("inner.example"), InlineData("10.0.0.1"), InlineData("169.254.169.254"), InlineData("[fd00:ec2::254]")]
    public async Task However_a_private_address_is_written_nothing_connects(string host)
    {
        using var sink = new HookSink();
        using var client = new WebhookClient(TimeProvider.System, (name, cancel) => name == "inner.example"
            ? Task.FromResult<IPAddress[]>([IPAddress.Loopback]) : Dns.GetHostAddressesAsync(name, cancel), TimeSpan.FromSeconds(5));
        var answer = Assert.IsType<WebhookAnswer.NotSent>(await client.Post(sink.Target(host, allowPrivate: false), "msg_1", Json, [Secret], CancellationToken.None));
        Assert.True(answer.IsPermanent, answer.Reason);
        Assert.Equal(0, sink.Connections);
    }

    [Fact]
    public async Task One_private_address_among_public_ones_is_refused()
    {
        using var sink = new HookSink();
        Assert.IsType<WebhookAnswer.NotSent>(await Post(sink.Target("two.example", false), Client(_ => [IPAddress.Parse("192.0.43.8"), IPAddress.Loopback])));
        Assert.Equal(0, sink.Connections);
    }

    [Fact]
    public async Task A_name_is_asked_once_per_connection_and_the_answer_is_what_is_connected_to()
    {
        using var sink = new HookSink();
        var asked = 0;
        // The first answer is looked at; a name server that changes its mind afterwards is never asked.
        var target = sink.Target("rebinding.example");
        Assert.IsType<WebhookAnswer.Taken>(await Post(target, Client(_ => asked++ == 0 ? [IPAddress.Loopback] : [IPAddress.Parse("192.0.2.1")])));
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("ftp://example.com/"), InlineData("http://example.com/"), InlineData("https://user:pw@example.com/"), InlineData("https://example.com/#x"), InlineData("/hook"), InlineData(""), InlineData(null), InlineData("file:///etc/passwd")]
    public void A_target_is_an_https_address_and_nothing_more(string? text)
    {
        Assert.False(WebhookTarget.TryParse(text, allowPrivate: false, out _, out var fault));
        Assert.NotEmpty(fault);
    }

    [Fact]
    public async Task Cancelled_before_it_was_sent_it_throws()
    {
        using var client = Client();
        using var sink = new HookSink();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Post(sink.Target(), "msg_1", Json, [Secret], new CancellationToken(true)));
    }
}
