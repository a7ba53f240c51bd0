using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>
/// Replays one actor after another and compares each with its state: its entries are numbered without a gap, and what they
/// make is what it says it is. Gives the sum by which the same actor is recognised elsewhere. Memory doesn't grow with the
/// entries. One thread.
/// </summary>
public sealed class ActorReplay : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly JsonBuffer _json = new(), _other = new();
    private MovedActor _actor = null!;
    private LeadState _lead = LeadState.Unknown;
    private TeamState _team = TeamState.Empty;
    private int _entries;
    private long _latest;

    public void Begin(MovedActor actor)
    {
        (_actor, _entries, _latest) = (actor, 0, 0);
        _lead = LeadState.Unknown;
        if (actor is MovedTeam team) _team = TeamState.Empty with { Name = team.Name };
    }

    /// <summary>Throws <see cref="MovingException"/> when the entry isn't the actor's next one.</summary>
    public void Add(MovedEntry entry)
    {
        if (entry.Version != ++_entries) throw Fault($"entry {entry.Seq} has version {entry.Version} where {_entries} is next");
        if (entry.Seq <= _latest) throw Fault($"entry {entry.Seq} comes after entry {_latest}");
        _latest = entry.Seq;
        try
        {
            if (_actor is MovedTeam)
                foreach (var happened in JournalJson.ReadTeamEvents(entry.Events.Utf8.Span)) _team = TeamLifecycle.Evolve(_team, happened);
            else _lead = LeadLifecycle.Evolve(_lead, JournalJson.ReadLeadEvents(entry.Events.Utf8.Span));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or NullReferenceException)
        {
            throw Fault($"its entry {entry.Seq} can't be replayed ({e.Message})", e);
        }
        Hash(entry);
    }

    /// <summary>
    /// The actor's sum. Throws <see cref="MovingException"/> when entries are missing, or its state isn't what they make; with a
    /// program also when its alarm isn't the one that follows from the state.
    /// </summary>
    public MovedSum End(Program? program = null)
    {
        if (_entries != _actor.Version) throw Fault($"is at version {_actor.Version} with {_entries} entries");
        var due = program is null ? _actor.DueAt : _actor switch
        {
            MovedLead lead => LeadLifecycle.DueAt(lead.State, program),
            MovedTeam team => TeamLifecycle.DueAt(team.State, program),
            _ => null,
        };
        var state = _actor is MovedLead { State: var kept } ? _json.Of(kept) : _json.Of(((MovedTeam)_actor).State);
        var replayed = _actor is MovedLead ? _other.Of(_lead) : _other.Of(_team);
        if (!state.SequenceEqual(replayed)) throw Fault("its state differs from its replayed events");
        if (_actor is MovedLead { Version: > 0 } named && named.State.Id != named.Id) throw Fault($"its state is that of {named.State.Id}");
        if (due != _actor.DueAt) throw Fault($"is due at {_actor.DueAt?.ToString() ?? "no time"}, its state says {due?.ToString() ?? "never"}");
        _hash.AppendData(state);
        return new MovedSum(Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    public void Dispose()
    {
        _hash.Dispose();
        _json.Dispose();
        _other.Dispose();
    }

    // Not its number in the sequence: another house gives it another.
    private void Hash(MovedEntry entry)
    {
        Span<byte> numbers = stackalloc byte[12];
        BinaryPrimitives.WriteInt32BigEndian(numbers, entry.Version);
        BinaryPrimitives.WriteInt64BigEndian(numbers[4..], entry.At.Milliseconds);
        _hash.AppendData(numbers);
        _hash.AppendData(Encoding.UTF8.GetBytes($"{entry.By}\n{entry.Command}\n"));
        _hash.AppendData(entry.Events.Utf8.Span);
    }

    private MovingException Fault(string words, Exception? inner = null)
    {
        _ = _hash.GetHashAndReset();
        return new MovingException($"{_actor.Title}: {words}.", inner);
    }
}
