using System.Net;
using System.Text;

namespace LeadGrains.Web.Tests;

/// <summary>What somebody does first, and first does wrong.</summary>
public sealed class FirstStepsTests
{
    [Fact]
    public async Task The_bare_address_leads_to_the_portal()
    {
        await using var site = await ApiSite.Open();
        using var answer = await site.Browser(null).GetAsync("/");
        Assert.Equal((HttpStatusCode.Found, "/portal"), (answer.StatusCode, answer.Headers.Location!.ToString()));
    }

    [Theory]
    [InlineData("""{"name":"Ann Archer","email":"ann@example.com"}""", "application/json", 400, "$.name")]
    [InlineData("""{"email":"ann@example.com","wish":"talk"}""", "application/json", 400, "$.wish")]
    [InlineData("""{"email":"ann@example.com","wish":"talk"}""", "application/json", 400, "/docs")]
    [InlineData("{oops", "application/json", 400, "JSON")]
    [InlineData("email=ann%40example.com", "application/x-www-form-urlencoded", 415, "application/json")]
    public async Task A_wrong_inquiry_is_told_what_would_be_right(string body, string type, int status, string told)
    {
        await using var site = await ApiSite.Open();
        using var forms = await site.As(Role.Intake);
        var problem = await (await forms.PostAsync("/api/inquiries", new StringContent(body, Encoding.UTF8, type))).Problem(status);
        Assert.Contains(told, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_key_or_a_small_one_hears_it_in_words()
    {
        await using var site = await ApiSite.Open();
        Assert.Contains("Authorization: Bearer", (await (await site.Http.GetAsync("/api/leads")).Problem(401)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var forms = await site.As(Role.Intake);
        Assert.Contains("This key may not", (await (await forms.GetAsync("/api/leads")).Problem(403)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
