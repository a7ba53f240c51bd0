namespace LeadGrains.Lifecycle;

/// <summary>What tells one person from another, best first: an e-mail address, else a phone number, else a foreign id.</summary>
public enum IdentityKind { Email, Phone, External, Forgotten }

/// <summary>
/// One normalised identity: an e-mail address in lower case, a phone number in E.164, or <c>system:id</c> for a
/// record of another system. Equality is that of the normalised text.
/// </summary>
public readonly record struct Identity(IdentityKind Kind, string Value)
{
    /// <summary>An e-mail address; the caller has checked and normalised it.</summary>
    public static Identity Email(string address) => new(IdentityKind.Email, address);

    /// <summary>A phone number in E.164, such as <c>+4930123456</c>.</summary>
    public static Identity Phone(string e164) => new(IdentityKind.Phone, e164);

    /// <summary>A record of another system, such as <c>olist:dac32acd</c>.</summary>
    public static Identity External(string system, string id) => new(IdentityKind.External, $"{system}:{id}");

    /// <summary>Stands for an identity of somebody who asked to be forgotten: its hash, which names nobody.</summary>
    public static Identity Forgotten(LeadId id) => new(IdentityKind.Forgotten, id.ToString());

    /// <summary>The text that is hashed: kind and value, <c>email:ann@example.org</c>.</summary>
    public override string ToString() => Kind switch
    {
        IdentityKind.Email => "email:" + Value,
        IdentityKind.Phone => "phone:" + Value,
        _ => "external:" + Value,
    };
}
