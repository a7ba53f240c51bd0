namespace LeadGrains.Mail;

/// <summary>What became of one mail. Closed: it was sent, it was refused, or nobody knows.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>The next hop has taken it over.</summary>
    /// <param name="Where">Its word for it: a file name, or the server's reply.</param>
    public sealed record Sent(string Where) : SendOutcome;

    /// <summary>It was certainly not sent.</summary>
    /// <param name="IsPermanent">Trying the same again can't help.</param>
    /// <param name="Reason">For the operator, without the person's address.</param>
    public sealed record Refused(bool IsPermanent, string Reason) : SendOutcome
    {
        /// <summary>The server says that there is no such mailbox: a hard bounce. Always permanent.</summary>
        public bool NoSuchMailbox { get; init; }
    }

    /// <summary>It may have been sent. Never sent again by itself; an operator decides.</summary>
    /// <param name="Reason">For the operator, without the person's address.</param>
    public sealed record Uncertain(string Reason) : SendOutcome;
}
