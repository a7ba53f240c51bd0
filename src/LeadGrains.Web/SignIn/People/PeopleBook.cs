namespace LeadGrains.Web;

/// <summary>What became of a change to the people: who it is now, or why not, in words.</summary>
public sealed record PeopleAnswer(PortalUser? Person, string? Fault = null);

/// <summary>
/// The people of this house, with their links and sessions: whatever ends, ends at once, or, where other processes keep them
/// too, at their next look. Every answer is durable. Thread-safe.
/// </summary>
/// <param name="keep">Keeps a setting with the data; ends when it is durable.</param>
public sealed class PeopleBook(IReadOnlyList<PortalUser> kept, Func<string, string, Task> keep) : KeptList<PortalUser>(kept)
{
    /// <summary>Everybody, the removed ones too.</summary>
    public IReadOnlyList<PortalUser> People => Items;

    /// <summary>Is there anybody who may let others in?</summary>
    public bool HasAdmin => Items.Any(p => p is { IsThere: true, Role: Role.Admin });

    /// <summary>Somebody by their number; null when they aren't there, or no more.</summary>
    public PortalUser? Find(int number) => number >= 1 && number <= Items.Count && Items[number - 1] is { IsThere: true } person ? person : null;

    /// <summary>Somebody with a role of their own.</summary>
    public Task<PeopleAnswer> Add(string name, string email, Role role, Moment now)
    {
        name = name.Trim();
        return Change(() =>
        {
            if (PortalUser.Fault(name, email, role) is { } fault) return new(null, fault);
            _ = EmailAddress.TryParse(email, out var address); // without a fault it is one
            var others = Items.Where(p => p is { IsThere: true, HasOwnRole: true }).ToList();
            if (others.Any(p => p.Email == address.Text)) return new(null, "Somebody with this address is there already.");
            // The journal says who did something by name.
            if (others.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) return new(null, $"There is a {name} already; say it so that the two can be told apart.");
            return IsFull ?? new(new PortalUser(Items.Count + 1, name, address.Text, role, now));
        });
    }

    /// <summary>The record of a member who wants to sign in; made when they come for the first time. Another address or role than before ends
    /// what they had.</summary>
    public Task<PeopleAnswer> Seat(Standing member, Moment now) => Change(() =>
        Items.FirstOrDefault(p => p.IsThere && p.Team == member.Team && p.Member == member.Member) is not { } known
            ? IsFull ?? new(new PortalUser(Items.Count + 1, member.Name, member.Email, member.Role, now) { Team = member.Team, Member = member.Member })
        : member.IsStill(known) ? new(known)
        : new(known with { Name = member.Name, Email = member.Email, Role = member.Role, Links = [], Sessions = [] }));

    /// <summary>Another role; ends all that they are signed in with.</summary>
    public Task<PeopleAnswer> ChangeRole(int number, Role role) => Change(number, person =>
        !person.HasOwnRole || !PortalUser.OwnRoles.Contains(role) ? new(null, "A member's role is that of their team, and nobody else can have it.")
        : person.Role == role ? new(person)
        : IsLastAdmin(person) ? new(null, "That is the last admin; make another one first.")
        : new(person with { Role = role, Links = [], Sessions = [] }));

    /// <summary>They may not sign in any more. Their name stays, since the journal has it; their address goes.</summary>
    public Task<PeopleAnswer> Remove(int number, Moment now) => Change(number, person =>
        IsLastAdmin(person) ? new(null, "That is the last admin; make another one first.")
        : new(person with { RemovedAt = now, Email = "", Links = [], Sessions = [] }));

    /// <summary>A link to sign in by, once; null when they aren't there.</summary>
    public async Task<string?> MakeLink(int number, Moment now)
    {
        var text = Secrets.NewOf(number);
        var answer = await Change(number, person =>
            new(person with { Links = [.. Good(person.Links, now).TakeLast(SignInLimits.LinksMax - 1), new SignInLink(Secrets.HashOf(text), now + SignInLimits.LinkFor)] }));
        return answer.Person is null ? null : text;
    }

