using System.Net.Http.Json;
using System.Text.Json;
using LeadGrains.Contract;
using LeadGrains.Engine;

namespace LeadGrains.Web.Tests;

/// <summary>A house with teams of every kind, and what tests of the API say all the time.</summary>
internal static class ApiSite
{
    private static readonly Program Program = SmallProgram.Program with
    {
        Teams = [.. SmallProgram.Program.Teams, new TeamRule("callers", TeamKind.CallCentre)],
    };

    public static async Task<Site> Open(Func<Program, Program>? change = null, Intake.IntakeSettings? intake = null, TokenSettings? tokens = null)
    {
        var site = await Site.Open(change is null ? Program : change(Program), intake, tokens: tokens);
        foreach (var (team, member) in ((string, string)[])[("sales", "ines"), ("partners", "pia"), ("partners", "paul"), ("callers", "kim")])
            Assert.Equal(ReplyKind.Done, (await site.Engine.Tell(team, new AddMember(new Member(member) { Email = $"{member}@kestrel.example" }))).Kind);
        return site;
    }

    /// <summary>A lead with a telling name that is offered to a member, and accepted if so wished.</summary>
    public static async Task<LeadId> Offered(this Site site, string name, string team, string member, bool accepted = false)
    {
        var inquiry = SmallProgram.Inquiry(name);
        var id = await site.Lead(name, inquiry with { Person = inquiry.Person with { LastName = "Secretson", Company = "Hidden Ltd", Phone = "+4930999", Country = "DE" } });
        Assert.Equal(ReplyKind.Done, (await site.Engine.Tell(id, new Assign(team, member, "boss"))).Kind);
        if (accepted) Assert.Equal(ReplyKind.Done, (await site.Engine.Tell(id, new Accept((await site.State(id)).Requests, member))).Kind);
        return id;
    }

    public static async Task<HttpResponseMessage> Say(this HttpClient http, LeadId lead, string command, object? body = null, string? version = "*", string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/leads/{lead}/{command}") { Content = body is null ? null : JsonContent.Create(body) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    public static async Task<JsonElement> Json(this HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    public static async Task<JsonElement> Json(this HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Json();
    }

    /// <summary>A problem, as all of them are told.</summary>
    public static async Task<JsonElement> Problem(this HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode}, expected {status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(text);
        Assert.Equal(status, document.RootElement.GetProperty("status").GetInt32());
        return document.RootElement.Clone();
    }
}
