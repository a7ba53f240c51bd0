using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeadGrains.MailKit.Tests.Sending;

/// <summary>A server that greets, makes one offer, and then only listens for a moment: what comes without an answer.</summary>
internal sealed class ReadOnce : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ReadOnce(string offer)
    {
        _listener.Start();
        Said = Serve(offer);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All that was said after EHLO was answered, until the client gave up.</summary>
    public Task<string> Said { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await Said;
    }

    private async Task<string> Serve(string offer)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var (stream, buffer, said) = (client.GetStream(), new byte[4096], new StringBuilder());
        await stream.WriteAsync("220 here\r\n"u8.ToArray());
        _ = await stream.ReadAsync(buffer);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"250-here\r\n250 {offer}\r\n"));
        for (int read; (read = await stream.ReadAsync(buffer)) > 0;) said.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return said.ToString();
    }
}
