using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Xunit.Abstractions;

namespace LeadGrains.Client.Tests.Sending;

/// <summary>
/// Kills <c>leadgrains serve</c> while it tells a webhook: when a message has arrived and before it is answered, or right after the
/// answer and before that is noted. The receiver's own log is the judge. 8 rounds; LEADGRAINS_LONG=1 makes it 100.
/// </summary>
public sealed class KillsDuringTelling(ITestOutputHelper output) : IDisposable
{
    private const int KillSignal = 9, Terminate = 15, LeadsPerRound = 30;
    private static readonly int Rounds = Environment.GetEnvironmentVariable("LEADGRAINS_LONG") == "1" ? 100 : 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly Place _place = new();
    private readonly ConcurrentDictionary<string, string> _leadOf = []; // by the message's id
    private readonly TaskCompletionSource<int> _never = new();
    private int _messages;
    private volatile Func<Task>? _before, _after; // around the answer to a message

    [Fact]
    public async Task Every_event_is_told_at_least_once_under_one_id_whenever_it_is_killed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount;
        var random = new Random(seed);
        _place.Variables["LEADGRAINS_WEBHOOK_ALLOW_PRIVATE"] = "1";
        _place.Fine("init");
        var key = _place.Fine("key", "add", "admin", "--role", "admin").Out.Split('\n')[1].Trim();
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        _ = Receive(receiver);
        var leads = new HashSet<string>();
        for (var round = 0; round <= Rounds; round++)
        {
            using var serve = _place.Start("serve", "--json");
            var listening = JsonDocument.Parse(serve.StandardOutput.ReadLine()!).RootElement.GetProperty("listening")[0].GetString()!;
            using var http = new HttpClient { BaseAddress = new Uri(listening), DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
            if (round == 0)
            {
                var url = $"http://{receiver.LocalEndpoint}/hook";
                using var made = await http.PostAsJsonAsync("/api/webhooks", new { name = "crm", url, events = (string[])["inquired"] });
                Assert.Equal(HttpStatusCode.Created, made.StatusCode);
            }
            if (round == Rounds)
            {
                await Until(() => leads.IsSubsetOf(_leadOf.Values));
                Place.Signal(serve, Terminate);
                var ran = Place.End(serve);
                Assert.True(ran.Exit == 0, $"{ran.Exit}: {ran.Error}");
                break;
            }
            var dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var left = random.Next(1, LeadsPerRound);
            Func<Task> kill = () =>
            {
                if (Interlocked.Decrement(ref left) != 0) return Task.CompletedTask;
                Place.Signal(serve, KillSignal);
                dead.TrySetResult();
                return _never.Task; // this connection is never answered
            };
            (_before, _after) = round % 2 == 0 ? (kill, null) : ((Func<Task>?)null, (Func<Task>?)kill);
            for (var i = 0; i < LeadsPerRound && !dead.Task.IsCompleted; i++)
                try
                {
                    using var made = await http.PostAsJsonAsync("/api/inquiries", new { email = $"r{round}-{i}@example.com" });
                    if (made.StatusCode == HttpStatusCode.Created) leads.Add(made.Headers.Location!.ToString().Split('/')[^1]);
                }
                catch (HttpRequestException) { } // it died; what wasn't acknowledged isn't counted
            await dead.Task.WaitAsync(Patience);
            await serve.WaitForExitAsync();
            (_before, _after) = (null, null);
        }
        // One id is one event: no lead was told under two.
        Assert.Equal(_leadOf.Count, _leadOf.Values.Distinct().Count());
        output.WriteLine($"{Rounds} kills, {leads.Count} leads, {_messages} messages, {_messages - _leadOf.Count} told again, 0 lost (seed {seed})");
        Assert.True(_messages > _leadOf.Count, "nothing was told again: the kills came at no interesting moment");
    }

    public void Dispose() => _place.Dispose();

    private async Task Receive(TcpListener listener)
    {
        try
        {
            while (true) _ = Answer(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
            try
            {
                using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
                while (await reader.ReadLineAsync() is not null)
                {
                    var (length, id) = (0, "");
                    while (await reader.ReadLineAsync() is { Length: > 0 } line)
                    {
                        if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line[15..], null);
                        if (line.StartsWith("webhook-id:", StringComparison.OrdinalIgnoreCase)) id = line[11..].Trim();
                    }
                    var body = new char[length];
                    await reader.ReadBlockAsync(body);
                    if (_before is { } before) await before();
                    var lead = JsonDocument.Parse(new string(body)).RootElement.GetProperty("data").GetProperty("id").GetString()!;
                    Interlocked.Increment(ref _messages);
                    Assert.Equal(lead, _leadOf.GetOrAdd(id, lead));
                    await client.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
                    if (_after is { } after) await after();
                }
            }
            catch (Exception e) when (e is IOException or SocketException) { }
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); !isSo(); await Task.Delay(50)) // another process is waited for
            Assert.True(watch.Elapsed < Patience, "it doesn't happen");
    }
}
