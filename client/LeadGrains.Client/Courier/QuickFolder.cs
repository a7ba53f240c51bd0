using LeadGrains.Mail;

namespace LeadGrains.Client.Courier;

/// <summary>
/// The demo's pick-up folder: the same files as <see cref="PickupFolder"/> without waiting for the disk at each of
/// thousands of sample mails, since nobody loses anything when the power fails. Safe from any thread.
/// </summary>
internal sealed class QuickFolder(string folder) : IMailTransport
{
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(folder);

    /// <inheritdoc/>
    public bool IsRepeatable => true;

    /// <inheritdoc/>
    public async ValueTask<SendOutcome> SendAsync(Message message, CancellationToken cancellation)
    {
        var name = message.MessageId + ".eml";
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, name), MimeWriter.Write(message),
                cancellation);
            return new SendOutcome.Sent(name);
        }
        catch (IOException e)
        {
            return new SendOutcome.Refused(false, $"The pick-up folder can't be written: {e.GetType().Name}");
        }
    }
}
