using System.Net;
using System.Net.Sockets;

namespace LeadGrains.Orleans.Tests;

/// <summary>
/// A port of loopback that leads to another one, until it is cut: then nothing gets through in either direction and nobody is
/// told, as when a cable is pulled. Mended, it brings what was said meanwhile. Thread-safe.
/// </summary>
internal sealed class Relay : IDisposable
{
    private const int ReadMax = 64 * 1024;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _to;
    private readonly Lock _lock = new();
    private readonly HashSet<Link> _links = []; // by lock
    private Func<int, bool> _isCut = _ => false; // by lock

    /// <summary>Listens from now on.</summary>
    /// <param name="to">The port of loopback that it leads to.</param>
    public Relay(int to)
    {
        _to = to;
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts it for some of those who call, also for those who will.</summary>
    /// <param name="isCut">Asked with the port that a caller calls from.</param>
    public void Cut(Func<int, bool> isCut)
    {
        lock (_lock)
        {
            _isCut = isCut;
            foreach (var link in _links) link.IsCut = isCut(link.From);
        }
    }

    public void Mend() => Cut(_ => false);

    public void Dispose()
    {
        _listener.Dispose();
        lock (_lock)
            foreach (var link in _links) link.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Join(await _listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task Join(Socket caller)
    {
        using var link = new Link(caller);
        lock (_lock)
        {
            link.IsCut = _isCut(link.From);
            _links.Add(link);
        }
        try
        {
            await link.Run(_to);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end is gone, and the other hears of it.
        }
        lock (_lock) _links.Remove(link);
    }

    private sealed class Link(Socket caller) : IDisposable
    {
        private readonly Socket _called = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private volatile TaskCompletionSource? _mended; // there while it is cut

        public int From { get; } = ((IPEndPoint)caller.RemoteEndPoint!).Port;

        public bool IsCut
        {
            set
            {
                if (value) _mended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                else Interlocked.Exchange(ref _mended, null)?.SetResult();
            }
        }

        public async Task Run(int to)
        {
            caller.NoDelay = true;
            await _called.ConnectAsync(IPAddress.Loopback, to);
            await await Task.WhenAny(Bring(caller, _called), Bring(_called, caller));
        }

        public void Dispose()
        {
            caller.Dispose();
            _called.Dispose();
            IsCut = false;
        }

        // Ends when one end has closed; who closes while it is cut is not heard of either.
        private async Task Bring(Socket from, Socket to)
        {
            var buffer = new byte[ReadMax];
            for (var read = 1; read > 0;)
            {
                try
                {
                    read = await from.ReceiveAsync(buffer);
                }
                catch (SocketException)
                {
                    read = 0;
                }
                if (_mended is { } mended) await mended.Task;
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }
    }
}
