using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>Who entered and left which stage in one batch.</summary>
internal sealed class StageChanges
{
    private readonly (int Entered, int Left)[] _changes = new (int, int)[Enum.GetValues<Stage>().Length];

    /// <summary>The stages that changed. A lead nobody has heard of is in none.</summary>
    public IEnumerable<(Stage Stage, (int Entered, int Left) Change)> All => _changes
        .Select((change, i) => ((Stage)i, change)).Where(each => each.change != default && each.Item1 != Stage.None);

    public void Clear() => Array.Clear(_changes);

    public void Move(Stage from, Stage to)
    {
        if (from == to) return;
        _changes[(int)from].Left++;
        _changes[(int)to].Entered++;
    }
}
