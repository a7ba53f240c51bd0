using System.Text;

namespace LeadGrains.Web.Tests;

/// <summary>What no HTTP client sends: requests that contradict themselves, or never end.</summary>
public sealed class WireTests
{
    private const string Form = "email=ann@example.com";

    public static TheoryData<string, string> Requests => new()
    {
        { "no length", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\n\r\n" + Form },
        { "a negative length", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n" + Form },
        { "a length that is none", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: ten\r\n\r\n" + Form },
        { "a length beyond all numbers", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n" + Form },
        { "a huge length", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775807\r\n\r\n" + Form },
        { "a length with a sign", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: +21\r\n\r\n" + Form },
        { "two lengths", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: 21\r\nContent-Length: 5\r\n\r\n" + Form },
        { "two lengths in one", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: 21, 5\r\n\r\n" + Form },
        { "more promised than sent", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n" + Form },
        { "chunks that are none", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n" + Form },
        { "a chunk longer than said", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" + Form + "\r\n0\r\n\r\n" },
        { "a chunk beyond all numbers", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n" + Form },
        { "a negative chunk", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n" + Form },
        { "chunks without end", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n" + Form + "\r\n" },
        { "an unknown coding", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n" + Form },
        { "chunked twice", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" },
        { "chunked and then gzip", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" },
        { "no host", "POST /in/form/contact HTTP/1.1\r\nContent-Length: 21\r\n\r\n" + Form },
        { "two hosts", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 21\r\n\r\n" + Form },
        { "a host that is none", "POST /in/form/contact HTTP/1.1\r\nHost: a b<script>\r\nContent-Length: 21\r\n\r\n" + Form },
        { "a NUL in the path", "POST /in/form/con\0tact HTTP/1.1\r\nHost: a\r\nContent-Length: 21\r\n\r\n" + Form },
        { "a path of half characters", "POST /in/form/%ff%fe%c3%28 HTTP/1.1\r\nHost: a\r\nContent-Length: 21\r\nConnection: close\r\n\r\n" + Form },
        { "a NUL in a header", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nReferer: a\0b\r\nContent-Length: 21\r\n\r\n" + Form },
        { "a folded header", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nReferer: a\r\n b\r\nContent-Length: 21\r\n\r\n" + Form },
        { "a bare LF", "POST /in/form/contact HTTP/1.1\nHost: a\nContent-Length: twenty\n\n" + Form },
        { "an address of 20,000 characters", "POST /in/form/" + new string('a', 20_000) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 21\r\n\r\n" + Form },
        { "200 headers", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: 1\r\n")) + "Content-Length: 21\r\n\r\n" + Form },
        { "a header of 100 KB", "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nReferer: " + new string('r', 100_000) + "\r\nContent-Length: 21\r\n\r\n" + Form },
        { "TLS to a plain port", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n" },
        { "no HTTP at all", "EHLO example.org\r\nMAIL FROM:<a@example.org>\r\n\r\n" },
        { "a bearer of 9,000 characters", "POST /api/inquiries HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + new string('x', 9_000) + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}" },
        { "a bearer that is no text", "POST /api/inquiries HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \u00ff\u00fe\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}" },
        { "an address with a host", "GET http://evil.example/api/leads HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n" },
        { "OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" },
        { "CONNECT", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n" },
        { "TRACE", "TRACE /in/form/contact HTTP/1.1\r\nHost: a\r\nCookie: secret\r\nConnection: close\r\n\r\n" },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task A_request_that_is_no_HTTP_is_refused_and_writes_nothing(string what, string request)
    {
        await using var site = await Site.Open();
        var before = site.Content();
        var (status, text) = await RawHttp.Send(site.Http.BaseAddress!, Encoding.Latin1.GetBytes(request));
        Assert.True(status is 0 or (>= 400 and < 500), $"{what}: {text}");
        Assert.DoesNotContain("Set-Cookie", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Equal(before, site.Content());
        Assert.Equal("live\n", await site.Text("/health/live"));
    }

    [Fact]
    public async Task Of_two_requests_in_one_the_second_is_no_part_of_the_first()
    {
        await using var site = await Site.Open();
        // A front end that goes by the length and a back end that goes by the chunks would smuggle the second in.
        var smuggled = "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nPOST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: 21\r\n\r\n" + Form;
        var before = site.Content();
        var (status, text) = await RawHttp.Send(site.Http.BaseAddress!, Encoding.Latin1.GetBytes(smuggled));
        Assert.True(status is 0 or (>= 400 and < 500), text);
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task Who_promises_a_body_and_never_sends_it_is_not_waited_for()
    {
        await using var site = await Site.Open();
        var (status, text) = await RawHttp.Send(site.Http.BaseAddress!, "POST /in/form/contact HTTP/1.1\r\nHost: a\r\nContent-Length: 21\r\n\r\nem"u8.ToArray(), closes: false);
        Assert.True(status is 0 or 408, text);
    }
}
