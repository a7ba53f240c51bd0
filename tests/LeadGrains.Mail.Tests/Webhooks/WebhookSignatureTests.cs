using System.Text;

namespace LeadGrains.Mail.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
    private static readonly byte[] Body = """{"test": 2432232314}"""u8.ToArray();
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    internal static WebhookSecret Secret(string text) =>
        WebhookSecret.TryParse(text, out var secret) ? secret : throw new ArgumentException(text);

    internal static WebhookSecret Secret(byte seed) => Secret("whsec_" + Convert.ToBase64String([.. Enumerable.Repeat(seed, 32)]));

    // The example of the standard's reference libraries.
    [Fact]
    public void It_signs_as_the_standard_does() => Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Sign(Id, At, Body, Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));

    [Fact]
    public void What_it_signs_it_accepts_and_nothing_else()
    {
        var secret = Secret(7);
        var signed = WebhookSignature.Sign(Id, At, Body, secret);
        Assert.True(Valid());
        Assert.True(Valid(signatures: "v1,AAAA v1a,zz " + signed));
        Assert.False(Valid(signatures: signed[..^2]));
        Assert.False(Valid(signatures: signed[3..]));
        Assert.False(Valid(signatures: ""));
        Assert.False(Valid(id: Id + "x"));
        Assert.False(Valid(body: [.. Body, (byte)' ']));
        Assert.False(Valid(timestamp: "1614265331"));
        Assert.False(Valid(timestamp: "-1614265330"));
        Assert.False(Valid(timestamp: "9223372036854775807"));
        Assert.False(Valid(now: At + TimeSpan.FromMinutes(6)));
        Assert.False(Valid(now: At - TimeSpan.FromMinutes(6)));
        Assert.False(Valid(with: Secret(8)));

        bool Valid(string? id = null, string? timestamp = null, string? signatures = null, byte[]? body = null, DateTimeOffset? now = null, WebhookSecret? with = null) =>
            WebhookSignature.IsValid(id ?? Id, timestamp ?? WebhookSignature.Timestamp(At), signatures ?? signed, body ?? Body, now ?? At, with ?? secret);
    }

    [Fact]
    public void During_a_rotation_both_secrets_do()
    {
        var signed = WebhookSignature.Sign(Id, At, Body, Secret(1), Secret(2));
        foreach (var seed in new byte[] { 1, 2 })
            Assert.True(WebhookSignature.IsValid(Id, WebhookSignature.Timestamp(At), signed, Body, At, Secret(seed)));
        Assert.True(WebhookSignature.IsValid(Id, WebhookSignature.Timestamp(At), WebhookSignature.Sign(Id, At, Body, Secret(2)), Body, At, Secret(1), Secret(2)));
    }

    [Theory]
    [InlineData(""), InlineData("a.b")]
    public void An_id_that_could_be_another_message_is_refused(string id) =>
        Assert.Throws<ArgumentException>(() => WebhookSignature.Sign(id, At, Body, Secret(1)));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("whsec_"), InlineData("whsec_AAAA"), InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), InlineData("whsec_not base64 at all, is it now?")]
    public void A_secret_is_24_to_64_bytes_of_base64(string? text) => Assert.False(WebhookSecret.TryParse(text, out _));

    [Fact]
    public void A_secret_never_shows_itself() => Assert.DoesNotContain("MfKQ", Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").ToString(), StringComparison.Ordinal);

    [Fact]
    public void Random_signatures_are_never_accepted_and_never_throw()
    {
        const int seed = 20261122;
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var noise = new byte[random.Next(120)];
            random.NextBytes(noise);
            var text = random.Next(2) == 0 ? "v1," + Convert.ToBase64String(noise) : Encoding.Latin1.GetString(noise);
            Assert.False(WebhookSignature.IsValid(Id, WebhookSignature.Timestamp(At), text, Body, At, Secret(3)), $"seed {seed}, round {i}");
        }
    }
}
