namespace LeadGrains.Mail.Tests;

public sealed class ClickTests
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static readonly Moment Sent = Moment.Utc(2027, 3, 1, 9);
    private static readonly Click ByPerson = new("POST", Sent, Sent + TimeSpan.FromMinutes(5)) { Agent = Browser, FetchSite = "same-origin" };

    [Fact]
    public void A_person_with_a_browser_who_takes_their_time_is_a_person()
    {
        Assert.True(ClickRules.Judge(ByPerson).IsPerson);
        Assert.True(ClickRules.Judge(ByPerson with { FetchSite = "", At = Sent + ClickRules.TooSoon }).IsPerson);
    }

    public static TheoryData<string, Click> Machines => new()
    {
        { "didn't act", ByPerson with { Method = "HEAD" } },
        { "didn't act", ByPerson with { Method = "GET" } },
        { "ahead of any click", ByPerson with { Purpose = "prefetch;prerender" } },
        { "from our page", ByPerson with { FetchSite = "cross-site" } },
        { "what it is", ByPerson with { Agent = "" } },
        { "barracuda", ByPerson with { Agent = "Mozilla/5.0 (compatible; BarracudaCentral)" } },
        { "headless", ByPerson with { Agent = Browser.Replace("Firefox", "HeadlessChrome", StringComparison.Ordinal) } },
        { "curl", ByPerson with { Agent = "curl/8.5.0" } },
        { "within 20 s", ByPerson with { At = Sent + TimeSpan.FromSeconds(19) } },
        { "within 20 s", ByPerson with { At = Sent - TimeSpan.FromSeconds(5) } },
        { "several links", ByPerson with { LinksAtOnce = 2 } },
    };

    [Theory, MemberData(nameof(Machines))]
    public void A_machine_is_known_by_what_it_does(string because, Click click) =>
        Assert.Contains(because, ClickRules.Judge(click).Scanner, StringComparison.Ordinal);
}
