using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeadGrains.Client.Tests;

/// <summary><c>leadgrains webhook</c>: with the file to itself, and beside a running <c>serve</c>.</summary>
public sealed class WebhookCommandTests : IDisposable
{
    private const int Terminate = 15;
    private readonly Place _place = new();

    public WebhookCommandTests() => _place.Fine("init");

    public void Dispose() => _place.Dispose();

    [Fact]
    public void One_is_added_listed_paused_given_another_secret_and_removed()
    {
        Assert.Contains("webhook add", _place.Fine("webhook", "list").Out, StringComparison.Ordinal);
        var made = _place.Fine("webhook", "add", "our CRM", "--url", "https://crm.example.com/hook", "--event", "won", "--event", "lost", "--of", "partners");
        Assert.Contains("whsec_", made.Out, StringComparison.Ordinal);
        var listed = _place.Fine("webhook", "list", "--json");
        Assert.DoesNotContain("whsec_", listed.Out, StringComparison.Ordinal);
        Assert.Equal(("our CRM", "partners", "flowing", 2), (listed.Json[0].GetProperty("name").GetString(), listed.Json[0].GetProperty("whose").GetString(),
            listed.Json[0].GetProperty("standing").GetString(), listed.Json[0].GetProperty("events").GetArrayLength()));
        _place.Fine("webhook", "pause", "1");
        Assert.Contains("paused", _place.Fine("webhook", "list").Out, StringComparison.Ordinal);
        var newer = _place.Fine("webhook", "rotate", "1", "--json").Json.GetProperty("secret").GetString()!;
        Assert.DoesNotContain(newer, made.Out, StringComparison.Ordinal);
        Assert.Equal("flowing", _place.Fine("webhook", "resume", "1", "--json").Json.GetProperty("standing").GetString());
        Assert.Contains("0 dead letters", _place.Fine("webhook", "replay", "1").Out, StringComparison.Ordinal);
        Assert.Contains("--from", _place.Run("webhook", "replay", "1", "--to", "9").WithCleanError(2).Error, StringComparison.Ordinal);
        Assert.Contains("No dead letters", _place.Fine("webhook", "dead", "1").Out, StringComparison.Ordinal);
        _place.Fine("webhook", "remove", "1");
        _place.Run("webhook", "pause", "1").WithCleanError(4);
        _place.Run("webhook", "dead", "1").WithCleanError(4);
        Assert.Contains("public", _place.Run("webhook", "add", "x", "--url", "https://127.0.0.1/hook", "--event", "eaten").WithCleanError(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_serve_it_is_told_at_once_and_what_was_told_is_told_again_on_demand()
    {
        _place.Variables["LEADGRAINS_WEBHOOK_ALLOW_PRIVATE"] = "1";
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        using var serve = _place.Start("serve", "--urls", "off");
        Assert.StartsWith("Serving", await serve.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        _place.Fine("webhook", "add", "our CRM", "--url", $"http://{receiver.LocalEndpoint}/hook", "--event", "inquired");
        _place.Write("leads.csv", "email,name\nann@example.org,Ann\n");
        _place.Fine("import", "leads.csv");
        var id = await Told(receiver);
        Assert.Equal(1, _place.Fine("webhook", "list", "--json").Json.GetArrayLength());
        _place.Fine("webhook", "replay", "1", "--from", "1");
        Assert.Equal(id, await Told(receiver));
        _place.Run("webhook", "replay", "1", "--message", "msg_none_1_0").WithCleanError(4);
        _place.Run("webhook", "replay", "1", "--from", "9999").WithCleanError(2);
        Place.Signal(serve, Terminate);
        Assert.Equal(0, Place.End(serve).Exit);
    }

    // One message, answered; its id.
    private static async Task<string> Told(TcpListener receiver)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var caller = await receiver.AcceptTcpClientAsync(patience.Token);
        using var reader = new StreamReader(caller.GetStream(), leaveOpen: true);
        var (id, length) = ("", 0);
        while (await reader.ReadLineAsync(patience.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("webhook-id:", StringComparison.OrdinalIgnoreCase)) id = line[11..].Trim();
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line[15..], null);
        }
        await reader.ReadBlockAsync(new char[length], patience.Token);
        await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"), patience.Token);
        return id;
    }
}
