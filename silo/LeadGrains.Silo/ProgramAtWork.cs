using LeadGrains.Mail;

namespace LeadGrains.Silo;

/// <summary>The program as this process has it: the one that was activated last, by whichever process. Thread-safe.</summary>
internal sealed class ProgramAtWork(Database database)
{
    private volatile ReadProgram _read = database.Program();
    private string? _active = database.Kept.Setting(AgreementBook.ActiveSetting); // by whoever looks; one at a time

    public ReadProgram Read => _read;

    public Lifecycle.Program Current => _read.Program;

    /// <summary>Told when another one is at work.</summary>
    public Action<Lifecycle.Program> Changed { get; set; } = _ => { };

    /// <summary>Looks whether another version was activated.</summary>
    public void Refresh()
    {
        var active = database.Kept.Setting(AgreementBook.ActiveSetting);
        if (active == _active) return;
        _read = database.Program();
        _active = active;
        Changed(Current);
    }
}
