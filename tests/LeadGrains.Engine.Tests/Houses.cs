using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine.Tests;

/// <summary>The live engine on a real file, its clock moved by hand.</summary>
public sealed class EmbeddedHouse : House
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadgrains-").FullName;
    private readonly VirtualTime _time = new(SmallProgram.Monday);
    private EmbeddedEngine _engine;

    public EmbeddedHouse() => _engine = OpenEngine();

    public string File => Path.Combine(_folder, "leads.db");
    public override ILeadEngine Engine => _engine;
    public override Moment Now => _time.Now;

    /// <summary>In steps, so that what an alarm leads to is done before the clock goes on.</summary>
    public override async Task Advance(TimeSpan span)
    {
        var end = _time.Now + span;
        while (_time.Now < end)
        {
            _time.MoveTo(_time.Now + TimeSpan.FromHours(6) < end ? _time.Now + TimeSpan.FromHours(6) : end);
            // Each question passes the loop once, so that alarms and parcels get their turns.
            for (var turn = 0; turn < 6; turn++) await _engine.FindTeam("sales");
        }
    }

    public override Task Restart() => CloseFor(TimeSpan.Zero);

    public override async Task CloseFor(TimeSpan span)
    {
        await _engine.DisposeAsync();
        _time.Advance(span);
        _engine = OpenEngine();
    }

    public override async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private EmbeddedEngine OpenEngine() => new(SqliteJournal.OpenOrCreate(File), SmallProgram.Program, Courier, _time);
}

/// <summary>The stepped engine on a real file.</summary>
public sealed class SteppedHouse : House
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadgrains-").FullName;
    private SteppedEngine _engine;

    public SteppedHouse() => _engine = OpenEngine(SmallProgram.Monday);

    public override ILeadEngine Engine => _engine;
    public override Moment Now => _engine.Now;

    public override Task Advance(TimeSpan span)
    {
        _engine.RunTo(_engine.Now + span);
        return Task.CompletedTask;
    }

    public override Task Restart() => CloseFor(TimeSpan.Zero);

    public override Task CloseFor(TimeSpan span)
    {
        var now = _engine.Now + span;
        _engine.Dispose();
        _engine = OpenEngine(now);
        _engine.RunTo(now);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private SteppedEngine OpenEngine(Moment start) =>
        new(SqliteJournal.OpenOrCreate(Path.Combine(_folder, "leads.db")), SmallProgram.Program, Courier, start);
}

public sealed class EmbeddedEngineKeepsTheContract : EngineContract
{
    protected override Task<House> Open() => Task.FromResult<House>(new EmbeddedHouse());
}

public sealed class SteppedEngineKeepsTheContract : EngineContract
{
    protected override Task<House> Open() => Task.FromResult<House>(new SteppedHouse());
}
