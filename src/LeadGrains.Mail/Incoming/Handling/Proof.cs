namespace LeadGrains.Mail;

/// <summary>What ties a message from outside to a lead; better first.</summary>
public enum Proof
{
    /// <summary>The signed return path of one touch: only who got our mail knows it.</summary>
    ReturnPath,

    /// <summary>The Message-ID of one touch, which the message answers or brings back.</summary>
    MessageId,

    /// <summary>An address: anybody can write one.</summary>
    Address,
}
