using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeadGrains.Client.Tests;

/// <summary>The pages that <c>serve</c> brings along.</summary>
public sealed partial class ServeWebTests : IDisposable
{
    private const int Terminate = 15;
    private readonly Place _place = new();

    public ServeWebTests() => _place.Fine("init");

    [Fact]
    public async Task The_links_of_a_mail_that_serve_sent_work_at_the_address_that_serve_listens_at()
    {
        OneToWriteTo();
        using var serve = _place.Start("serve", "--json");
        var listening = Listening(serve);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(listening) };
        using (var wrong = await http.GetAsync("/p/wrong")) Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);

        var mail = await FirstMail();
        // One click needs https (RFC 8058, 3.1), which a house that nobody has named isn't reached by.
        Assert.DoesNotContain("List-Unsubscribe-Post", mail, StringComparison.Ordinal);
        var link = Footer.Match(Unwrapped(mail));
        Assert.True(link.Success, mail);
        Assert.StartsWith($"{listening}/u/", link.Groups[1].Value, StringComparison.Ordinal);
        await Unsubscribe(http, link.Groups[1].Value);
        Ended(serve);
    }

    [Fact]
    public async Task Behind_an_address_of_its_own_one_click_ends_the_mail()
    {
        OneToWriteTo();
        _place.Write("mail.yaml", """
            links: https://leads.mill.test
            sender:
              name: Ann of Mill Works
              company: Mill Works
              address: 1 Mill Lane, Millton
              email: ann@mill.test
            """);
        using var serve = _place.Start("serve", "--json");
        using var http = new HttpClient { BaseAddress = new Uri(Listening(serve)) };
        var mail = await FirstMail();
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", mail, StringComparison.Ordinal);
        var header = Header.Match(Unfolded(mail));
        Assert.True(header.Success, mail);
        await Unsubscribe(http, header.Groups[1].Value);
        Ended(serve);
    }

    [Fact]
    public void A_port_in_use_is_one_clear_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";
        var error = _place.Run("serve", "--urls", url).WithCleanError(2).Error;
        Assert.Contains(url, error, StringComparison.Ordinal);
        Assert.Contains("in use", error, StringComparison.Ordinal);
        Assert.Contains("--urls http://127.0.0.1:0", error, StringComparison.Ordinal);
        _place.Run("serve", "--urls", "nonsense").WithCleanError(2);
    }

    [Fact]
    public async Task A_key_of_the_command_line_opens_the_API_of_serve()
    {
        var key = _place.Fine("key", "add", "our forms", "--role", "intake").Out.Split('\n')[1];
        Assert.StartsWith("lg_1_", key, StringComparison.Ordinal);
        _place.Run("key", "add", "x", "--role", "king").WithCleanError(2);
        _place.Run("key", "add", "x", "--role", "sales-rep").WithCleanError(2);
        _place.Run("key", "revoke", "7").WithCleanError(4);
        using (var serve = _place.Start("serve", "--json"))
        {
            var listening = JsonDocument.Parse(serve.StandardOutput.ReadLine()!).RootElement.GetProperty("listening")[0].GetString()!;
            using var http = new HttpClient { BaseAddress = new Uri(listening) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            using var made = await http.PostAsync("/api/inquiries", new StringContent("""{"email":"eve@example.com","source":"web"}""", Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
            using var refused = await http.GetAsync("/api/leads");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Place.Signal(serve, Terminate);
            Assert.Equal(0, Place.End(serve).Exit);
        }
        Assert.Contains("eve@example.com", _place.Fine("show", "eve@example.com").Out, StringComparison.Ordinal);
        _place.Fine("key", "revoke", "1");
        var list = _place.Fine("key", "list", "--json").Out;
        Assert.Contains("revokedAt\":\"20", list, StringComparison.Ordinal);
        Assert.DoesNotContain(key[5..], list, StringComparison.Ordinal);
        Assert.Contains("key 2", _place.Fine("key", "rotate-links").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_never_shown()
    {
        var said = _place.Fine("export").Out + _place.Fine("doctor", "--json").Out + _place.Fine("stages", "--json").Out;
        Assert.DoesNotContain("links.key", said, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    // Mail leaves in working hours, and this test may run on a Sunday.
    private void OpenAtAnyHour()
    {
        _place.Fine("init", "--program", "program", "--file", "other.db");
        var file = _place[Path.Combine("program", "program.yaml")];
        var text = File.ReadAllText(file);
        var cadence = text.IndexOf("\ncadence:", StringComparison.Ordinal);
        var hours = text.IndexOf("hours: mon-fri 09:00-17:00", cadence, StringComparison.Ordinal);
        File.WriteAllText(file, text[..hours] + "hours: mon-sun 00:00-24:00" + text[(hours + "hours: mon-fri 09:00-17:00".Length)..]);
        _place.Fine("program", "keep", "program");
    }

    private async Task<string> FirstMail()
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(50))
            if (Directory.Exists(_place["outbox-mail"]) && Directory.EnumerateFiles(_place["outbox-mail"], "*.eml").FirstOrDefault() is { } file)
                return await File.ReadAllTextAsync(file);
        throw new TimeoutException("no mail left");
    }

    private void OneToWriteTo()
    {
        OpenAtAnyHour();
        _place.Write("leads.csv", "email,name,created_at\nann@example.org,Ann,2026-01-05\n");
        _place.Fine("import", "leads.csv");
        _place.Fine("send", "ann@example.org", "optIn", "--data", """{"topic":"*","channel":"Email","proof":{"words":"Yes","form":"fair"}}""");
    }

    private async Task Unsubscribe(HttpClient http, string link)
    {
        using var answer = await http.PostAsync(link, new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("withdrawn", _place.Fine("show", "ann@example.org").Out, StringComparison.Ordinal);
    }

    private static string Listening(Process serve) =>
        JsonDocument.Parse(serve.StandardOutput.ReadLine()!).RootElement.GetProperty("listening")[0].GetString()!.TrimEnd('/');

    private static void Ended(Process serve)
    {
        Place.Signal(serve, Terminate);
        var ran = Place.End(serve);
        Assert.True(ran.Exit == 0, ran.Error);
    }

    // RFC 2045 §6.7, as far as a link goes.
    private static string Unwrapped(string mail) => mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);

    // RFC 5322 §2.2.3.
    private static string Unfolded(string mail) => mail.Replace("\r\n ", " ", StringComparison.Ordinal);

    [GeneratedRegex(@"List-Unsubscribe:\s+<https://leads\.mill\.test(/u/[^>\s]+)>")]
    private static partial Regex Header { get; }

    [GeneratedRegex("href=\"([^\"]+/u/[^\"]+)\"")]
    private static partial Regex Footer { get; }
}
