using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeadGrains.Mail.Tests.Webhooks;

/// <summary>A receiver on loopback that counts connections, keeps what it was sent, and answers as it is told, or not at all.</summary>
internal sealed class HookSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string? _answer;

    /// <param name="answer">The head of the answer; null hangs up after the request; "" never answers.</param>
    public HookSink(string? answer = "HTTP/1.1 204 No Content\r\n\r\n")
    {
        _answer = answer;
        _listener.Start();
        _ = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public int Connections { get; private set; }
    public List<string> Requests { get; } = [];

    public WebhookTarget Target(string host = "127.0.0.1", bool allowPrivate = true) =>
        WebhookTarget.TryParse($"http://{host}:{Port}/hook", allowPrivate: true, out var target, out _)
            ? allowPrivate ? target : Https(host) : throw new ArgumentException(host);

    private WebhookTarget Https(string host) =>
        WebhookTarget.TryParse($"https://{host}:{Port}/hook", allowPrivate: false, out var target, out var fault) ? target : throw new ArgumentException(fault);

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                Connections++;
                var stream = client.GetStream();
                var request = await Read(stream);
                if (request.Length > 0) lock (Requests) Requests.Add(request);
                if (_answer is null) continue;
                if (_answer.Length == 0) await Task.Delay(Timeout.Infinite);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(_answer.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException) { }
    }

    private static async Task<string> Read(NetworkStream stream)
    {
        var text = new StringBuilder();
        var bytes = new byte[4096];
        while (await stream.ReadAsync(bytes) is var read and > 0)
        {
            text.Append(Encoding.UTF8.GetString(bytes, 0, read));
            var all = text.ToString();
            var end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && all.Length - end - 4 >= Length(all)) return all;
        }
        return text.ToString();
    }

    private static int Length(string request) => request.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
        ? int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture) : 0;

    public void Dispose() => _listener.Dispose();
}
