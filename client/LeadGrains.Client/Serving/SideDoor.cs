using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;

namespace LeadGrains.Client.Serving;

/// <summary>
/// The side door of a running <c>serve</c>: the command line beside it comes in here, since only one process has the file.
/// A Unix domain socket that only the file's owner can open, and a secret of this run. It has nothing to do with the
/// pages and the API: no request of theirs ever comes this way.
/// </summary>
internal sealed class SideDoor : IAsyncDisposable
{
    /// <summary>Commands at the door at once; a further one is closed.</summary>
    public const int CallersMax = 32;

    /// <summary>Questions of one caller under way; the rest waits on the wire, so that a mailbox never overflows from here.</summary>
    public const int UnderWayMax = 1_024;

    /// <summary>Whoever has come in says the secret within this time.</summary>
    public static readonly TimeSpan SecretWithin = TimeSpan.FromSeconds(5);

    /// <summary>Questions under way have this long to be answered when the house closes.</summary>
    public static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(10);

    private readonly string _file;
    private readonly DoorPlate _plate;
    private readonly SideDoorHouse _house;
    private readonly Socket _socket;
    private readonly ConcurrentDictionary<Task, Socket> _callers = new();
    private readonly Task _accepting;
    private bool _closed;

    private SideDoor(string file, DoorPlate plate, SideDoorHouse house, Socket socket)
    {
        (_file, _plate, _house, _socket) = (file, plate, house, socket);
        _accepting = Task.Run(Accept);
    }

    /// <summary>Opens the door of a file that this process has.</summary>
    /// <exception cref="IOException">The folder can't hold a socket or the plate.</exception>
    public static SideDoor Open(string file, SideDoorHouse house)
    {
        if (DoorPlate.Read(file) is { } left) left.Take(file); // a kill left it behind: nobody else has the lock
        var plate = DoorPlate.Make(file);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(plate.Socket);
            socket.Bind(new UnixDomainSocketEndPoint(plate.Socket));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(plate.Socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(CallersMax); // nobody gets in before this
            plate.Hang(file);
            return new SideDoor(file, plate, house, socket);
        }
        catch (Exception e) when (e is SocketException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new IOException($"{plate.Socket}: {e.Message}", e);
        }
    }

    /// <summary>Lets nobody in any more; who is inside is answered. Twice is once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closed) return;
        _closed = true;
        _plate.Take(_file);
        _socket.Dispose();
        await _accepting;
        foreach (var socket in _callers.Values) Quiet(() => socket.Shutdown(SocketShutdown.Receive)); // as if they had said all
        await Task.WhenAll(_callers.Keys).WaitAsync(CloseWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Accept()
    {
        while (true)
        {
            Socket caller;
            try
            {
                caller = await _socket.AcceptAsync();
            }
            catch (Exception e) when (Wire.IsGone(e))
            {
                return;
            }
            if (_callers.Count >= CallersMax) caller.Dispose();
            else Attend(caller);
        }
    }

    private void Attend(Socket caller)
    {
        var attended = Task.Run(() => Attended(caller));
        _callers[attended] = caller;
        attended.ContinueWith(done => _callers.TryRemove(done, out _), TaskScheduler.Default);
    }

    // Answers leave in the order of the questions, so nothing needs a number.
    private async Task Attended(Socket caller)
    {
        using var wire = new Wire(caller);
        var answers = Channel.CreateBounded<Task<Answer>>(UnderWayMax);
        var answering = Task.CompletedTask;
        try
        {
            if (!_plate.Admits(await wire.Read<string>().AsTask().WaitAsync(SecretWithin))) return;
            answering = Answering(wire, answers);
            while (await Next(wire) is { } answer) await answers.Writer.WriteAsync(answer);
        }
        catch (Exception e) when (Wire.IsGone(e) || e is TimeoutException or JsonException or InvalidDataException or ChannelClosedException)
        {
            // They have gone, or are no command of ours: what they asked is done, its answer has nobody to hear it.
        }
        answers.Writer.TryComplete();
        await answering;
    }

    // A line that isn't understood is answered as well; null at the end.
    private async ValueTask<Task<Answer>?> Next(Wire wire)
    {
        try
        {
            return await wire.Read<Question>() is { } question ? Put(question) : null;
        }
        catch (JsonException e)
        {
            return Task.FromResult(new Answer { Kind = ProblemKind.Internal, Fault = $"The running serve doesn't understand this ({e.Message})" });
        }
    }

    private async Task<Answer> Put(Question question)
    {
        try
        {
            return await question.Put(_house);
        }
        catch (Exception e)
        {
            return new Answer { Fault = e.Message, Kind = Problems.KindOf(e) };
        }
    }

    private static async Task Answering(Wire wire, Channel<Task<Answer>> answers)
    {
        try
        {
            while (await answers.Reader.WaitToReadAsync())
            {
                while (answers.Reader.TryRead(out var answer))
                {
                    if (!answer.IsCompleted) await wire.Flush();
                    await wire.Write(await answer);
                }
                await wire.Flush();
            }
            Quiet(wire.Finish);
        }
        catch (Exception e) when (Wire.IsGone(e))
        {
            answers.Writer.TryComplete();
        }
    }

    private static void Quiet(Action goodbye)
    {
        try
        {
            goodbye();
        }
        catch (Exception e) when (Wire.IsGone(e))
        {
            // Gone already.
        }
    }
}
