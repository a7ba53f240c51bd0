using System.Net;
using System.Net.Http.Headers;

namespace LeadGrains.Mail;

/// <summary>
/// Posts signed JSON (Standard Webhooks) to addresses that others chose: public ones only, no redirect followed, no
/// proxy, nothing read of the answer but its status. One is kept for the life of the process. Safe from any thread.
/// </summary>
public sealed class WebhookClient : IDisposable
{
    /// <summary>Until the answer is there.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(15);

    /// <summary>The longest wait that a receiver may ask for.</summary>
    public static readonly TimeSpan RetryAfterMax = TimeSpan.FromDays(1);

    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _time;
    private readonly TimeSpan _answerWithin;

    /// <summary>Opens nothing yet.</summary>
    public WebhookClient(TimeProvider time) : this(time, Dns.GetHostAddressesAsync, AnswerWithin) { }

    internal WebhookClient(TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeSpan answerWithin)
    {
        (_time, _answerWithin) = (time, answerWithin);
        _http = PublicHttp.Open(resolve);
    }

    /// <summary>Posts one message and says what became of it; never throws for what can go wrong on the way.</summary>
    /// <param name="id">The same for the same message for ever, so that the receiver can tell a repeat; printable ASCII without a dot.</param>
    /// <exception cref="OperationCanceledException">Cancelled before it was sent; later, the answer is "uncertain".</exception>
    public async Task<WebhookAnswer> Post(
        WebhookTarget target, string id, ReadOnlyMemory<byte> json, IReadOnlyList<WebhookSecret> secrets, CancellationToken cancel)
    {
        var body = new TracedContent(json);
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Address) { Content = body };
        var now = _time.GetUtcNow();
        request.Options.Set(WebhookDoor.PrivateAllowed, target.IsPrivateAllowed);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", WebhookSignature.Timestamp(now));
        request.Headers.Add("webhook-signature", WebhookSignature.Sign(id, now, json.Span, secrets));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var timer = _time.CreateTimer(_ => limit.Cancel(), null, _answerWithin, Timeout.InfiniteTimeSpan);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token).ConfigureAwait(false);
            return Answer(response, now);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            if (body.IsSent) return new WebhookAnswer.Uncertain(e is OperationCanceledException ? "no answer in time" : "the connection broke before the answer");
            cancel.ThrowIfCancellationRequested();
            return e.GetBaseException() is AddressRefusedException refused ? new WebhookAnswer.NotSent(true, refused.Message)
                : new WebhookAnswer.NotSent(false, (e as HttpRequestException)?.HttpRequestError switch
                {
                    HttpRequestError.NameResolutionError => "the name is unknown",
                    HttpRequestError.SecureConnectionError => "no secure connection",
                    _ => "no connection",
                });
        }
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _http.Dispose();

    // Behind a gateway nobody knows whether a 500 or 502 came before or after the work was done.
    private static WebhookAnswer Answer(HttpResponseMessage response, DateTimeOffset now) => (int)response.StatusCode switch
    {
        >= 200 and < 300 and var taken => new WebhookAnswer.Taken(taken),
        408 or 425 or 429 or 503 => new WebhookAnswer.Refused((int)response.StatusCode, IsPermanent: false) { RetryAfter = Wait(response.Headers.RetryAfter, now) },
        >= 500 and var broken => new WebhookAnswer.Uncertain($"the receiver answered {broken}"),
        var refused => new WebhookAnswer.Refused(refused, IsPermanent: true),
    };

    private static TimeSpan? Wait(RetryConditionHeaderValue? asked, DateTimeOffset now) =>
        (asked?.Delta ?? asked?.Date - now) is { } wait && wait > TimeSpan.Zero ? wait < RetryAfterMax ? wait : RetryAfterMax : null;

    // Once the first byte of the body is handed over, it may have arrived.
    private sealed class TracedContent : HttpContent
    {
        private readonly ReadOnlyMemory<byte> _json;

        public TracedContent(ReadOnlyMemory<byte> json)
        {
            _json = json;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public bool IsSent { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancel)
        {
            IsSent = true;
            await stream.WriteAsync(_json, cancel).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _json.Length;
            return true;
        }
    }
}