    /// <summary>Whose a link is that can still be used; changes nothing.</summary>
    public PortalUser? HolderOfLink(string text, Moment now) => Secrets.NumberOf(text) is not { } number ? null
        : Look(() => Find(number) is { } person && Good(person.Links, now).Any(l => Secrets.Is(text, l.Hash)) ? person : null);

    /// <summary>Uses a link up. However many try, one gets the session; null for all others.</summary>
    public async Task<(PortalUser Person, string Session)?> Redeem(string link, Moment now)
    {
        if (HolderOfLink(link, now) is not { } holder) return null;
        var session = Secrets.NewOf(holder.Number);
        var answer = await Change(holder.Number, person => Good(person.Links, now).FirstOrDefault(l => Secrets.Is(link, l.Hash)) is not { } good
            ? new(null)
            : new(Begun(person, session, now) with { Links = [.. Good(person.Links, now).Where(l => l != good)] }));
        return answer.Person is { } signedIn ? (signedIn, session) : null;
    }

    /// <summary>Signs somebody in without a link: the first admin. Null when they aren't there.</summary>
    public async Task<string?> Begin(int number, Moment now)
    {
        var session = Secrets.NewOf(number);
        return (await Change(number, person => new(Begun(person, session, now)))).Person is null ? null : session;
    }

    /// <summary>Whose a session is that still holds; changes nothing.</summary>
    public (PortalUser Person, PortalSession Session)? HolderOfSession(string text, Moment now) =>
        Secrets.NumberOf(text) is not { } number ? null : Look<(PortalUser, PortalSession)?>(() => Find(number) is { } person
            && person.Sessions.FirstOrDefault(s => s.IsGood(now) && Secrets.Is(text, s.Hash)) is { } session ? (person, session) : null);

    /// <summary>A session is used. Left to the next request while somebody else is being written down.</summary>
    public Task See(int number, PortalSession session, Moment now) => AloneOrNever(() =>
        Put(number, person => new(person with { Sessions = [.. person.Sessions.Select(s => s.Hash == session.Hash ? s with { SeenAt = now } : s)] })));

    /// <summary>Ends one session.</summary>
    public Task SignOut(int number, PortalSession session) => Change(number, person => new(person with { Sessions = [.. person.Sessions.Where(s => s.Hash != session.Hash)] }));

    /// <summary>Ends everything that somebody is signed in with, and their links.</summary>
    public Task EndAll(int number) => Change(number, person => new(person with { Links = [], Sessions = [] }));

    private PeopleAnswer? IsFull => Items.Count >= SignInLimits.PeopleMax ? new(null, $"A file has at most {SignInLimits.PeopleMax} people.") : null;

    private bool IsLastAdmin(PortalUser person) => person.Role == Role.Admin && Items.Count(p => p is { IsThere: true, Role: Role.Admin }) == 1;

    private static IEnumerable<SignInLink> Good(IReadOnlyList<SignInLink> links, Moment now) => links.Where(l => now < l.GoodUntilAt);

    private static PortalUser Begun(PortalUser person, string session, Moment now) => person with
    {
        Sessions = [.. person.Sessions.Where(s => s.IsGood(now)).TakeLast(SignInLimits.SessionsMax - 1), new PortalSession(Secrets.HashOf(session), now, now)],
    };

    private Task<PeopleAnswer> Change(int number, Func<PortalUser, PeopleAnswer> change) => Change(() => Find(number) is { } person ? change(person) : new(null, "There is no such person."));

    private Task<PeopleAnswer> Change(Func<PeopleAnswer> change) => Alone(() => Put(change()));

    private Task<PeopleAnswer> Put(int number, Func<PortalUser, PeopleAnswer> change) => Put(Find(number) is { } person ? change(person) : new(null));

    // Durable first, then seen by all. Only within a change.
    private async Task<PeopleAnswer> Put(PeopleAnswer answer)
    {
        if (answer.Person is not { } person || (person.Number <= Items.Count && ReferenceEquals(person, Items[person.Number - 1]))) return answer;
        await keep(PortalUser.Setting(person.Number), person.ToSetting());
        Set(person.Number > Items.Count ? [.. Items, person] : [.. Items.Select(p => p.Number == person.Number ? person : p)]);
        return answer;
    }
}
