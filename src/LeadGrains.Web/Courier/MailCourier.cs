using LeadGrains.Engine;
using LeadGrains.Mail;

namespace LeadGrains.Web.Courier;

/// <summary>
/// Mail leaves by a transport: the pick-up folder, so that nothing leaves the machine by accident, or a server. What
/// people must do (calls, letters, alerts) becomes text files in <c>tasks</c>; the same one twice is the same file.
/// Safe from any thread.
/// </summary>
/// <param name="content">The words of a program; asked for each touch, since another version may be at work by then.</param>
internal sealed class MailCourier(string folder, IMailTransport mail, Func<Program, ContentSet> content, Stationery stationery,
    IMessageChannel? messages = null) : ICourier
{
    private readonly TaskFiles _tasks = new(Path.Combine(folder, "tasks"));
    private long _mails, _taskCount;

    /// <summary>The folder that a file keeps its mail in.</summary>
    public static string FolderOf(string file) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "outbox-mail");

    /// <inheritdoc/>
    public bool IsRepeatable => mail.IsRepeatable;

    /// <inheritdoc/>
    public bool Repeats(TouchParcel touch) => touch.Channel switch
    {
        Channel.Email => IsRepeatable,
        Channel.Message => messages is null,
        _ => true,
    };

    /// <inheritdoc/>
    public SendingLimits Limits { get; init; } = SendingLimits.None;

    /// <summary>Where bounces of a touch go; null means to the sender.</summary>
    public Func<LeadId, int, Mailbox>? ReturnPathOf { get; init; }

    /// <summary>Nobody works off queues, as in the demo: a call or a letter becomes a file and counts as made.</summary>
    public bool MakesTasksItself { get; init; }

    /// <inheritdoc/>
    public bool IsByPeople(Channel channel) => !MakesTasksItself && channel is (Channel.Call or Channel.Post);

    /// <summary>Mails left so far.</summary>
    public long Mails => Interlocked.Read(ref _mails);

    /// <summary>Task files written so far.</summary>
    public long Tasks => Interlocked.Read(ref _taskCount);

    /// <inheritdoc/>
    public async ValueTask<Delivery> Deliver(Consignment item, CancellationToken cancel)
    {
        try
        {
            return item.Parcel switch
            {
                TouchParcel touch => await Touch(item, touch, cancel),
                ConfirmationRequest => await Confirm(item, cancel),
                OfferNotice notice =>
                    await ToMember(item, notice.Team, notice.Member, Notices.Of(notice, item, content(item.Program), stationery), cancel),
                OwnerNotice notice =>
                    await ToMember(item, notice.Team, notice.Member, Plain(Notices.Of(notice, item)), cancel),
                OperatorAlert alert => Task(item, "alert", alert.Words),
                _ => new Delivery(TouchOutcome.RefusedForGood, $"nobody delivers a {item.Parcel.GetType().Name}"),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Delivery(TouchOutcome.RefusedForNow, $"the folder can't be written: {e.GetType().Name}");
        }
        catch (ArgumentException e)
        {
            return new Delivery(TouchOutcome.RefusedForGood, e.Message);
        }
    }

    private async ValueTask<Delivery> Touch(Consignment item, TouchParcel touch, CancellationToken cancel)
    {
        if (TouchText.Of(item, touch, content(item.Program), stationery) is not { } rendered)
            return new Delivery(TouchOutcome.RefusedForGood, $"there is no piece {touch.Piece} in its language");
        var person = item.Lead.Person;
        return touch.Channel switch
        {
            Channel.Email =>
                await Send(item, new Mailbox(person.Email!, person.Name), rendered,
                    stationery.LinksOf(item.Lead.Id, touch.Number, touch.Piece, item.At).Unsubscribe, cancel),
            Channel.Message when messages is not null => await messages.Send(item, touch, rendered, cancel),
            Channel.Message => Task(item, "message", $"To {person.Phone}\n\n{rendered.Text}"),
            Channel.Call when MakesTasksItself => Task(item, "call", $"Call {person.Name ?? "the person"}: {person.Phone}\n\n{rendered.Text}"),
            Channel.Post when MakesTasksItself => Task(item, "letter", rendered.Text),
            // Begun before calls and letters waited in queues; nobody knows how it ended.
            _ => new Delivery(TouchOutcome.Uncertain, "handed out as a file before; look into tasks"),
        };
    }

    // In the person's language, else in the program's.
    private async ValueTask<Delivery> Confirm(Consignment item, CancellationToken cancel)
    {
        var program = item.Program;
        var known = program.Content.Where(p => p.Kind == PieceKind.ConfirmOptIn).ToList();
        var piece = known.Find(p => p.Language == item.Lead.Person.Language) ?? known.Find(p => p.Language == program.Language);
        if (piece is null || content(program).Find(piece.Id, piece.Language) is not { } text)
            return new Delivery(TouchOutcome.RefusedForGood, $"there is no piece of kind confirm-opt-in in {program.Language}");
        var links = stationery.LinksOf(item.Lead.Id, 0, piece.Id, item.At);
        var rendered = Renderer.Render(text, Fields.Of(piece, item, stationery, links));
        return await Send(item, new Mailbox(item.Lead.Person.Email!, item.Lead.Person.Name), rendered, links.Unsubscribe, cancel);
    }

    // Without an address the notice still is somebody's task; it must not be lost.
    private async ValueTask<Delivery> ToMember(Consignment item, string team, string name, RenderedPiece notice, CancellationToken cancel)
    {
        var member = stationery.Members(team, name);
        return member?.Email is { } address
            ? await Send(item, new Mailbox(address, member.DisplayName), notice, null, cancel)
            : Task(item, "notice", $"To {team}/{name}\n{notice.Title}\n\n{notice.Text}");
    }

    private static RenderedPiece Plain((string Title, string Text) notice) => new(notice.Title, "", notice.Text);

    private async ValueTask<Delivery> Send(Consignment item, Mailbox to, RenderedPiece rendered, Uri? unsubscribe,
        CancellationToken cancel)
    {
        var message =
            new Message(item.MessageId, item.At.ToDateTimeOffset(), stationery.Sender.From, to, rendered.Title, rendered.Text,
            rendered.Html.Length == 0 ? null : rendered.Html)
            {
                // One click wants https (RFC 8058, 3.1); a house that only listens here writes to its folder, where the footer's link is enough.
                Unsubscribe = unsubscribe?.Scheme == Uri.UriSchemeHttps ? unsubscribe : null,
                ListId = unsubscribe is null ? null : ListOf(item),
                AutoSubmitted = AutoSubmitted.Generated,
                // A notice that bounces says nothing about the lead, so that only touches carry their token.
                ReturnPath = item.Parcel is TouchParcel touch ? ReturnPathOf?.Invoke(item.Lead.Id, touch.Number) : null,
            };
        switch (await mail.SendAsync(message, cancel))
        {
            case SendOutcome.Sent sent:
                Interlocked.Increment(ref _mails);
                return new Delivery(TouchOutcome.Sent, sent.Where);
            case SendOutcome.Refused refused:
                return new Delivery(refused.NoSuchMailbox ? TouchOutcome.NoSuchAddress
                    : refused.IsPermanent ? TouchOutcome.RefusedForGood : TouchOutcome.RefusedForNow, refused.Reason);
            case SendOutcome.Uncertain uncertain:
                return new Delivery(TouchOutcome.Uncertain, uncertain.Reason);
            default:
                throw new InvalidOperationException("An outcome of sending that nobody knows.");
        }
    }

    // A stream per topic, so that people can sort their mail by it (RFC 2919).
    private string ListOf(Consignment item)
    {
        var topic = item.Parcel is TouchParcel touch ? item.Program.Piece(touch.Piece)?.Topic : null;
        var from = stationery.Sender.Email;
        return $"{topic ?? "news"}.{from[(from.LastIndexOf('@') + 1)..]}";
    }

    private Delivery Task(Consignment item, string kind, string text)
    {
        var name = _tasks.Write($"{kind}-{item.MessageId}", $"{item.At}  lead {item.Lead.Id}\n\n{text}\n");
        Interlocked.Increment(ref _taskCount);
        return new Delivery(TouchOutcome.Sent, name);
    }
}
