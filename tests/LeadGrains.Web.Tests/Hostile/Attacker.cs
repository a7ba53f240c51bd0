using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace LeadGrains.Web.Tests;

/// <summary>One request that nobody would make by accident.</summary>
/// <param name="What">What is wrong with it, for whoever reads a failure.</param>
internal sealed record Attack(string What, byte[] Body)
{
    public string Method { get; init; } = "POST";

    /// <summary>Null: as the door's own sample has it.</summary>
    public string? Type { get; init; }

    /// <summary>Beside those of the sample; an empty value leaves one of those out.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static Attack Of(string what, string body) => new(what, Encoding.UTF8.GetBytes(body));
}

/// <summary>Sends attacks, and holds every answer to what all of them must be: in time, never ours to blame, told as it should be.</summary>
internal static class Attacker
{
    /// <summary>Longer, and it hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Printed by every seeded test; LEADGRAINS_SEED repeats one.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), out var given) ? given : Environment.TickCount & 0xFFFFFF;

    /// <summary>Requests of a random round: more when there is time.</summary>
    public static int Rounds(int usual, int longer) => Environment.GetEnvironmentVariable("LEADGRAINS_LONG") == "1" ? longer : usual;

    /// <summary>The status, after the answer has been looked at; a key's bound of requests a second is waited for.</summary>
    public static async Task<int> Send(HttpClient http, string path, Attack attack, string type, IReadOnlyDictionary<string, string> headers)
    {
        while (true)
        {
            var status = await SendOnce(http, path, attack, type, headers);
            if (status != 429 || !path.StartsWith("/api", StringComparison.Ordinal)) return status;
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static async Task<int> SendOnce(HttpClient http, string path, Attack attack, string type, IReadOnlyDictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(attack.Method), path);
        if (attack.Method is not ("GET" or "HEAD" or "OPTIONS"))
        {
            request.Content = new ByteArrayContent(attack.Body);
            // Asks first, as good clients do; else the answer may come while the body is still on its way, and be lost with the connection.
            request.Headers.ExpectContinue = attack.Body.Length > 16 * 1024;
            if ((attack.Type ?? type) is { Length: > 0 } said) request.Content.Headers.TryAddWithoutValidation("Content-Type", said);
        }
        foreach (var (name, value) in headers.Where(h => attack.Headers.All(a => !a.Name.Equals(h.Key, StringComparison.OrdinalIgnoreCase)))) Add(request, name, value);
        foreach (var (name, value) in attack.Headers.Where(a => a.Value.Length > 0)) Add(request, name, value);
        var watch = Stopwatch.StartNew();
        using var late = new CancellationTokenSource(Patience);
        try
        {
            using var answer = await http.SendAsync(request, late.Token);
            await Check(answer, $"{attack.Method} {path}, {attack.What}: {Show(attack.Body)}");
            return (int)answer.StatusCode;
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{path}, {attack.What}: no answer after {watch.Elapsed}. {Show(attack.Body)}");
            return 0;
        }
    }

    /// <summary>No answer is a 5xx, and each error says what it is as all of them do.</summary>
    public static async Task Check(HttpResponseMessage answer, string what)
    {
        var status = (int)answer.StatusCode;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status is >= 200 and < 500, $"{status} for {what}\n{text}");
        if (status < 400 || answer.RequestMessage!.Method == HttpMethod.Head) return;
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (type == "text/html")
        {
            Assert.Contains("text/html", answer.RequestMessage.Headers.Accept.ToString(), StringComparison.Ordinal);
            return;
        }
        Assert.True(type == "application/problem+json", $"{status} is told as '{type}' for {what}");
        using var document = JsonDocument.Parse(text);
        Assert.Equal(status, document.RootElement.GetProperty("status").GetInt32());
        foreach (var leak in (string[])["Exception", "   at ", "LeadGrains.", "System.", "/home/", "/tmp/"])
            Assert.False(text.Contains(leak, StringComparison.Ordinal), $"the answer to {what} tells too much: {text}");
    }

    public static string Show(byte[] body) => body.Length <= 3_000 ? $"{body.Length} bytes: {Convert.ToBase64String(body)}" : $"{body.Length} bytes: {Convert.ToBase64String(body.AsSpan(0, 1_500))}…";

    private static void Add(HttpRequestMessage request, string name, string value)
    {
        if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)) request.Content?.Headers.TryAddWithoutValidation(name, value);
        else request.Headers.TryAddWithoutValidation(name, value);
    }
}
