using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Web.Tests;

/// <summary>Everything that was logged, at whatever level, in words.</summary>
public sealed class LoggedLines : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(formatter(state, exception) + " " + string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? []));

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
