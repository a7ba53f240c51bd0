using LeadGrains.Lifecycle;

namespace LeadGrains.Intake.Tests;

public class IntakeYamlTests
{
    private const string Good = """
        countryCallingCode: 49
        sameWithin: 5 minutes
        redirects: [https://www.example.com/thanks, https://example.org/]
        disposable: throwaway.txt
        forms:
          contact:
            source: website
            asks: [need, timeline]
            thanks: Thank you, Ann.
            consents:
              newsletter: {words: "Yes, send me articles.", version: "3", topics: [planning], channels: [email, post]}
              consent: Write to me.
          fair:
        salesforce: {account: 00D5g000004xyzA, fields: {00N5g00000Abc12: budget, comments__c: "-"}}
        google: {secretEnvironment: GOOGLE_KEY}
        meta: {secretFile: meta.secret, verifyTokenEnvironment: META_TOKEN}
        linkedin: {fields: {"101": email}}
        quarantine: {itemsMax: 500, keepFor: 30 days, perSenderMax: 5}
        """;

    [Fact]
    public void Every_key_of_the_documentation_is_read()
    {
        var read = IntakeYaml.Read(Good, "intake.yaml", name => $"value of {name}", path => path == "meta.secret" ? "s3cret\n" : "# list\nThrowaway.example\n");
        Assert.Empty(read.Faults);
        var settings = read.Settings!;
        Assert.Equal((49, TimeSpan.FromMinutes(5), 2), (settings.CountryCallingCode, settings.SameWithin, settings.Redirects.Count));
        Assert.True(settings.DisposableDomains.SetEquals(["throwaway.example"]));
        var newsletter = settings.Forms["contact"].Consents["newsletter"];
        Assert.Equal(("Yes, send me articles.", "3"), (newsletter.Words, newsletter.Version));
        Assert.Equal([Channel.Email, Channel.Post], newsletter.Channels);
        Assert.Equal("Write to me.", settings.Forms["contact"].Consents["consent"].Words);
        Assert.Equal(["need", "timeline"], settings.Forms["contact"].Asks);
        Assert.Equal(("value of GOOGLE_KEY", "s3cret", "value of META_TOKEN"), (settings.Google.Secret, settings.Meta.Secret, settings.Meta.VerifyToken));
        Assert.Equal((500, TimeSpan.FromDays(30), 5), (settings.Quarantine.ItemsMax, settings.Quarantine.KeepFor, settings.Quarantine.PerSenderMax));
        Assert.Null(settings.Form("nowhere"));
        Assert.NotNull(settings.Form("fair"));
    }

    [Theory]
    [InlineData("countryCallingCode: 4900", "1 to 999")]
    [InlineData("google: {secret: abc}", "doesn't belong into this file")]
    [InlineData("google: {secretEnvironment: NOWHERE}", "the environment has no NOWHERE")]
    [InlineData("meta: {secretFile: nowhere}", "can't be read, or is empty")]
    [InlineData("redirects: [www.example.com]", "is no address")]
    [InlineData("redirects: ['javascript:alert(1)']", "is no address")]
    [InlineData("forms: {contact: {consents: {box: {version: 1}}}}", "needs the words")]
    [InlineData("forms: {contact: {consents: {box: {words: x, channels: [fax]}}}}", "no channel 'fax'")]
    [InlineData("forms: {contact: yes}", "must have keys of its own")]
    [InlineData("forms: {contact us: }", "can't be an address")]
    [InlineData("quarantine: {itemsMax: 1}", "100 to 100,000")]
    [InlineData("quarantine: {window: 9 days}", "1 minutes to 1 days")]
    [InlineData("disposable: nowhere.txt", "can't be read")]
    [InlineData("salesforc: {}", "salesforc")]
    [InlineData("forms: [", "not YAML")]
    public void Every_fault_is_told_with_its_line(string text, string words)
    {
        var read = IntakeYaml.Read("# a comment\n" + text, "intake.yaml", _ => null, _ => null);
        Assert.Null(read.Settings);
        Assert.Contains(read.Faults, fault => fault.StartsWith("intake.yaml:", StringComparison.Ordinal) && fault.Contains(words, StringComparison.Ordinal));
    }
}
