using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LeadGrains.Intake;
using LeadGrains.Intake.Tests;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests;

/// <summary>What docs/forms.md says works as it stands there: its settings, its forms and its requests.</summary>
public sealed partial class DocumentedFormsTests
{
    private const string Home = "https://leads.example.com";
    private static readonly string Page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/forms.md"));

    [Fact]
    public async Task Every_request_of_the_page_is_taken_as_it_stands_there()
    {
        var requests = Fences("http");
        Assert.Equal(9, requests.Count);
        foreach (var request in requests)
        {
            await using var site = await Open();
            for (var time = 0; time < 2; time++) Assert.InRange(await Send(site, request), 200, 303);
            if (request.StartsWith("GET ", StringComparison.Ordinal)) continue;
            if (request.Contains("\"leadgen_id\"", StringComparison.Ordinal))
            {
                using var views = LeadViews.Open(site.File); // nobody fetches the answers here
                Assert.Equal("meta:123123123123", Assert.Single(views.Quarantine()).CommandId);
                continue;
            }
            Assert.Equal((1, "Ann"), (await site.State(Samples.Ann)) is var ann ? (ann.Inquiries, ann.Person.FirstName) : default);
        }
    }

    [Fact]
    public async Task Every_form_of_the_page_can_be_filled_in_and_sent_with_its_address_alone()
    {
        var forms = Fences("html").SelectMany(html => new HtmlParser().ParseDocument(html).QuerySelectorAll("form")).ToList();
        Assert.Equal(2, forms.Count);
        foreach (var form in forms)
        {
            await using var site = await Open();
            var action = form.GetAttribute("action")!;
            Assert.StartsWith(Home, action, StringComparison.Ordinal);
            using var answer = await site.Post(action[Home.Length..], [.. Filled(form)]);
            Assert.Equal((303, "https://www.example.com/thanks"), ((int)answer.StatusCode, answer.Headers.Location?.ToString()));
            var ann = await site.State(Samples.Ann);
            if (action.EndsWith("/contact", StringComparison.Ordinal))
                Assert.Equal(("planning", "Yes, write to me about planning."), Assert.Single(ann.Consents) is var c ? (c.Topic, c.Proof!.Words) : default);
            else Assert.Equal(("Archer", "Kestrel", "planned"), (ann.Person.LastName, ann.Person.Company, ann.Fact("budget")?.Value));
        }
    }

    [Fact]
    public void The_settings_of_the_page_are_read_without_a_fault() => Assert.Empty(Reading().Faults);

    [Fact]
    public void Every_address_of_the_page_is_a_door()
    {
        foreach (Match found in Address().Matches(Page))
            Assert.NotEqual(404, Doorways.Read(new IntakeRequest("PUT", found.Groups[1].Value.Replace("NAME", "contact", StringComparison.Ordinal).Replace("PORTAL", "1234567", StringComparison.Ordinal).Replace("FORM", "x", StringComparison.Ordinal),
                default, Samples.Now), Reading().Settings!).Reply.Status);
    }

    private static async Task<Site> Open()
    {
        var site = await Site.Open(intake: Reading().Settings);
        site.Time.Advance(TimeSpan.FromHours(1));
        return site;
    }

    private static IntakeReading Reading() => IntakeYaml.Read(Assert.Single(Fences("yaml")), "intake.yaml",
        name => name switch { "GOOGLE_LEAD_KEY" => Samples.GoogleKey, "META_VERIFY_TOKEN" => Samples.MetaToken, _ => "a-token" }, name => name == "meta.secret" ? Samples.MetaSecret : "throwaway.example\n");

    // A request as it is written: first line, headers, an empty line, the body. The signature is what the sender computes.
    private static async Task<int> Send(Site site, string written)
    {
        var (head, body) = written.Split("\n\n", 2) is [var h, var b] ? (h, b) : (written, "");
        var lines = head.Split('\n');
        var (method, path) = lines[0].Split(' ') is [var m, var p, "HTTP/1.1"] ? (m, p) : throw new FormatException(lines[0]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var bytes = Encoding.UTF8.GetBytes(body);
        if (method == "POST") request.Content = new ByteArrayContent(bytes);
        foreach (var (name, value) in lines.Skip(1).Select(l => l.Split(": ", 2)).Select(l => (l[0], l[1].Replace("sha256=…", Samples.Signature(bytes)["x-hub-signature-256"], StringComparison.Ordinal))))
            if (name.StartsWith("Content-", StringComparison.Ordinal)) request.Content!.Headers.TryAddWithoutValidation(name, value);
            else request.Headers.TryAddWithoutValidation(name, value);
        var isOpen = Doorways.GuardOf(path.Split('?')[0]["/in/".Length..]) != DoorGuard.Key;
        using var answer = await (isOpen ? site.Http : await site.As(Role.Intake)).SendAsync(request);
        await Attacker.Check(answer, written);
        return (int)answer.StatusCode;
    }

    // As a person does it, who sees no hidden field and no trap.
    private static IEnumerable<(string, string)> Filled(IElement form) =>
        from field in form.QuerySelectorAll("input[name], textarea[name]")
        let name = field.GetAttribute("name")!
        where !(field.GetAttribute("style") ?? "").Contains("display:none", StringComparison.Ordinal)
        select (name, field.GetAttribute("type") is "hidden" or "checkbox" ? field.GetAttribute("value")! : name switch
        {
            "email" => "ann@example.com",
            "company" => "Kestrel",
            "first_name" => "Ann",
            "last_name" => "Archer",
            "name" => "Ann Archer",
            "00N5g00000Abc12" => "planned",
            _ => "",
        });

    private static List<string> Fences(string language) => [.. Fence().Matches(Page).Where(f => f.Groups[1].Value == language).Select(f => f.Groups[2].Value.TrimEnd('\n'))];

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`/in/([^`]+)`")]
    private static partial Regex Address();

    private static string Here([CallerFilePath] string file = "") => file;
}
