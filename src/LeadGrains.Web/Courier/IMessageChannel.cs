using LeadGrains.Engine;
using LeadGrains.Mail;

namespace LeadGrains.Web.Courier;

/// <summary>Where text messages go. Safe from any thread.</summary>
internal interface IMessageChannel
{
    /// <summary>Hands one message over. Never throws for what can go wrong on the way; it answers.</summary>
    ValueTask<Delivery> Send(Consignment item, TouchParcel touch, RenderedPiece rendered, CancellationToken cancel);
}
