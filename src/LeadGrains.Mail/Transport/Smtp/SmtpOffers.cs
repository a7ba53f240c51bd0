using System.Globalization;

namespace LeadGrains.Mail;

/// <summary>What the server offered in its answer to EHLO (RFC 1869), as far as it is used here.</summary>
/// <param name="BytesMax">The largest mail it takes (RFC 1870); null when it doesn't say.</param>
internal readonly record struct SmtpOffers(bool StartTls, bool AuthPlain, bool AuthLogin, bool Size, long? BytesMax)
{
    /// <summary>From the lines of the reply.</summary>
    public static SmtpOffers Of(SmtpReply reply)
    {
        var offers = new SmtpOffers();
        foreach (var line in reply.Lines.Skip(1))
        {
            // "AUTH=LOGIN" is how servers said it before there was a standard.
            var words = line.ToUpperInvariant().Replace('=', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            offers = words switch
            {
                ["STARTTLS", ..] => offers with { StartTls = true },
                ["AUTH", .. var ways] => offers with
                {
                    AuthPlain = offers.AuthPlain || ways.Contains("PLAIN"),
                    AuthLogin = offers.AuthLogin || ways.Contains("LOGIN"),
                },
                ["SIZE"] => offers with { Size = true },
                ["SIZE", var bytes, ..] => offers with { Size = true, BytesMax = Number(bytes) },
                _ => offers,
            };
        }
        return offers;
    }

    // 0 means that no limit is known.
    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
