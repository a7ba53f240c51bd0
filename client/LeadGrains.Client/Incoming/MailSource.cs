namespace LeadGrains.Client.Incoming;

/// <summary>A message that waits somewhere.</summary>
/// <param name="Name">For the operator: a file's name, or <c>-</c>.</param>
/// <param name="Read">Its bytes, at most <see cref="MailSource.MessageBytesMax"/>.</param>
/// <param name="Done">Called when everything about it is durable.</param>
internal sealed record WaitingMail(string Name, Func<byte[]> Read, Action Done);

/// <summary>
/// Where mail comes from: a Maildir (whose messages move from <c>new</c> to <c>cur</c> when they are done), a folder of
/// <c>.eml</c> files, one file, or standard input. Only a Maildir is changed.
/// </summary>
internal static class MailSource
{
    /// <summary>What lies beyond is not read: the rest of a large attachment.</summary>
    public const int MessageBytesMax = 64 << 20;

    /// <summary>Messages of one run; the next run goes on.</summary>
    public const int MessagesMax = 100_000;

    /// <summary>The messages that wait, the oldest name first.</summary>
    public static IEnumerable<WaitingMail> Open(string place)
    {
        if (place == "-") return [new WaitingMail("-", () => Bytes(Console.OpenStandardInput()), () => { })];
        if (File.Exists(place)) return [OfFile(place)];
        if (!Directory.Exists(place))
            throw new ProblemException(ProblemKind.NotFound, $"there is no file or folder {place}; name one, or - for standard input.");
        var fresh = Path.Combine(place, "new");
        return Directory.Exists(fresh) && Directory.Exists(Path.Combine(place, "cur"))
            ? Files(fresh).Select(path => OfMaildir(place, path))
            : Files(place).Where(path => path.EndsWith(".eml", StringComparison.OrdinalIgnoreCase)).Select(OfFile);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(path => Path.GetFileName(path)[0] != '.').Order(StringComparer.Ordinal).Take(MessagesMax);

    private static WaitingMail OfFile(string path) => new(Path.GetFileName(path), () => Bytes(File.OpenRead(path)), () => { });

    // Seen (S), since somebody has dealt with it: https://cr.yp.to/proto/maildir.html.
    private static WaitingMail OfMaildir(string maildir, string path) => new(Path.GetFileName(path), () => Bytes(File.OpenRead(path)),
        () => File.Move(path, Path.Combine(maildir, "cur", Path.GetFileName(path).Split(':')[0] + ":2,S"), overwrite: true));

    private static byte[] Bytes(Stream stream)
    {
        using (stream)
        {
            using var bytes = new MemoryStream();
            var buffer = new byte[64 << 10];
            // Read to the end all the same, so that whoever pipes to us isn't cut off.
            for (int read; (read = stream.Read(buffer)) > 0;)
                bytes.Write(buffer, 0, (int)Math.Min(read, MessageBytesMax - bytes.Length));
            return bytes.ToArray();
        }
    }
}
