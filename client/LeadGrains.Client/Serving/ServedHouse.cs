using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;
using LeadGrains.Web;

namespace LeadGrains.Client.Serving;

/// <summary>
/// The house of a <c>serve</c> that runs beside this process, asked through its side door: many questions under way, answered in
/// their order. When it goes before it has answered, nobody knows whether that was done; a command with an id may be said again.
/// </summary>
internal sealed class ServedHouse : IHouse
{
    /// <summary>Questions that wait to leave; whoever asks more waits.</summary>
    public const int WaitingMax = 1_024;

    /// <summary>Asked so often for what is kept beside: once in so many questions.</summary>
    public const int BesideEvery = 512;

    private readonly Wire _wire;
    private readonly Channel<(Question Question, TaskCompletionSource<Answer> Answer)> _asked =
        System.Threading.Channels.Channel.CreateBounded<(Question, TaskCompletionSource<Answer>)>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });
    private readonly ConcurrentQueue<TaskCompletionSource<Answer>> _unanswered = new(); // the writer adds, the reader takes
    private readonly Task _work;

    private ServedHouse(Wire wire)
    {
        _wire = wire;
        _work = Task.Run(Work);
    }

    /// <summary>A setting to keep with what is told next, or null; asked on a thread of its own, before the first question and now and then.</summary>
    public Func<(string Name, string Value)?>? Beside { get; set; }

    /// <summary>The house of whoever serves a file; null when nobody does who lets us in.</summary>
    /// <exception cref="ProblemException">Another version of LeadGrains serves it.</exception>
    public static ServedHouse? Find(string file)
    {
        if (DoorPlate.Read(file) is not { } plate) return null;
        if (plate.Version != DoorPlate.OurVersion)
            throw new ProblemException(ProblemKind.FileUnusable, $"{file} is served by LeadGrains {plate.Version}, and this is {DoorPlate.OurVersion}; "
                + "use that one, or start serve anew with this one.");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(plate.Socket));
            var wire = new Wire(socket);
            wire.Write(plate.Secret).AsTask().GetAwaiter().GetResult();
            wire.Flush().AsTask().GetAwaiter().GetResult();
            return new ServedHouse(wire);
        }
        catch (Exception e) when (Wire.IsGone(e) || e is ArgumentException)
        {
            socket.Dispose();
            return null;
        }
    }

    public async Task<Reply> Tell(LeadId lead, LeadCommand command, Ticket ticket = default, CancellationToken cancel = default) =>
        (await Ask(new TellLeadQuestion(lead, command, ticket), cancel)).Reply!;

    public async Task<Reply> Tell(string team, TeamCommand command, Ticket ticket = default, CancellationToken cancel = default) =>
        (await Ask(new TellTeamQuestion(team, command, ticket), cancel)).Reply!;

    public async Task<Reply> Tell(AgreementCommand command, CancellationToken cancel = default) => (await Ask(command switch
    {
        Propose propose => new ProposeQuestion(propose),
        Sign sign => new SignQuestion(sign),
        Activate activate => new ActivateQuestion(activate.Number, activate.By),
        _ => throw new ArgumentException($"There is no question for a {command.GetType().Name}.", nameof(command)),
    }, cancel)).Reply!;

    public async Task<LeadSnapshot?> Find(LeadId lead, CancellationToken cancel = default) => (await Ask(new FindLeadQuestion(lead), cancel)).Lead;

    public async Task<TeamSnapshot?> FindTeam(string team, CancellationToken cancel = default) => (await Ask(new FindTeamQuestion(team), cancel)).Team;

    public Task HoldSending(bool held, CancellationToken cancel = default) => Ask(new HoldQuestion(held), cancel);

    public Task Keep(string setting, string value) => Ask(new KeepQuestion(setting, value));

    /// <summary>Nothing that the command line does; the doors of inquiries are in the process that serves.</summary>
    public Task<Reply> Quarantine(Quarantined inquiry, QuarantineLimits limits, CancellationToken cancel = default) =>
        throw new NotSupportedException("Only a running serve quarantines.");

    public async Task<Reply> Release(long number, Identity? better, string by, CancellationToken cancel = default) =>
        (await Ask(new ReleaseQuestion(number, better, by), cancel)).Reply!;

    public async Task<Reply> Purge(IReadOnlyCollection<long> numbers, CancellationToken cancel = default) =>
        (await Ask(new PurgeQuestion(numbers), cancel)).Reply!;

    public async Task<NewKey> AddKey(Caller caller) => (await Ask(new AddKeyQuestion(caller))).Key!;

    public async Task<bool> RevokeKey(int number) => (await Ask(new RevokeKeyQuestion(number))).Number is not null;

    public async Task<int> RotateLinks() => (await Ask(new RotateLinksQuestion())).Number!.Value;

    public async Task<PeopleAnswer> AddPerson(string name, string email, Role role) => (await Ask(new AddPersonQuestion(name, email, role))).Person!;

    public async Task<PeopleAnswer> SeatPerson(Web.Standing member) => (await Ask(new SeatPersonQuestion(member))).Person!;

    public async Task<PeopleAnswer> RemovePerson(int number) => (await Ask(new RemovePersonQuestion(number))).Person!;

    public async Task<MadeLink?> MakeLink(int number) => (await Ask(new MakeLinkQuestion(number))).Link;

    public async Task<WebhookReply> Tell(WebhookWish wish) => (await Ask(new WebhookQuestion(wish))).Webhook!;

    /// <summary>Ends when everything that was asked is answered.</summary>
    public async ValueTask DisposeAsync()
    {
        _asked.Writer.TryComplete();
        await _work;
        _wire.Dispose();
    }

    private async Task<Answer> Ask(Question question, CancellationToken cancel = default)
    {
        var waiting = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _asked.Writer.WriteAsync((question, waiting), cancel);
        }
        catch (ChannelClosedException)
        {
            throw Gone();
        }
        var answer = await waiting.Task.WaitAsync(cancel);
        return answer.Fault is null ? answer : throw new ProblemException(answer.Kind, answer.Fault);
    }

    private async Task Work()
    {
        var writing = Write();
        await Read();
        _asked.Writer.TryComplete();
        await writing;
        while (_unanswered.TryDequeue(out var left)) left.TrySetException(Gone());
        while (_asked.Reader.TryRead(out var unsaid)) unsaid.Answer.TrySetException(Gone());
    }

    private async Task Write()
    {
        try
        {
            var asked = 0;
            while (await _asked.Reader.WaitToReadAsync())
            {
                while (_asked.Reader.TryRead(out var next))
                {
                    if (asked++ % BesideEvery == 0 && Beside?.Invoke() is { } kept) await Send(new KeepQuestion(kept.Name, kept.Value), new());
                    await Send(next.Question, next.Answer);
                }
                await _wire.Flush();
            }
            _wire.Finish();
        }
        catch (Exception e) when (Wire.IsGone(e))
        {
            // The reader finds that out as well.
        }
    }

    private ValueTask Send(Question question, TaskCompletionSource<Answer> answer)
    {
        _unanswered.Enqueue(answer);
        return _wire.Write(question);
    }

    private async Task Read()
    {
        try
        {
            while (await _wire.Read<Answer>() is { } answer && _unanswered.TryDequeue(out var waiting)) waiting.TrySetResult(answer);
        }
        catch (Exception e) when (Wire.IsGone(e))
        {
            // Whoever waits is told.
        }
    }

    private static ProblemException Gone() => new(ProblemKind.FileUnusable,
        "the serve that has the file stopped before it answered, so nobody knows whether this was done; look, then run it again.");
}
