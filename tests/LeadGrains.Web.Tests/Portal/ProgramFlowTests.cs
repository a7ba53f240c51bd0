using System.Net;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>Q1 in the browser: proposed by marketing, replayed, signed by both sides, activated, and stamped on verdicts.</summary>
public sealed class ProgramFlowTests
{
    [Fact]
    public async Task Marketing_proposes_sales_signs_too_and_verdicts_carry_the_new_version()
    {
        await using var site = await WatchSite.Open();
        for (var n = 0; n < 12; n++) await site.Lead($"lead{n}", SmallProgram.Inquiry($"lead{n}") with { Facts = [new Telling("budget", n % 2 == 0 ? "approved" : "none"), new Telling("timeline", "3-months")] });
        var (marketing, sales) = (await site.Reader(Role.Marketing), await site.Reader(Role.SalesManager));
        var yaml = (await marketing.Page("/portal/program/propose")).QuerySelector("textarea[name=yaml]")!.TextContent;
        var proposal = yaml.Replace("wish or score >= 65", "wish or score >= 20", StringComparison.Ordinal);
        Assert.NotEqual(yaml, proposal);

        var version = (await marketing.Sent("/portal/program/propose", ("from", "1"), ("yaml", proposal), ("note", "earlier hand-over"))).Split('?')[0];
        Assert.Equal("/portal/program/2", version);
        var page = await sales.Page(version);
        Assert.Contains("score is at least 20", page.QuerySelector("#diff ins")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("earlier hand-over", page.Body!.TextContent, StringComparison.Ordinal);

        await sales.Sent($"{version}/replay");
        var replayed = (await sales.Settled(version)).QuerySelector("#replay")!.TextContent;
        Assert.Contains("6 more would have qualified, 0 fewer", replayed, StringComparison.Ordinal);

        Assert.Contains("is not signed for sales yet", await WithSignature(marketing, version), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await marketing.Try($"{version}/sign/sales")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await sales.Try($"{version}/sign/marketing")).StatusCode);
        await sales.Sent($"{version}/sign/sales");
        await sales.Sent($"{version}/activate");

        Assert.Equal(2, site.Engine.Program.Version);
        var lead = await site.Lead("later", SmallProgram.Inquiry("later") with { Facts = [new Telling("budget", "approved")] });
        Assert.Equal(2, (await site.State(lead)).Standing!.ProgramVersion);
        Assert.Contains("version 2, is at work", (await marketing.Page("/portal/program")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_signs_for_both_sides()
    {
        await using var site = await WatchSite.Open();
        var admin = await site.Reader(Role.Admin);
        await admin.Sent("/portal/program/propose", ("from", "1"), ("yaml", await Changed(admin)));
        await admin.Sent("/portal/program/2/sign/marketing");
        Assert.Contains("somebody else must sign for sales", await admin.Refused(HttpStatusCode.Conflict, "/portal/program/2/sign/sales"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_are_listed_by_their_line_the_text_is_kept_and_nothing_is_proposed()
    {
        await using var site = await WatchSite.Open();
        var marketing = await site.Reader(Role.Marketing);
        var broken = (await Changed(marketing)).Replace("kind: call-centre", "kind: call-center", StringComparison.Ordinal) + "\nnonsense: <b>1</b>\n";
        var before = site.Content();
        using var form = new MultipartFormDataContent { { new StringContent(marketing.Token()), "token" }, { new StringContent("1"), "from" }, { new StringContent(broken), "yaml" } };
        using var answer = await marketing.PostAsync("/portal/program/propose", form);
        var page = await answer.Page("propose", HttpStatusCode.BadRequest);
        Assert.All(page.QuerySelectorAll("ul.faults code"), fault => Assert.Matches(@"^program\.yaml:\d+: ", fault.TextContent));
        Assert.NotEmpty(page.QuerySelectorAll("ul.faults code"));
        Assert.Equal(broken, page.QuerySelector("textarea[name=yaml]")!.TextContent);
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task A_file_can_be_chosen_instead_and_the_same_text_is_no_new_version()
    {
        await using var site = await WatchSite.Open();
        var marketing = await site.Reader(Role.Marketing);
        var yaml = await Changed(marketing);
        for (var time = 0; time < 2; time++)
        {
            using var form = new MultipartFormDataContent { { new StringContent(marketing.Token()), "token" }, { new StringContent("1"), "from" }, { new StringContent("ignored"), "yaml" } };
            form.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(yaml)), "file", "program.yaml");
            using var answer = await marketing.PostAsync("/portal/program/propose", form);
            Assert.StartsWith("/portal/program/2?", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        }
        using var views = LeadViews.Open(site.File);
        Assert.Equal(2, AgreementBook.Read(views.Setting).Versions.Count);
    }

    [Fact]
    public async Task A_long_program_fits_and_one_that_is_too_long_is_turned_away()
    {
        await using var site = await WatchSite.Open();
        var marketing = await site.Reader(Role.Marketing);
        var yaml = await Changed(marketing);
        var comment = string.Concat(Enumerable.Repeat("# why we do it like this\n", 4_000));
        Assert.StartsWith("/portal/program/2?", await marketing.Sent("/portal/program/propose", ("from", "1"), ("yaml", yaml + comment)), StringComparison.Ordinal);
        using var form = new MultipartFormDataContent { { new StringContent(marketing.Token()), "token" }, { new StringContent("1"), "from" }, { new StringContent(yaml + comment + comment), "yaml" } };
        using var answer = await marketing.PostAsync("/portal/program/propose", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_said_so()
    {
        await using var site = await WatchSite.Open();
        var admin = await site.Reader(Role.Admin);
        Assert.Contains("no version 7", (await admin.Page("/portal/program/7", HttpStatusCode.NotFound)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("no version 7", await admin.Refused(HttpStatusCode.NotFound, "/portal/program/7/activate"), StringComparison.Ordinal);
    }

    private static async Task<string> WithSignature(HttpClient marketing, string version)
    {
        await marketing.Sent($"{version}/sign/marketing");
        return await marketing.Refused(HttpStatusCode.Conflict, $"{version}/activate");
    }

    private static async Task<string> Changed(HttpClient http) =>
        (await http.Page("/portal/program/propose")).QuerySelector("textarea[name=yaml]")!.TextContent.Replace("score >= 65", "score >= 66", StringComparison.Ordinal);
}
