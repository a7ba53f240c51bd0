using LeadGrains.Mail;

namespace LeadGrains.Web.Courier;

/// <summary>Links to sign in leave the way all mail does. Safe from any thread.</summary>
internal sealed class SignInMail(IMailTransport transport, Sender sender) : ISignInPost
{
    private const string Idea = "If it wasn't you, do nothing: nobody comes in without this mail, and nothing has changed.";

    /// <inheritdoc/>
    public async Task<bool> Send(SignInLetter letter, CancellationToken cancel)
    {
        var piece = Write(letter, sender);
        var message = new Message($"sign-in-{letter.Id}@leadgrains", letter.At.ToDateTimeOffset(), sender.From, new Mailbox(letter.To, letter.Name), piece.Title, piece.Text, piece.Html)
        {
            AutoSubmitted = AutoSubmitted.Generated,
        };
        return await transport.SendAsync(message, cancel) is SendOutcome.Sent or SendOutcome.Uncertain;
    }

    /// <summary>The letter as its reader gets it.</summary>
    public static RenderedPiece Write(SignInLetter letter, Sender sender) => HouseMail.Render(
        $"Your link to sign in at {sender.Company}",
        [$"Hello {letter.Name},", $"you, or somebody who typed your address, asked to sign in to LeadGrains at {sender.Company}. Here you are:"],
        [.. letter.Ways.Select(way => (letter.Ways.Count == 1 ? "Sign in" : $"Sign in as {way.As}", way.Link))],
        [$"It works once, within {SignInLimits.LinkFor.TotalMinutes:N0} minutes. A page with a button opens, and the button signs you in.", Idea],
        sender);
}
