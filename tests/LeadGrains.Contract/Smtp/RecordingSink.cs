using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace LeadGrains.Contract;

/// <summary>
/// A mail server on loopback that keeps what it is given, and can be told to break, stall or refuse at any phase. A mail
/// counts from its final dot on, whether or not the client heard the answer: the strictest judge of what was sent twice.
/// </summary>
public sealed class RecordingSink : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<SunkMail> _mails = new();
    private readonly Task _accepting;
    private int _connections, _open, _openMax;

    public RecordingSink()
    {
        _listener.Start(512);
        _accepting = Task.Run(Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Asked at each phase; from any thread.</summary>
    public Func<SinkMoment, SinkAct> Script { get; set; } = _ => SinkAct.Usual;

    /// <summary>Said after EHLO, beside STARTTLS where there is a certificate.</summary>
    public IReadOnlyList<string> Offers { get; set; } = ["PIPELINING", "SIZE 10485760", "8BITMIME", "ENHANCEDSTATUSCODES"];

    /// <summary>With a certificate it offers STARTTLS, or speaks TLS from the first byte.</summary>
    public X509Certificate2? Certificate { get; set; }
    public bool TlsAtOnce { get; set; }

    /// <summary>Keeps no texts, for measuring.</summary>
    public bool Forgets { get; set; }

    public IReadOnlyCollection<SunkMail> Mails => _mails;

    /// <summary>Mails counted, also those whose text was not kept.</summary>
    public long Count => Interlocked.Read(ref _count);

    public int Connections => Volatile.Read(ref _connections);
    public int OpenMax => Volatile.Read(ref _openMax);

    private long _count;

    /// <summary>
    /// When a phase is reached for the n-th time it falls silent on every line, and the sender dies. Then it goes on with what
    /// it had been given, as a real one does: a dot that is in its buffer counts.
    /// </summary>
    /// <param name="connections">Of the sender: openings are few, one for each.</param>
    /// <param name="kill">Ends when the sender is dead; called also when the phase is never reached.</param>
    public async Task KillAt(SinkPhase phase, int nth, int connections, Func<Task> kill)
    {
        var left = phase is SinkPhase.Connect or SinkPhase.Hello ? 1 + nth % connections : nth;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Script = m =>
        {
            if (m.Phase == phase && Interlocked.Decrement(ref left) == 0) reached.TrySetResult();
            return reached.Task.IsCompleted ? SinkAct.After(died.Task) : SinkAct.Usual;
        };
        try
        {
            await reached.Task.WaitAsync(Patience);
        }
        finally
        {
            await kill();
            died.SetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_accepting.IsCompleted) return;
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    internal void Keep(SunkMail mail)
    {
        Interlocked.Increment(ref _count);
        if (!Forgets) _mails.Enqueue(mail);
    }

    private async Task Accept()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                var number = Interlocked.Increment(ref _connections);
                sessions.Add(Task.Run(() => Serve(client, number)));
                sessions.RemoveAll(s => s.IsCompleted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task Serve(TcpClient client, int number)
    {
        var open = Interlocked.Increment(ref _open);
        for (var most = OpenMax; open > most; most = OpenMax) Interlocked.CompareExchange(ref _openMax, open, most);
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await new SinkSession(this, number).Run(client.GetStream(), _closing.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException
            or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or the sink is closing.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
