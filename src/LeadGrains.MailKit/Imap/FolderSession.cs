using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace LeadGrains.MailKit;

/// <summary>One connection with one folder open for reading; nothing in it is changed, not even what was seen.</summary>
internal sealed class FolderSession : IAsyncDisposable
{
    /// <summary>What lies beyond is not read: the rest of a large attachment.</summary>
    private const int MessageBytesMax = 16 << 20;

    private readonly ImapSettings _settings;
    private readonly TimeProvider _time;
    private readonly TrustingImapClient _client;
    private IMailFolder _folder = null!; // set when it is opened
    private volatile bool _isNew; // set by MailKit while it reads, cleared before looking
    private volatile LateSource? _idle; // the wait that news end

    private FolderSession(ImapSettings settings, TimeProvider time) =>
        (_settings, _time, _client) = (settings, time, new TrustingImapClient(settings));

    /// <summary>What the UIDs of this folder are valid for.</summary>
    public uint Validity => _folder.UidValidity;

    /// <summary>Connects, signs in, opens the folder.</summary>
    /// <exception cref="Exception">Anything that network, TLS, server or token source can do.</exception>
    public static async Task<FolderSession> Open(ImapSettings settings, TokenSource? tokens, TimeProvider time, CancellationToken cancel)
    {
        var session = new FolderSession(settings, time);
        try
        {
            await session.Within(c => session.Connect(tokens, c), cancel).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>UIDs after a place, the lowest first, at most so many.</summary>
    public async Task<IReadOnlyList<uint>> After(uint lastUid, int most, CancellationToken cancel)
    {
        _isNew = false;
        if (lastUid == uint.MaxValue) return [];
        var range = new UniqueIdRange(Validity, lastUid + 1, uint.MaxValue);
        var found = await Within(c => _folder.SearchAsync(SearchQuery.Uids(range), c), cancel).ConfigureAwait(false);
        // "n:*" always names the last message, also where n is beyond it (RFC 9051, 9: seq-range).
        return [.. found.Select(uid => uid.Id).Where(id => id > lastUid).Order().Take(most)];
    }

    /// <summary>A message's bytes; null when somebody has deleted it meanwhile.</summary>
    public async Task<ReadOnlyMemory<byte>?> Read(uint uid, CancellationToken cancel)
    {
        try
        {
            using var stream = await Within(c => _folder.GetStreamAsync(new UniqueId(Validity, uid), 0, MessageBytesMax, c), cancel).ConfigureAwait(false);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancel).ConfigureAwait(false);
            return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
        catch (MessageNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Until there is news, or it is time to look anyway.</summary>
    public async Task Wait(CancellationToken cancel)
    {
        if (_client.Capabilities.HasFlag(ImapCapabilities.Idle)) await Idle(cancel).ConfigureAwait(false);
        else
        {
            await Task.Delay(_settings.PollEvery, _time, cancel).ConfigureAwait(false);
            await Within(_client.NoOpAsync, cancel).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        try
        {
            if (_client.IsConnected) await _client.DisconnectAsync(quit: true, enough.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (MailKitFault.IsOfTheWire(e))
        {
            // It has gone already.
        }
        _client.Dispose();
    }

    private async Task Connect(TokenSource? tokens, CancellationToken cancel)
    {
        var socket = await Dialing.Connect(_settings.Host, _settings.Port, onlyHere: false, _settings.AnswerMax, _time).ConfigureAwait(false);
        socket.SetSocketOption(System.Net.Sockets.SocketOptionLevel.Socket, System.Net.Sockets.SocketOptionName.KeepAlive, true);
        await _client.ConnectAsync(socket, _settings.Host, _settings.Port,
            _settings.StartsPlain ? SecureSocketOptions.StartTls : SecureSocketOptions.SslOnConnect, cancel).ConfigureAwait(false);
        var offered = _client.AuthenticationMechanisms;
        var mechanism = tokens is not null ? SignIn.With(await tokens(_settings.Host, cancel).ConfigureAwait(false), offered)
            : _settings.Credentials is { } who ? SignIn.With(who, offered) : null;
        await _client.AuthenticateAsync(mechanism ?? throw new AuthenticationException("The server offers no way in that we know."), cancel).ConfigureAwait(false);
        _folder = await _client.GetFolderAsync(_settings.Folder, cancel).ConfigureAwait(false);
        await _folder.OpenAsync(FolderAccess.ReadOnly, cancel).ConfigureAwait(false);
        _folder.CountChanged += (_, _) => Tell();
    }

    // A message that came since the last look ends the wait at once, whether the server told it before or in IDLE. A stop
    // ends it politely too: broken off, IDLE costs the connection.
    private async Task Idle(CancellationToken cancel)
    {
        using var done = Deadline(_settings.IdleMax, cancel);
        _idle = done;
        try
        {
            if (_isNew) return;
            using var late = Deadline(_settings.IdleMax + _settings.AnswerMax, CancellationToken.None);
            await _client.IdleAsync(done.Token, late.Token).ConfigureAwait(false);
        }
        finally
        {
            _idle = null;
        }
        cancel.ThrowIfCancellationRequested();
    }

    private void Tell()
    {
        _isNew = true;
        _idle?.End();
    }

    private async Task Within(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        using var late = Deadline(_settings.AnswerMax, cancel);
        await work(late.Token).ConfigureAwait(false);
    }

    private async Task<T> Within<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        using var late = Deadline(_settings.AnswerMax, cancel);
        return await work(late.Token).ConfigureAwait(false);
    }

    private LateSource Deadline(TimeSpan within, CancellationToken cancel) => new(within, _time, cancel);

    // A deadline by our clock that a stop ends too.
    private sealed class LateSource : IDisposable
    {
        private readonly CancellationTokenSource _late, _both;

        public LateSource(TimeSpan within, TimeProvider time, CancellationToken cancel)
        {
            _late = new CancellationTokenSource(within, time);
            _both = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, cancel);
        }

        public CancellationToken Token => _both.Token;

        public void End() => _both.Cancel();

        public void Dispose()
        {
            _both.Dispose();
            _late.Dispose();
        }
    }
}
