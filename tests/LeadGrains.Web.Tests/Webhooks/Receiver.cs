using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LeadGrains.Mail;

namespace LeadGrains.Web.Tests;

/// <summary>What a receiver was sent.</summary>
internal sealed record Heard(string Id, string Timestamp, string Signature, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    public string Type => Json.GetProperty("type").GetString()!;
    public JsonElement Data => Json.GetProperty("data");

    public bool IsSigned(string secret, DateTimeOffset now) =>
        WebhookSecret.TryParse(secret, out var key) && WebhookSignature.IsValid(Id, Timestamp, Signature, Encoding.UTF8.GetBytes(Body), now, key);
}

/// <summary>A receiver of webhooks on a real socket, which answers as it is told.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Heard> _heard = [];

    public Receiver()
    {
        _listener.Start();
        _ = Serve();
    }

    /// <summary>The head of the answer to a message; null never answers.</summary>
    public Func<Heard, string?> Answer { get; set; } = _ => "204 No Content";

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook";

    public IReadOnlyList<Heard> Heard
    {
        get { lock (_heard) return [.. _heard]; }
    }

    /// <summary>All that was ever received, as one text.</summary>
    public string Everything => string.Join('\n', Heard.Select(h => h.Body));

    public void Dispose() => _listener.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
                while (await reader.ReadLineAsync() is { } first)
                {
                    var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                    while (await reader.ReadLineAsync() is { Length: > 0 } line) headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
                    // Read as Latin-1, in which characters are bytes.
                    var body = new char[int.Parse(headers["Content-Length"], null)];
                    await reader.ReadBlockAsync(body);
                    var heard = new Heard(headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"], Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)));
                    lock (_heard) _heard.Add(heard);
                    if (Answer(heard) is not { } answer) await Task.Delay(Timeout.Infinite);
                    else await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n"));
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException) { }
    }
}
