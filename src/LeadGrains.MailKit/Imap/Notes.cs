using Microsoft.Extensions.Logging;

namespace LeadGrains.MailKit;

/// <summary>What the log is told; no address, no subject, no words of a server.</summary>
internal static partial class Notes
{
    [LoggerMessage(LogLevel.Warning, "{Folder} at {Host} can't be read ({What}); again in {Seconds:0.0} s")]
    public static partial void Broken(ILogger log, string folder, string host, string what, double seconds);

    [LoggerMessage(LogLevel.Warning, "{Folder} at {Host} has been numbered anew; it is read from its first message")]
    public static partial void Renumbered(ILogger log, string folder, string host);
}
