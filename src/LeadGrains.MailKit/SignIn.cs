using MailKit.Security;

namespace LeadGrains.MailKit;

/// <summary>
/// One mechanism is chosen and tried once: MailKit itself would go on to the next after a refusal, and a few wrong
/// passwords lock an account.
/// </summary>
internal static class SignIn
{
    /// <summary>The best that is offered and that we know; null when there is none.</summary>
    public static SaslMechanism? With(SmtpCredentials who, IReadOnlySet<string> offered) => true switch
    {
        _ when offered.Contains("SCRAM-SHA-256") => new SaslMechanismScramSha256(who.User, who.Password), // RFC 7677
        _ when offered.Contains("PLAIN") => new SaslMechanismPlain(who.User, who.Password), // RFC 4616
        _ when offered.Contains("LOGIN") => new SaslMechanismLogin(who.User, who.Password),
        _ => null,
    };

    /// <summary>The same with a token.</summary>
    public static SaslMechanism? With(AccessToken token, IReadOnlySet<string> offered) => true switch
    {
        _ when offered.Contains("OAUTHBEARER") => new SaslMechanismOAuthBearer(token.User, token.Value), // RFC 7628
        _ when offered.Contains("XOAUTH2") => new SaslMechanismOAuth2(token.User, token.Value),
        _ => null,
    };
}
