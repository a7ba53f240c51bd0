using Orleans.Concurrency;

namespace LeadGrains.Orleans;

/// <summary>A pool of reps, partners or callers, at the address of its name.</summary>
public interface ITeamGrain : IGrainWithStringKey
{
    /// <summary>A lead asks for an owner; the answer comes back to it as an offer, or that it waits.</summary>
    Task<Reply> Seek(Seek request, Ticket ticket);

    /// <summary>A lead has answered an offer, or nobody of this team owns it any more.</summary>
    Task<Reply> Settle(Settle answer, Ticket ticket);

    /// <summary>Falls due when this version of the program says; false while its silo doesn't work by that version.</summary>
    Task<bool> Retime(int version);

    /// <summary>Any other command to a team.</summary>
    Task<Reply> Tell(TeamCommand command, Ticket ticket);

    /// <summary>The team as it is durable, or null when nobody has joined it yet. Doesn't wait for what is being written.</summary>
    [AlwaysInterleave]
    Task<TeamSnapshot?> GetState();

    /// <summary>Messages up to this number have arrived; only the grain says it to itself.</summary>
    Task Arrived(int number);
}
