namespace LeadGrains.Store;

/// <summary>
/// An empty house that somebody moves into. Nobody sees anything of it before <see cref="Open"/>; disposed before that, it was
/// never there. One thread.
/// </summary>
public interface INewHouse : IDisposable
{
    /// <summary>The header and then each next line of a moving file that was found whole, but its end.</summary>
    void Take(MovedLine line);

    /// <summary>All that it holds now, as <see cref="MovingIn"/> compares it with the file: read back from where it was written.</summary>
    IEnumerable<MovedLine> Lines();

    /// <summary>Holds sending, and is there from now on, durably.</summary>
    void Open();
}
