using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>Finds the one lead that somebody means.</summary>
internal static class LeadFinder
{
    /// <summary>Fewer digits of an id than this are a coincidence.</summary>
    public const int PrefixMin = 6;

    /// <summary>How the argument is described.</summary>
    public const string Description = "The lead: id or its first 6 digits, e-mail address, phone number with +, "
        + "system:id, or part of a name";

    private const int CandidatesMax = 10;

    /// <summary>The lead, or a problem that names those that may be meant.</summary>
    public static LeadLine One(LeadViews views, string text)
    {
        var found = views.Find(text, CandidatesMax + 1);
        if (found.Count == 1) return found[0];
        if (found.Count == 0)
            throw new ProblemException(ProblemKind.NotFound,
                $"there is no lead '{text}'; an id, its first {PrefixMin} digits, an e-mail address, a phone number "
                + $"with +, system:id or a part of a name is meant.");
        throw new ProblemException(ProblemKind.NotFound,
            $"{(found.Count > CandidatesMax ? "more than " : "")}{Math.Min(found.Count, CandidatesMax)} leads fit "
            + $"'{text}'; say which.")
        {
            Faults = [.. found.Take(CandidatesMax).Select(lead => $"{lead.Id}  {Name(lead)}  {Say.Stage(lead.Stage)}")],
        };
    }

    /// <summary>As a person would call it.</summary>
    public static string Name(LeadLine lead)
    {
        var person = lead.State.Person;
        return (person.Name, person.Company) switch
        {
            ({ } name, { } company) => $"{name}, {company}",
            ({ } name, null) => name,
            (null, { } company) => company,
            _ => person.Email ?? person.Phone ?? lead.State.Identities.Select(i => i.Value).FirstOrDefault()
                ?? lead.Id.ToString(),
        };
    }
}
