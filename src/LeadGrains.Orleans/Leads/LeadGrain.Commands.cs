namespace LeadGrains.Orleans;

/// <summary>The commands by their names; all of them go one way.</summary>
public sealed partial class LeadGrain
{
    public Task<Reply> Inquire(Inquire inquiry, Ticket ticket) => Tell(inquiry, ticket);
    public Task<Reply> Answer(Answer answer, Ticket ticket) => Tell(answer, ticket);
    public Task<Reply> Ask(Ask wish, Ticket ticket) => Tell(wish, ticket);
    public Task<Reply> Engage(Engage engagement, Ticket ticket) => Tell(engagement, ticket);
    public Task<Reply> AnswerReadiness(AnswerReadiness answer, Ticket ticket) => Tell(answer, ticket);
    public Task<Reply> OptIn(OptIn consent, Ticket ticket) => Tell(consent, ticket);
    public Task<Reply> ConfirmOptIn(ConfirmOptIn consent, Ticket ticket) => Tell(consent, ticket);
    public Task<Reply> OptOut(OptOut refusal, Ticket ticket) => Tell(refusal, ticket);
    public Task<Reply> Prefer(Prefer preferences, Ticket ticket) => Tell(preferences, ticket);
    public Task<Reply> Pause(Pause pause, Ticket ticket) => Tell(pause, ticket);
    public Task<Reply> Purchase(Purchase purchase, Ticket ticket) => Tell(purchase, ticket);
    public Task<Reply> Qualify(Qualify verdict, Ticket ticket) => Tell(verdict, ticket);
    public Task<Reply> Offer(Offer offer, Ticket ticket) => Tell(offer, ticket);
    public Task<Reply> Accept(Accept acceptance, Ticket ticket) => Tell(acceptance, ticket);
    public Task<Reply> Decline(Decline refusal, Ticket ticket) => Tell(refusal, ticket);
    public Task<Reply> Assign(Assign assignment, Ticket ticket) => Tell(assignment, ticket);
    public Task<Reply> LogContact(LogContact contact, Ticket ticket) => Tell(contact, ticket);
    public Task<Reply> Progress(Progress progress, Ticket ticket) => Tell(progress, ticket);
    public Task<Reply> Win(Win win, Ticket ticket) => Tell(win, ticket);
    public Task<Reply> Lose(Lose loss, Ticket ticket) => Tell(loss, ticket);
    public Task<Reply> Recycle(Recycle recycling, Ticket ticket) => Tell(recycling, ticket);
    public Task<Reply> Merge(Merge merge, Ticket ticket) => Tell(merge, ticket);
    public Task<Reply> Erase(Erase erasure, Ticket ticket) => Tell(erasure, ticket);
    public Task<Reply> BeginTouch(BeginTouch touch, Ticket ticket) => Tell(touch, ticket);
    public Task<Reply> ReportTouch(ReportTouch outcome, Ticket ticket) => Tell(outcome, ticket);
}
