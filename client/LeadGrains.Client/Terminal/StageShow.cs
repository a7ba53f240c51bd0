using LeadGrains.Client.Files;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using LeadGrains.Web.Courier;
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
    private readonly MailCourier? _courier;
    private readonly bool _draws;
    private long _drawnAt;
    private int _rowsDrawn;
    private int _month = -1;

    private StageShow(Session session, MailCourier? courier)
    {
        (_session, _courier) = (session, courier);
        _draws = session.Out is { IsTerminal: true, Json: false };
        if (!_draws) return;
        session.Out.Flush();
        session.Out.Screen.Cursor.Hide();
    }

    public static StageShow Of(Session session, MailCourier? courier) => new(session, courier);

    /// <summary>Takes note of where things stand; called often.</summary>
    public void Tell(RehearsalProgress progress)
    {
        if (_session.Out.Json) return;
        if (_draws) Draw(progress);
        else Line(progress);
    }

    public void Dispose()
    {
        if (_draws) _session.Out.Screen.Cursor.Show();
    }

    private void Line(RehearsalProgress progress)
    {
        var month = progress.Now.UtcDate.Year * 12 + progress.Now.UtcDate.Month;
        if (month == _month && progress.Done < 1) return;
        _month = month;
        var counts = Stages(progress).Where(s => s.Count > 0).Select(s => $"{Say.Stage(s.Stage)} {s.Count}");
        _session.Out.Line($"{Say.Day(progress.Now)}  {string.Join("  ", counts)}");
        _session.Out.Flush();
    }

    // Over the frame before: the rows are always the same.
    private void Draw(RehearsalProgress progress)
    {
        if (_rowsDrawn > 0 && progress.Done < 1 && _session.Time.GetElapsedTime(_drawnAt) < DrawEvery) return;
        _drawnAt = _session.Time.GetTimestamp();
        var screen = _session.Out.Screen;
        if (_rowsDrawn > 0) screen.Cursor.MoveUp(_rowsDrawn);
        var table = Frame(progress);
        screen.Write(table);
        _rowsDrawn = table.Rows.Count;
    }

    private Table Frame(RehearsalProgress progress)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders();
        table.AddColumns(new TableColumn("").NoWrap().Width(13), new TableColumn("").RightAligned().NoWrap().Width(9),
            new TableColumn("").NoWrap().Width(BarChars));
        var full = (int)(progress.Done * BarChars);
        Row(Say.Day(progress.Now), $"{progress.Done:0%}", new string('━', full) + new string('╌', BarChars - full),
            Look.Quiet);
        var stages = Stages(progress);
        var most = Math.Max(1, stages.Max(s => s.Count));
        foreach (var (stage, count) in stages) Row(Say.Stage(stage), Say.Number(count), Bar.Of(count, most, BarChars),
            StyleOf(stage));
        Row("events", Say.Number(progress.Entries), "", Look.Quiet);
        if (_courier is not null) Row("mails", Say.Number(_courier.Mails), "", Look.Quiet);
        return table;

        void Row(string name, string count, string bar, Style style) =>
            table.AddRow(new Text(name), new Text(count), new Text(bar, style));
    }

    private static Style StyleOf(Stage stage) => stage switch
    {
        Stage.Won => Look.Good,
        Stage.Lost => Look.Quiet,
        _ => Look.Accent,
    };

    private static List<(Stage Stage, int Count)> Stages(RehearsalProgress progress) =>
        [.. Enum.GetValues<Stage>().Where(s => s is > Stage.None and < Stage.Merged).Select(s => (s, progress.Stages[(int)s]))];
}
