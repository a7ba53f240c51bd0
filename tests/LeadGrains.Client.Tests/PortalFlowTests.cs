using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeadGrains.Client.Tests;

/// <summary>Who may sign in to the portal that <c>serve</c> brings along.</summary>
public sealed partial class PortalFlowTests : IDisposable
{
    private const int Terminate = 15;
    private readonly Place _place = new();

    public PortalFlowTests() => _place.Fine("init");

    [Fact]
    public async Task Somebody_added_on_the_command_line_signs_in_by_a_printed_link_and_a_member_by_a_mailed_one()
    {
        Assert.Contains("Ada Byron may sign in as admin", _place.Fine("person", "add", "Ada Byron", "--email", "Ada@Example.org", "--role", "admin").Out, StringComparison.Ordinal);
        _place.Fine("team", "add", "sales", "ines", "--email", "ines@example.org", "--name", "Ines Berg");
        var list = _place.Fine("person", "list").Out;
        foreach (var part in (string[])["Ada Byron", "ada@example.org", "admin", "Ines Berg", "sales-rep", "sales/ines"]) Assert.Contains(part, list, StringComparison.Ordinal);
        var printed = new Uri(_place.Fine("person", "link", "ada byron").Out.Trim().Split('\n')[^1]).PathAndQuery;

        using var serve = _place.Start("serve", "--json");
        var listening = JsonDocument.Parse(serve.StandardOutput.ReadLine()!).RootElement.GetProperty("listening")[0].GetString()!;
        await BobComesAndGoes(listening);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(listening) };
        using (var redeemed = await http.PostAsync(printed, Nothing)) Assert.Equal("/portal", redeemed.Headers.Location!.ToString());
        using (var people = await http.GetAsync("/portal/people")) Assert.Contains("Ines Berg", await people.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using (var asked = await http.PostAsync("/portal/sign-in", new FormUrlEncodedContent([new("email", "ines@example.org"), new("return", "/portal/leads")]))) Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        var mail = await FirstMail();
        Assert.Contains("To: Ines Berg <ines@example.org>", mail, StringComparison.Ordinal);
        var links = Links.Matches(mail).Select(m => m.Value).Distinct().ToList();
        Assert.StartsWith(listening + "/portal/sign-in/", Assert.Single(links), StringComparison.Ordinal);
        using (var ines = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(listening) })
        using (var redeemed = await ines.PostAsync(links[0], new FormUrlEncodedContent([new("return", "/portal/leads")])))
            Assert.Equal("/portal/leads", redeemed.Headers.Location!.ToString());

        Place.Signal(serve, Terminate);
        var ran = Place.End(serve);
        Assert.Equal(0, ran.Exit);
        var lines = ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Contains(lines, l => l.GetProperty("Message").GetString() == "Person 1 signed in as Admin");
        Assert.Contains(lines, l => l.GetProperty("State").TryGetProperty("Person", out var number) && number.GetInt32() == 3); // Ines, after Bob
        Assert.DoesNotContain('@', ran.Error);
        Assert.DoesNotContain(links[0].Split('.')[^1], ran.Error + ran.Out, StringComparison.Ordinal);

        _place.Run("person", "remove", "Ada Byron").WithCleanError(1); // the last admin
        _place.Fine("person", "add", "Cleo", "--email", "cleo@example.org", "--role", "admin");
        _place.Fine("person", "remove", "1");
        Assert.DoesNotContain("Ada", _place.Fine("person", "list").Out, StringComparison.Ordinal);
    }

    // While serve has the file, and at once.
    private async Task BobComesAndGoes(string listening)
    {
        _place.Fine("person", "add", "Bob", "--email", "bob@example.org", "--role", "operator");
        _place.Run("person", "add", "bob", "--email", "bob@example.org", "--role", "operator").WithCleanError(2);
        var link = _place.Fine("person", "link", "bob").Out.Trim().Split('\n')[^1];
        Assert.StartsWith(listening + "/portal/sign-in/", link, StringComparison.Ordinal);
        using var bob = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using (var redeemed = await bob.PostAsync(link, Nothing)) Assert.Equal("/portal", redeemed.Headers.Location!.ToString());
        using (var inside = await bob.GetAsync(listening + "/portal/operations")) Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        _place.Run("person", "link", "nobody").WithCleanError(4);
        _place.Run("person", "remove", "ada byron").WithCleanError(1); // the last admin
        _place.Fine("person", "remove", "bob");
        using (var outside = await bob.GetAsync(listening + "/portal/operations")) Assert.NotEqual(HttpStatusCode.OK, outside.StatusCode);
        Assert.Contains("Ines Berg", _place.Fine("person", "link", "sales/ines").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_wrongly_is_refused_with_what_to_do()
    {
        _place.Run("person", "add", "Ada", "--email", "ada", "--role", "admin").WithCleanError(2);
        _place.Run("person", "add", "Ada", "--email", "ada@example.org", "--role", "king").WithCleanError(2);
        _place.Run("person", "add", "Ines", "--email", "ines@example.org", "--role", "sales-rep").WithCleanError(2);
        _place.Run("person", "link", "nobody").WithCleanError(4);
        _place.Run("person", "link", "sales/nobody").WithCleanError(4);
        _place.Run("person", "remove", "sales/ines").WithCleanError(1);
        _place.Write("access.yaml", "tokens:\n  issuer: https://login.example\n  keys: gone.json\n");
        var error = _place.Run("serve").WithCleanError(3).Error;
        Assert.Contains("access.yaml:2: 'audience' is missing", error, StringComparison.Ordinal);
        Assert.Contains("gone.json can't be read", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_link_to_the_first_admin_is_not_said_where_it_may_be_kept()
    {
        using var serve = _place.Start("serve");
        var said = serve.StandardOutput.ReadLine() + serve.StandardOutput.ReadLine();
        Place.Signal(serve, Terminate);
        var ran = Place.End(serve);
        Assert.DoesNotContain("sign-in/first", said + ran.Out + ran.Error, StringComparison.Ordinal);
        Assert.Contains("leadgrains person add", ran.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private static FormUrlEncodedContent Nothing => new([]);

    // Quoted-printable is unfolded, since the link is longer than a line.
    private async Task<string> FirstMail()
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(50))
            if (Directory.Exists(_place["outbox-mail"]) && Directory.EnumerateFiles(_place["outbox-mail"], "*.eml").FirstOrDefault() is { } file)
                return (await File.ReadAllTextAsync(file)).Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        throw new TimeoutException("no mail left");
    }

    [GeneratedRegex("http://127[0-9.:]+/portal/sign-in/[0-9]+[.][A-Za-z0-9_-]{43}")]
    private static partial Regex Links { get; }
}
