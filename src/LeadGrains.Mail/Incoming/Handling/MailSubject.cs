namespace LeadGrains.Mail;

/// <summary>The lead that a message is about.</summary>
/// <param name="Touch">The touch that it answers or that came back; null where only an address is known.</param>
public sealed record MailSubject(LeadId Lead, int? Touch, Proof Proof)
{
    /// <summary>Does it name a message of ours? What takes something away from the lead must.</summary>
    public bool NamesOurMail => Proof is Proof.ReturnPath or Proof.MessageId;
}
