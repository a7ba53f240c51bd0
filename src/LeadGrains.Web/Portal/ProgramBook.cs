using System.Collections.Concurrent;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Web.Portal;

/// <summary>The versions of the program as pages read them; a text never changes, so each is read once. Thread-safe.</summary>
internal sealed class ProgramBook
{
    /// <summary>Versions kept in memory; beyond it all are read anew.</summary>
    public const int KeptMax = 16;

    private readonly ConcurrentDictionary<string, ReadProgram?> _read = new();

    /// <summary>All versions of a file.</summary>
    public static ProgramVersions Versions(LeadViews views) => ProgramVersions.Of(views.Setting);

    /// <summary>A version with the words of its pieces; null where there is none, or it has faults.</summary>
    public ReadProgram? Read(ProgramVersions versions, int number)
    {
        if (versions.Find(number) is not { } text) return null;
        if (_read.Count >= KeptMax) _read.Clear();
        return _read.GetOrAdd($"{number} {versions.Agreement.Version(number)!.Digest}", _ => text.Check().Read);
    }

    /// <summary>The version at work.</summary>
    public ReadProgram? AtWork(LeadViews views)
    {
        var versions = Versions(views);
        return Read(versions, versions.Agreement.Active);
    }
}
