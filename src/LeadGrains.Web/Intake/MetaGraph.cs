using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LeadGrains.Intake;
using LeadGrains.Mail;

namespace LeadGrains.Web;

/// <summary>
/// Fetches a lead's answers from Meta's Graph API (developers.facebook.com, lead ads, "Retrieving leads") with the page's
/// token, which stands in a header and in no address. One is kept for the life of the process. Safe from any thread.
/// </summary>
public sealed class MetaGraph : IMetaFetcher, IDisposable
{
    /// <summary>Longer, and Meta is asked to deliver again.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private const string Fields = "?fields=id,created_time,field_data,custom_disclaimer_responses,form_id,ad_id,adset_id,campaign_id,campaign_name";
    private const int NoSuchObject = 100;

    private readonly HttpMessageInvoker _http;
    private readonly Uri _graph;
    private readonly string _token;
    private readonly TimeProvider _time;
    private readonly bool _isPrivateAllowed;

    internal MetaGraph(Uri graph, string token, TimeProvider time, bool allowPrivate = false) =>
        (_http, _graph, _token, _time, _isPrivateAllowed) = (PublicHttp.Open(), graph, token, time, allowPrivate);

    /// <summary>As the settings say; null where they give no token. Opens nothing yet.</summary>
    public static MetaGraph? Of(IntakeSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Meta is { PageToken: { } token, Graph: var graph } ? new MetaGraph(graph, token, time) : null;
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> Fetch(string leadgenId, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_graph, Uri.EscapeDataString(leadgenId) + Fields));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (_isPrivateAllowed) PublicHttp.AllowPrivate(request);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var timer = _time.CreateTimer(_ => limit.Cancel(), null, AnswerWithin, Timeout.InfiniteTimeSpan);
        using var answer = await _http.SendAsync(request, limit.Token);
        if (answer.StatusCode == HttpStatusCode.OK) return await Body(answer, limit.Token);
        if (answer.StatusCode == HttpStatusCode.NotFound || await IsGone(answer, limit.Token)) return null;
        // A token that has run out, too many calls, a fault of theirs: somebody mends it while Meta tries again.
        throw new HttpRequestException($"the Graph API answered {(int)answer.StatusCode}", null, answer.StatusCode);
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _http.Dispose();

    private static async Task<bool> IsGone(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.StatusCode != HttpStatusCode.BadRequest) return false;
        try
        {
            using var document = JsonDocument.Parse(await Body(answer, cancel));
            return document.RootElement.TryGetProperty("error", out var error) && error.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) && number == NoSuchObject;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // Nothing beyond its bound, whatever its headers promise.
    private static async Task<byte[]> Body(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        var body = new byte[IntakeLimits.BodyBytesMax + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        return length <= IntakeLimits.BodyBytesMax ? body[..length] : throw new HttpRequestException("the Graph API's answer is too large");
    }
}
