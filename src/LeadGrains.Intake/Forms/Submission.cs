using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>
/// What one submission says, in the words that all doors share, until it is an inquiry. The first word on a field holds;
/// a second one that differs is kept as a fact. One thread; used once.
/// </summary>
/// <param name="door">Such as <c>google</c>; part of the command's id.</param>
internal sealed class Submission(string door, DoorSettings own, IntakeSettings settings, IntakeRequest request) : ISaid
{
    private const int PhoneDigitsMin = 6;
    private const int IdCharsMax = 120;
    private static readonly CsvField[] Content = [.. Enum.GetValues<CsvField>().Where(f => f is not (CsvField.At or CsvField.Page or CsvField.Referrer))];

    private readonly string?[] _said = new string?[CsvFields.All.Length];
    private readonly List<Telling> _facts = [];
    private readonly SortedDictionary<string, string> _tracking = new(StringComparer.Ordinal);
    private readonly List<ConsentGiven> _consents = [];
    private readonly List<Channel> _refused = [];
    private readonly List<string> _interests = [];

    /// <summary>The submission's own id at its source; null where it has none.</summary>
    public string? Id { get; set; }

    /// <summary>When it was made; null means when it arrived.</summary>
    public Moment? At { get; set; }

    /// <summary>A field was filled in that people don't see.</summary>
    public bool IsTrapped { get; set; }

    /// <summary>The person's IP address: of the connection, where the submission doesn't know better.</summary>
    public string? Address { get; private set; } = request.Sender;

    public string? this[CsvField field] => _said[(int)field];

    /// <summary>Topics that were ticked, as far as the program has them.</summary>
    public IReadOnlyList<string> Interests => _interests;

    /// <summary>A field by the name that some form gives it.</summary>
    public void Say(string name, string? value)
    {
        if (FieldWords.TrackingOf(name) is { } tracked) Track(tracked, value);
        else if ((own.Fields.GetValueOrDefault(name) ?? FieldWords.TargetOf(name)) is not { } target) Tell(name, value);
        else if (target != "-") Aim(target, name, value);
    }

    /// <summary>A field of the vocabulary.</summary>
    /// <param name="name">What a second, different word is kept under.</param>
    public void Say(CsvField field, string? value, string? name = null)
    {
        if (value is null || ValueReader.Clean(value, multiline: field == CsvField.ConsentWording) is not { } clean) return;
        clean = Cut(clean, CsvFields.CharsMax(field));
        ref var said = ref _said[(int)field];
        if (said is null) said = clean;
        else if (said != clean && name is not null) Tell(name, value);
    }

    /// <summary>A fact that the person told.</summary>
    public void Tell(string name, string? value)
    {
        if (value is null || ValueReader.Clean(value, multiline: true) is not { } clean || ValueReader.Clean(name, multiline: false) is not { } called) return;
        called = Cut(called, IntakeLimits.NameCharsMax);
        var at = _facts.FindIndex(f => f.Name == called);
        if (at >= 0) _facts[at] = new Telling(called, Cut($"{_facts[at].Value}, {clean}", IntakeLimits.FactCharsMax));
        else if (_facts.Count < IntakeLimits.FactsMax) _facts.Add(new Telling(called, Cut(clean, IntakeLimits.FactCharsMax)));
    }

    /// <summary>Where it came from, by the name under which links carry it.</summary>
    public void Track(string name, string? value)
    {
        if (value is not null && ValueReader.Clean(value, multiline: false) is { } clean && _tracking.Count < IntakeLimits.TrackedMax)
            _tracking.TryAdd(name, Cut(clean, IntakeLimits.TrackedCharsMax));
    }

    /// <summary>The page it was made on, with what its address carries.</summary>
    public void SayPage(string? address)
    {
        Say(CsvField.Page, address);
        if (address?.IndexOf('?', StringComparison.Ordinal) is not (>= 0 and var mark)) return;
        foreach (var pair in address[(mark + 1)..].Split('#')[0].Split('&').Take(IntakeLimits.TrackedMax))
            if (pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && FieldWords.TrackingOf(pair[..at]) is { } name)
                Track(name, WebUtility.UrlDecode(pair[(at + 1)..]));
    }

    /// <summary>The person's IP address as the submission says it; what is none proves nothing and is left out.</summary>
    public void SayAddress(string? address)
    {
        if (address is { Length: <= 45 } && IPAddress.TryParse(address, out var read)) Address = read.ToString();
    }

    /// <summary>A topic of the program, or else a fact.</summary>
    public void Like(string? topic)
    {
        if (topic is null) return;
        if (!settings.Topics.Contains(topic.Trim())) Tell("interests", topic);
        else if (!_interests.Contains(topic.Trim())) _interests.Add(topic.Trim());
    }

