using System.Collections.Concurrent;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>
/// The words of every version of a file's program, read when one is first at work: a version may be activated while the
/// file is served. Safe from any thread.
/// </summary>
/// <param name="first">The version at work now.</param>
internal sealed class ContentShelf(string file, ReadProgram first)
{
    private readonly ConcurrentDictionary<int, ContentSet> _read = new([KeyValuePair.Create(first.Program.Version, first.Content)]);

    /// <summary>The words of a program that the file keeps.</summary>
    public ContentSet Of(Program program) => _read.GetOrAdd(program.Version, Read);

    private ContentSet Read(int version)
    {
        using var views = LeadViews.Open(file);
        return ProgramVersions.Of(views).Text(version).Read().Content;
    }
}
