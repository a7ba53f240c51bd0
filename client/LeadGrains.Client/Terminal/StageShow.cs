using LeadGrains.Client.Courier;
using LeadGrains.Client.Files;
using LeadGrains.Client.Words;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using Spectre.Console;

namespace LeadGrains.Client.Terminal;

/// <summary>
/// The stages while time flies: a table that redraws itself on a terminal, a line for each month elsewhere, nothing for
/// programs. Disposing it leaves the last table standing.
/// </summary>
internal sealed class StageShow : IDisposable
{
    private const int BarChars = 30;
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(60);
    private readonly Session _session;
    private readonly PickupCourier? _courier;
    private readonly Table? _table;
    private readonly Thread? _thread;
    private readonly ManualResetEventSlim _ended = new();
    private volatile Shown? _shown;
    private int _month = -1;

    private StageShow(Session session, PickupCourier? courier)
    {
        (_session, _courier) = (session, courier);
        if (!session.Out.IsTerminal || session.Out.Json) return;
        session.Out.Flush();
        _table = new Table().Border(TableBorder.None).HideHeaders();
        _table.AddColumns(new TableColumn("stage").NoWrap(), new TableColumn("count").RightAligned().NoWrap(), new TableColumn("bar").NoWrap());
        _thread = new Thread(Draw) { IsBackground = true };
        _thread.Start();
    }

    public static StageShow Of(Session session, PickupCourier? courier) => new(session, courier);

    /// <summary>Takes note of where things stand; called often.</summary>
    public void Tell(RehearsalProgress progress)
    {
        if (_session.Out.Json) return;
        var shown = new Shown(progress.Now, progress.Done, [.. progress.Stages], progress.Entries);
        _shown = shown;
        var month = progress.Now.UtcDate.Year * 12 + progress.Now.UtcDate.Month;
        if (_table is not null || (month == _month && progress.Done < 1)) return;
        _month = month;
        var counts = Stages(shown).Where(s => s.Count > 0).Select(s => $"{Say.Stage(s.Stage)} {s.Count}");
        _session.Out.Line($"{Say.Day(shown.Now)}  {string.Join("  ", counts)}");
        _session.Out.Flush();
    }

    public void Dispose()
    {
        _ended.Set();
        _thread?.Join();
        _ended.Dispose();
    }

    private void Draw() => _session.Out.Screen.Live(_table!).Start(live =>
    {
        bool ended;
        do
        {
            ended = _ended.Wait(DrawEvery);
            if (_shown is { } shown) Fill(shown);
            live.Refresh();
        }
        while (!ended);
    });

    private void Fill(Shown shown)
    {
        _table!.Rows.Clear();
        Row(Say.Day(shown.Now), $"{shown.Done:0%}", new string('━', (int)(shown.Done * BarChars)), Look.Quiet);
        var stages = Stages(shown);
        var most = Math.Max(1, stages.Max(s => s.Count));
        foreach (var (stage, count) in stages)
            Row(Say.Stage(stage), Say.Number(count), Bar.Of(count, most, BarChars), stage switch
            {
                Stage.Won => Look.Good,
                Stage.Lost => Look.Quiet,
                _ => Look.Accent,
            });
        Row("events", Say.Number(shown.Entries), "", Look.Quiet);
        if (_courier is not null) Row("mails", Say.Number(_courier.Mails), "", Look.Quiet);
    }

    private void Row(string name, string count, string bar, Style style) =>
        _table!.AddRow(new Text(name), new Text(count), new Text(bar, style));

    private static List<(Stage Stage, int Count)> Stages(Shown shown) =>
        [.. Enum.GetValues<Stage>().Where(s => s is > Stage.None and < Stage.Merged).Select(s => (s, shown.Stages[(int)s]))];

    private sealed record Shown(Moment Now, double Done, int[] Stages, long Entries);
}