    /// <summary>The person agreed to words that they read.</summary>
    public void Agree(ConsentText text, string? form)
    {
        var proof = new ConsentProof { Words = text.Words, WordsVersion = Short(text.Version), Form = Short(form), Page = this[CsvField.Page], Address = Address };
        foreach (var topic in text.Topics)
            foreach (var channel in text.Channels)
                if (!_consents.Exists(c => c.Topic == topic && c.Channel == channel)) _consents.Add(new ConsentGiven(topic, channel, proof));
    }

    /// <summary>The person doesn't want to be reached by this channel.</summary>
    public void Refuse(Channel channel)
    {
        if (!_refused.Contains(channel)) _refused.Add(channel);
    }

    /// <summary>The inquiry. Whoever can't be reached is still somebody: by the id of the submission.</summary>
    public Submitted ToInquiry()
    {
        Say(CsvField.Source, own.Source);
        Say(CsvField.Offer, own.Offer);
        if (!_interests.TrueForAll(topic => _consents.Exists(c => c.Topic == topic))) Tell("interests", string.Join(", ", _interests));
        var hash = Hash();
        var id = Id is { } said && ValueReader.Clean(said, multiline: false) is { } clean ? clean.Length <= IdCharsMax ? clean : Hash(clean) : null;
        var (identities, email, phone) = Identities(id ?? hash);
        var zone = Locality.Zone(this[CsvField.TimeZone]);
        if (zone is null) Tell("timeZone", this[CsvField.TimeZone]);
        var wish = InquiryParts.WishOf(this[CsvField.Request]);
        if (wish is null) Tell("request", this[CsvField.Request]);
        var origin = InquiryParts.OriginOf(this, _tracking.Count > 0 ? _tracking : null) with { SubmissionId = id };
        var person = InquiryParts.PersonOf(this, email, phone, zone, Locality.Language(this[CsvField.Language], settings.Languages));
        return new Submitted(door, LeadId.Of(identities[0]), new Inquire(identities[0], origin, person)
        {
            Also = [.. identities.Skip(1)],
            Facts = _facts,
            Consents = [.. _consents.Where(c => !_refused.Contains(c.Channel))],
            Wish = wish,
            At = At is { } at && at <= request.At && request.At - at <= IntakeLimits.AgeMax ? at : null,
        }, id is not null ? $"{door}:{id}" : string.Create(CultureInfo.InvariantCulture, $"{door}#{hash}@{request.At.Milliseconds / (long)settings.SameWithin.TotalMilliseconds}"))
        {
            Refused = _refused,
            Suspicion = IsTrapped ? Suspicion.Trap
                : email is null && !IsDialable ? Suspicion.Unreachable
                : email is { } mailbox && settings.IsDisposable(mailbox) ? Suspicion.Disposable : null,
        };
    }

    private bool IsDialable => this[CsvField.Phone]?.Count(char.IsAsciiDigit) >= PhoneDigitsMin;

    // Best first; a national number without its country identifies nobody.
    private (List<Identity> Identities, EmailAddress? Email, PhoneNumber? Phone) Identities(string id)
    {
        var identities = new List<Identity>(3);
        EmailAddress? email = EmailAddress.TryParse(this[CsvField.Email], out var address) ? address : null;
        PhoneNumber? phone = PhoneNumber.TryParse(this[CsvField.Phone], settings.CountryCallingCode, out var number) ? number : null;
        if (email is not null) identities.Add(Identity.Email(address.Text));
        else Tell("email", this[CsvField.Email]);
        if (phone is not null) identities.Add(Identity.Phone(number.Text));
        if (this[CsvField.ExternalId] is { } external && this[CsvField.ExternalSource] is { } system) identities.Add(Identity.External(system, external));
        if (identities.Count == 0) identities.Add(Identity.External(door, id));
        return (identities, email, phone);
    }

    private void Aim(string target, string name, string? value)
    {
        if (target.StartsWith("fact:", StringComparison.Ordinal)) Tell(target[5..], value);
        else if (FieldWords.FieldOf(target) is not { } field) Tell(target, value);
        else if (field == CsvField.Page) SayPage(value);
        else if (field != CsvField.At) Say(field, value, name);
        else if (Dates.TryRead(value, out var time)) At ??= time.At;
    }

    private static readonly DateReader Dates = new(null, TimeZoneInfo.Utc);

    // What the person said, without what differs from one click to the next.
    private string Hash()
    {
        var text = new StringBuilder();
        foreach (var field in Content) if (this[field] is { } value) text.Append((int)field).Append('=').Append(value).Append('\n');
        foreach (var fact in _facts) text.Append(fact.Name).Append('=').Append(fact.Value).Append('\n');
        foreach (var consent in _consents) text.Append(consent.Topic).Append(consent.Channel).Append('\n');
        return Hash(text.ToString());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static string? Short(string? text) => text is not null && ValueReader.Clean(text, multiline: false) is { } clean ? Cut(clean, IntakeLimits.NameCharsMax) : null;

    // Never in the middle of a character.
    private static string Cut(string text, int charsMax) =>
        text.Length <= charsMax ? text : text[..(char.IsHighSurrogate(text[charsMax - 1]) ? charsMax - 1 : charsMax)];
}
