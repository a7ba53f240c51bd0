namespace LeadGrains.Client.Terminal;

/// <summary>
/// A bar on stderr that stays alive by itself: it redraws ten times a second on a terminal, and says a line every ten
/// seconds elsewhere. What it shows may be set from any thread, as often as one likes.
/// </summary>
internal sealed class ProgressLine : IAsyncDisposable
{
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(100), SayEvery = TimeSpan.FromSeconds(10);
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private const int BarChars = 16;
    private readonly string _what;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly bool _draws = !Console.IsErrorRedirected;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _drawing;
    private volatile Shown _shown = new(0, "");
    private int _turn;
    private bool _disposed;

    public ProgressLine(string what, TimeProvider time)
    {
        (_what, _time, _started) = (what, time, time.GetTimestamp());
        _drawing = Task.Run(Draw);
    }

    /// <summary>Time since it began.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>How far it is, 0 to 1, and what else to say.</summary>
    public void Set(double part, string words) => _shown = new Shown(Math.Clamp(part, 0, 1), words);

    /// <summary>Wipes the bar, so that the result stands alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _done.CancelAsync();
        await _drawing;
        if (_draws) Console.Error.Write("\r\x1b[K");
        _done.Dispose();
    }

    private async Task Draw()
    {
        using var timer = new PeriodicTimer(_draws ? DrawEvery : SayEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_done.Token))
            {
                if (_draws) Console.Error.Write("\r" + Cut(Line(_shown)) + "\x1b[K");
                else Console.Error.WriteLine($"{_what}: {_shown.Part:0%}, {_shown.Words}{Left(_shown)}");
            }
        }
        catch (OperationCanceledException)
        {
            // it is done
        }
    }

    private string Line(Shown shown)
    {
        var full = (int)(shown.Part * BarChars);
        return $"{Spinner[_turn++ % Spinner.Length]} {_what} "
            + $"{new string('━', full)}{new string('╌', BarChars - full)} {shown.Part,4:0%}  "
            + $"{shown.Words}{Left(shown)}";
    }

    private string Left(Shown shown)
    {
        if (shown.Part is < 0.01 or >= 1 || Elapsed < TimeSpan.FromSeconds(2)) return "";
        return $", {Say.Span(Elapsed * ((1 - shown.Part) / shown.Part))} left";
    }

    private static string Cut(string line)
    {
        var width = Math.Max(20, Console.WindowWidth) - 1;
        return line.Length <= width ? line : line[..width];
    }

    private sealed record Shown(double Part, string Words);
}
