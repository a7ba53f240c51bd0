using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LeadGrains.Browser.Tests;

/// <summary><c>leadgrains serve</c> as a process over a real file, until it is disposed; it must have stopped politely by then.</summary>
public sealed class Served : IAsyncDisposable
{
    private const int Terminate = 15;
    private readonly Process _process;
    private readonly Task<string> _said, _complained;

    private Served(Process process, Uri at, string folder)
    {
        (_process, At, Letters) = (process, at, new Letters(Path.Combine(folder, "outbox-mail")));
        // Nobody reads what it says, and a full pipe would stop it.
        (_said, _complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = at };
    }

    /// <summary>Where it listens.</summary>
    public Uri At { get; }

    public HttpClient Http { get; }

    public Letters Letters { get; }

    /// <param name="file">Beside which its mail goes to <c>outbox-mail</c>.</param>
    internal static Served Start(Place place, string file)
    {
        var process = place.Start("serve", "--json", "--file", file);
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(process.StandardError.ReadToEnd());
        var listening = JsonDocument.Parse(line).RootElement.GetProperty("listening")[0].GetString()!;
        return new Served(process, new Uri(listening), Path.GetDirectoryName(Path.GetFullPath(place[file]))!);
    }

    /// <summary>Hands an inquiry in, as another system does.</summary>
    public async Task<string> Inquire(string key, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/inquiries") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("lead").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Place.Signal(_process, Terminate);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        // Who signed in is told there too.
        var (exit, complaints) = (_process.ExitCode, string.Join('\n', (await _complained).Split('\n').Where(line => !line.Contains("\"LogLevel\":\"Information\"", StringComparison.Ordinal))).Trim());
        await _said;
        _process.Dispose();
        Assert.True(exit == 0 && complaints.Length == 0, $"serve: exit {exit}\n{complaints}");
    }
}
