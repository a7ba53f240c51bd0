using System.Security.Cryptography;
using System.Text;

namespace LeadGrains.Mail;

/// <summary>
/// Writes each mail into a folder as one <c>.eml</c> file: the default, so that nothing leaves the machine by accident.
/// The file appears whole or not at all and is on the disk before the answer. The same Message-ID again changes
/// nothing.
/// </summary>
public sealed class PickupFolder(string folder) : IMailTransport
{
    private const int NameCharsMax = 120;

    /// <inheritdoc/>
    public bool IsRepeatable => true;

    /// <inheritdoc/>
    public async ValueTask<SendOutcome> SendAsync(Message message, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var mail = Envelope(message).Concat(MimeWriter.Write(message)).ToArray();
        var name = FileName(message.MessageId);
        var path = Path.Combine(folder, name);
        var draft = Path.Combine(folder, $".{name}.{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            if (File.Exists(path)) return Settle(path, name);
            await WriteDurablyAsync(draft, mail).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(draft);
            return new SendOutcome.Refused(false, $"The pick-up folder can't be written: {e.GetType().Name}");
        }
        return Publish(draft, path, name);
    }

    /// <summary>
    /// The file of a Message-ID: itself where it is harmless, else its harmless characters and a hash of all.
    /// </summary>
    internal static string FileName(string messageId)
    {
        var safe = string.Concat(messageId.Select(c => IsHarmless(c) ? c : '_'));
        if (safe == messageId && safe[0] != '.' && safe.Length <= NameCharsMax) return safe + ".eml";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 8));
        return $"{safe.TrimStart('.')[..Math.Min(safe.TrimStart('.').Length, NameCharsMax)]}-{hash}.eml";
    }

    // Capitals aren't: some file systems take "A" and "a" for the same.
    private static bool IsHarmless(char c) =>
        char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '@' or '.';

    // Final delivery writes the envelope's sender as Return-Path (RFC 5321, 4.4); whoever picks the file up needs
    // it for bounces.
    private static byte[] Envelope(Message message) =>
        message.ReturnPath is { } path ? Encoding.ASCII.GetBytes($"Return-Path: <{path.Address}>\r\n") : [];

    private static async Task WriteDurablyAsync(string path, byte[] bytes)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
    }

    private SendOutcome Publish(string draft, string path, string name)
    {
        try
        {
            File.Move(draft, path, overwrite: true);
            return Settle(path, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(draft);
            return new SendOutcome.Refused(false, $"The mail couldn't be moved into place: {e.GetType().Name}");
        }
    }

    // From here on somebody may have picked the mail up, so that a failure can't be a refusal.
    private SendOutcome Settle(string path, string name)
    {
        try
        {
            FolderSync.Flush(folder);
            return new SendOutcome.Sent(name);
        }
        catch (IOException e)
        {
            return new SendOutcome.Uncertain($"{path} may not have reached the disk: {e.Message}");
        }
    }

    private static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A draft begins with a dot and ends in .tmp: nobody takes it for mail.
        }
    }
}
