using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;

namespace LeadGrains.Client.Courier;

/// <summary>
/// Mail leaves by a transport: the pick-up folder, so that nothing leaves the machine by accident, or a server. What
/// people must do (calls, letters, alerts) becomes text files in <c>tasks</c>; the same one twice is the same file.
/// Safe from any thread.
/// </summary>
internal sealed class MailCourier(string folder, IMailTransport mail, ContentSet content, Sender sender, SignedLinks links,
    Func<string, string, Member?> members) : ICourier
{
    private readonly TaskFiles _tasks = new(Path.Combine(folder, "tasks"));
    private long _mails, _taskCount;

    /// <summary>The folder that a file keeps its mail in.</summary>
    public static string FolderOf(string file) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "outbox-mail");

    /// <inheritdoc/>
    public bool IsRepeatable => mail.IsRepeatable;

    /// <inheritdoc/>
    public bool Repeats(TouchParcel touch) => IsRepeatable || touch.Channel != Channel.Email;

    /// <inheritdoc/>
    public SendingLimits Limits { get; init; } = SendingLimits.None;

    /// <summary>Where bounces of a touch go; null means to the sender.</summary>
    public Func<LeadId, int, Mailbox>? ReturnPathOf { get; init; }

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
                OfferNotice notice =>
                    await ToMember(item, notice.Team, notice.Member, Notices.Of(notice, item), cancel),
                OwnerNotice notice =>
                    await ToMember(item, notice.Team, notice.Member, Notices.Of(notice, item), cancel),
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
        var language = item.Program.Piece(touch.Piece)?.Language ?? item.Program.Language;
        if (content.Find(touch.Piece, language) is not { } piece)
            return new Delivery(TouchOutcome.RefusedForGood, $"there is no piece {touch.Piece} in {language}");
        var touchLinks = new TouchLinks(links, sender.LinkBase, item.Lead.Id, touch.Number, touch.Piece, item.At);
        var rendered = Renderer.Render(piece, Fields.Of(piece.Piece, item, sender, touchLinks, members), touchLinks.Through);
        var person = item.Lead.Person;
        return touch.Channel switch
        {
            Channel.Email =>
                await Send(item, new Mailbox(person.Email!, person.Name), rendered, touchLinks.Unsubscribe,
                cancel),
            Channel.Call =>
                Task(item, "call",
                $"Call {person.Name ?? "the person"}{(person.Company is { } c ? $", {c}" : "")}: "
                + $"{person.Phone}\n\n{rendered.Text}"),
            _ => Task(item, "letter", rendered.Text),
        };
    }

    // Without an address the notice still is somebody's task; it must not be lost.
    private async ValueTask<Delivery> ToMember(Consignment item, string team, string name,
        (string Title, string Text) notice, CancellationToken cancel)
    {
        var member = members(team, name);
        return member?.Email is { } address
            ? await Send(item, new Mailbox(address, member.DisplayName),
                new RenderedPiece(notice.Title, "", notice.Text), null, cancel)
            : Task(item, "notice", $"To {team}/{name}\n{notice.Title}\n\n{notice.Text}");
    }

    private async ValueTask<Delivery> Send(Consignment item, Mailbox to, RenderedPiece rendered, Uri? unsubscribe,
        CancellationToken cancel)
    {
        var message =
            new Message(item.MessageId, item.At.ToDateTimeOffset(), sender.From, to, rendered.Title, rendered.Text,
            rendered.Html.Length == 0 ? null : rendered.Html)
            {
                Unsubscribe = unsubscribe,
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

    private Delivery Task(Consignment item, string kind, string text)
    {
        var name = _tasks.Write($"{kind}-{item.MessageId}", $"{item.At}  lead {item.Lead.Id}\n\n{text}\n");
        Interlocked.Increment(ref _taskCount);
        return new Delivery(TouchOutcome.Sent, name);
    }
}
