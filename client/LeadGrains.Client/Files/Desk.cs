using LeadGrains.Engine;

namespace LeadGrains.Client.Files;

/// <summary>An engine that takes commands and does nothing by itself, for one command of the command line.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private Desk(DeskJournal journal, ReadProgram program, IReadOnlyDictionary<string, string> settings,
        TimeProvider time, EngineLimits? limits)
    {
        (Journal, Settings) = (journal, settings);
        Program = program.Program;
        Engine = new EmbeddedEngine(journal, program.Program, new Nobody(), time, limits);
    }

    public EmbeddedEngine Engine { get; }
    public DeskJournal Journal { get; }
    public Lifecycle.Program Program { get; }

    /// <summary>The settings as they were before the engine began.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Opens the session's file; refused while another process has it.</summary>
    public static Desk Open(Session session, EngineLimits? limits = null)
    {
        var journal = session.Open();
        try
        {
            using var views = session.Read();
            var settings = views.Settings();
            var program = session.ProgramAtWork(name => settings.GetValueOrDefault(name)).Read();
            if (limits is not null) journal.ExpectBulk(); // who sets its own limits takes in much
            return new Desk(new DeskJournal(journal), program, settings, session.Time, limits);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>One commit more, for what <see cref="DeskJournal.Beside"/> has to say last.</summary>
    public Task CommitPlace() => Engine.HoldSending(Settings.GetValueOrDefault(Sending.Setting) == Sending.Held);

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    // Nothing is ever handed to it: the journal of a desk shows no parcels.
    private sealed class Nobody : ICourier
    {
        public bool IsRepeatable => true;

        public ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel) =>
            throw new InvalidOperationException("A desk delivers nothing.");
    }
}
