using Microsoft.AspNetCore.Http;

namespace LeadGrains.Web.Tests;

/// <summary>More at once than there is room for.</summary>
public sealed class AdmissionTests
{
    [Fact]
    public async Task Whoever_comes_when_it_is_full_is_told_when_to_come_again_and_nothing_of_it_is_read()
    {
        var admission = new Admission(max: 2);
        var (end, begun) = (new TaskCompletionSource(), 0);
        var under = Enumerable.Range(0, 2).Select(_ => admission.Pass(Inquiry(), Take)).ToList();
        var late = Inquiry();
        await admission.Pass(late, Take);
        Assert.Equal((503, "1", 2), (late.Response.StatusCode, late.Response.Headers.RetryAfter.ToString(), begun));
        Assert.Equal(ApiProblem.ContentType, late.Response.ContentType);
        await admission.Pass(new DefaultHttpContext(), _ => Task.CompletedTask); // no inquiry

        end.SetResult();
        await Task.WhenAll(under);
        var next = Inquiry();
        await admission.Pass(next, Take);
        Assert.Equal((200, 3), (next.Response.StatusCode, begun));

        Task Take(HttpContext http)
        {
            begun++;
            return end.Task;
        }
    }

    [Fact]
    public async Task What_ends_in_trouble_makes_room_too()
    {
        var admission = new Admission(max: 1);
        await Assert.ThrowsAsync<IOException>(() => admission.Pass(Inquiry(), _ => throw new IOException()));
        var next = Inquiry();
        await admission.Pass(next, _ => Task.CompletedTask);
        Assert.Equal(200, next.Response.StatusCode);
    }

    [Fact]
    public async Task Every_door_of_inquiries_is_bounded_and_no_other_one()
    {
        await using var site = await Site.Open();
        var posts = site.Server.Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods.Contains("POST") is true).Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).ToList();
        var doors = posts.Where(p => p.StartsWith("/in/", StringComparison.Ordinal) || p == "/api/inquiries").ToList();
        Assert.True(doors.Count > 8, string.Join(' ', doors));
        Assert.Equal(doors, posts.Where(p => Admission.IsInquiry(Inquiry(p).Request)));
        Assert.False(Admission.IsInquiry(new DefaultHttpContext { Request = { Method = "GET", Path = "/in/meta" } }.Request));
    }

    private static DefaultHttpContext Inquiry(string path = "/api/inquiries") => new() { Request = { Method = "POST", Path = path } };
}
