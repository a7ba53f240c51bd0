using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeadGrains.Web.Tests;

/// <summary>Bytes to a socket, and what comes back until the other side closes: for what no HTTP client would send.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The status of the first answer, or 0 when there was none; fails when the other side neither answers nor closes.</summary>
    public static async Task<(int Status, string Text)> Send(Uri home, byte[] bytes, bool closes = true)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var late = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, home.Port), late.Token);
        var answer = new MemoryStream();
        try
        {
            await socket.SendAsync(bytes, late.Token);
            if (closes) socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[8_192];
            for (int read; (read = await socket.ReceiveAsync(buffer, late.Token)) > 0;) answer.Write(buffer, 0, read);
        }
        catch (SocketException)
        {
            // It hung up on us, as it may.
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"no answer and no end within {Patience}: {Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(300, bytes.Length)))}");
        }
        var text = Encoding.UTF8.GetString(answer.ToArray());
        return (text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), provider: null) : 0, text);
    }
}
