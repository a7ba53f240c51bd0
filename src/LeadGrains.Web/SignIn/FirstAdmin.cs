namespace LeadGrains.Web;

/// <summary>
/// The way in while there is no admin: a link that is told to whoever started the house and to nobody else. It is in memory
/// only, so each start has its own. Thread-safe.
/// </summary>
internal sealed class FirstAdmin(PeopleBook people, Moment startedAt) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly string _token = Secrets.New();
    private readonly Moment _goodUntilAt = startedAt + SignInLimits.FirstAdminFor;

    /// <summary>Its path; null when there is an admin.</summary>
    public string? Path => people.HasAdmin ? null : $"{SignInPages.FirstPath}/{_token}";

    public bool IsGood(string token, Moment now) => !people.HasAdmin && now < _goodUntilAt && Secrets.AreSame(token, _token);

    /// <summary>Makes whoever has the link the first admin, once. The session, or a fault in words; neither when the link isn't good.</summary>
    public async Task<(PeopleAnswer? Answer, string? Session)> Redeem(string token, string name, string email, Moment now)
    {
        await _one.WaitAsync();
        try
        {
            if (!IsGood(token, now)) return (null, null);
            var answer = await people.Add(name, email, Role.Admin, now);
            return (answer, answer.Person is { } admin ? await people.Begin(admin.Number, now) : null);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
