using Microsoft.Extensions.Logging;

namespace LeadGrains.Client.Terminal;

/// <summary>What a long-running command logs, to stderr: a line for people on a terminal, else one JSON document a line.</summary>
internal static class LogLines
{
    private const string Time = "yyyy-MM-ddTHH:mm:ss.fffZ ";

    /// <summary>To be disposed when the command ends, so that the last lines are written.</summary>
    public static ILoggerFactory Open(bool isTerminal) => LoggerFactory.Create(log =>
    {
        log.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (isTerminal)
            log.AddSimpleConsole(line =>
            {
                (line.SingleLine, line.UseUtcTimestamp, line.TimestampFormat) = (true, true, Time);
                line.ColorBehavior = Microsoft.Extensions.Logging.Console.LoggerColorBehavior.Disabled;
            });
        else log.AddJsonConsole(line => (line.UseUtcTimestamp, line.TimestampFormat) = (true, Time.Trim()));
    });
}
