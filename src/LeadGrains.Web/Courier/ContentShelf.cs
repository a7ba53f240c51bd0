using System.Collections.Concurrent;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Web.Courier;

/// <summary>
/// The words of every version of a house's program, read when one is first at work: a version may be activated while the
/// house is open. Safe from any thread.
/// </summary>
/// <param name="open">Views for one look.</param>
/// <param name="first">The version at work now.</param>
internal sealed class ContentShelf(Func<LeadViews> open, ReadProgram first)
{
    private readonly ConcurrentDictionary<int, ContentSet> _read = new([KeyValuePair.Create(first.Program.Version, first.Content)]);

    /// <summary>The words of a program that the house keeps.</summary>
    public ContentSet Of(Program program) => _read.GetOrAdd(program.Version, Read);

    private ContentSet Read(int version)
    {
        using var views = open();
        return ProgramVersions.Of(views.Setting).Find(version)?.Check().Read?.Content ?? throw new InvalidOperationException($"Version {version} of the program isn't kept, or has faults.");
    }
}
