using System.Runtime.InteropServices;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>
/// What is due when, in memory: a heap from which outdated entries are dropped when they come to the top. Ties
/// come in the order of their numbers, as an index would give them.
/// </summary>
internal sealed class Timetable
{
    private readonly Dictionary<long, Moment> _now = [];
    private readonly PriorityQueue<(Moment At, long Number), Place> _heap = new();
    private readonly List<(Moment At, long Number)> _taken = [];

    /// <summary>This number is due then, and at no other time; null takes it out.</summary>
    public void Set(long number, Moment? dueAt)
    {
        if (dueAt is not { } at)
        {
            _now.Remove(number);
            return;
        }
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_now, number, out var there);
        if (there && known == at) return;
        known = at;
        _heap.Enqueue((at, number), new Place(at, number));
    }

    /// <summary>The earliest numbers that are due by an instant; they stay due.</summary>
    public List<long> Until(Moment until, int max)
    {
        var due = new List<long>();
        _taken.Clear();
        while (due.Count < max && Top() is { } top && top.At <= until)
        {
            _heap.Dequeue();
            // The same entry can be in the heap twice when it was moved away and back.
            if (_taken.Count > 0 && _taken[^1] == top) continue;
            _taken.Add(top);
            due.Add(top.Number);
        }
        foreach (var entry in _taken) _heap.Enqueue(entry, new Place(entry.At, entry.Number));
        return due;
    }

    /// <summary>The earliest instant at which anything is due, or null.</summary>
    public Moment? Earliest() => Top()?.At;

    private (Moment At, long Number)? Top()
    {
        while (_heap.TryPeek(out var entry, out _))
        {
            if (_now.TryGetValue(entry.Number, out var at) && at == entry.At) return entry;
            _heap.Dequeue();
        }
        return null;
    }

    private readonly record struct Place(Moment At, long Number) : IComparable<Place>
    {
        public int CompareTo(Place other) => At == other.At ? Number.CompareTo(other.Number) : At.CompareTo(other.At);
    }
}
