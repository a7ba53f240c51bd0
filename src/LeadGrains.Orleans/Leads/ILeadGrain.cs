using Orleans.Concurrency;

namespace LeadGrains.Orleans;

/// <summary>
/// One lead, at the address of its id. Its methods are the commands that people know, so that a profile of the cluster's
/// calls reads as the lifecycle. All of them answer when what they led to is durable.
/// </summary>
public interface ILeadGrain : IGrainWithStringKey
{
    Task<Reply> Inquire(Inquire inquiry, Ticket ticket);
    Task<Reply> Answer(Answer answer, Ticket ticket);
    Task<Reply> Ask(Ask wish, Ticket ticket);
    Task<Reply> Engage(Engage engagement, Ticket ticket);
    Task<Reply> AnswerReadiness(AnswerReadiness answer, Ticket ticket);
    Task<Reply> OptIn(OptIn consent, Ticket ticket);
    Task<Reply> ConfirmOptIn(ConfirmOptIn consent, Ticket ticket);
    Task<Reply> OptOut(OptOut refusal, Ticket ticket);
    Task<Reply> Prefer(Prefer preferences, Ticket ticket);
    Task<Reply> Pause(Pause pause, Ticket ticket);
    Task<Reply> Purchase(Purchase purchase, Ticket ticket);
    Task<Reply> Qualify(Qualify verdict, Ticket ticket);
    Task<Reply> Offer(Offer offer, Ticket ticket);
    Task<Reply> Accept(Accept acceptance, Ticket ticket);
    Task<Reply> Decline(Decline refusal, Ticket ticket);
    Task<Reply> Assign(Assign assignment, Ticket ticket);
    Task<Reply> LogContact(LogContact contact, Ticket ticket);
    Task<Reply> Progress(Progress progress, Ticket ticket);
    Task<Reply> Win(Win win, Ticket ticket);
    Task<Reply> Lose(Lose loss, Ticket ticket);
    Task<Reply> Recycle(Recycle recycling, Ticket ticket);
    Task<Reply> Merge(Merge merge, Ticket ticket);
    Task<Reply> Erase(Erase erasure, Ticket ticket);
    Task<Reply> BeginTouch(BeginTouch touch, Ticket ticket);
    Task<Reply> ReportTouch(ReportTouch outcome, Ticket ticket);

    /// <summary>An alarm: what is due by now happens. Late, early and repeated ones are harmless.</summary>
    Task<Reply> Wake(Wake alarm);

    /// <summary>Falls due when this version of the program says, which decides nothing; false while its silo doesn't work by that version.</summary>
    Task<bool> Retime(int version);

    /// <summary>Any other command of the lifecycle.</summary>
    Task<Reply> Tell(LeadCommand command, Ticket ticket);

    /// <summary>What another actor has to tell it; the same message again is answered as before.</summary>
    Task<Reply> Hear(LeadCommand command, string message);

    /// <summary>The lead as it is durable, or null when nobody has heard of it. Doesn't wait for what is being written.</summary>
    [AlwaysInterleave]
    Task<LeadSnapshot?> GetState();

    /// <summary>Messages up to this number have arrived; only the grain says it to itself.</summary>
    Task Arrived(int number);
}
