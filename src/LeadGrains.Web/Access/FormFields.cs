using System.Globalization;
using LeadGrains.Mail;
using LeadGrains.Reports;

namespace LeadGrains.Web;

/// <summary>What somebody typed into a form, read by name, and what is wrong with it, worded for them. For one request.</summary>
internal sealed class FormFields(FormValues values, Program program)
{
    private readonly List<string> _faults = [];

    public Program Program => program;

    /// <summary>Everything that was wrong so far.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Without blanks around it; null where nothing was typed.</summary>
    public string? Text(string field) => values.One(field).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>What must be there.</summary>
    /// <param name="what">As in "Say …".</param>
    public string Needed(string field, string what) => Text(field) ?? Wrong($"Say {what}.", "");

    /// <summary>A whole number, or null.</summary>
    public int? Number(string field) => Text(field) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Wrong<int?>($"'{Say.Brief(text)}' is no whole number.", null);

    /// <summary>An amount such as 1200 or 1200.50, or null.</summary>
    public decimal? Amount(string field) => Text(field) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount
            : Wrong<decimal?>($"'{Say.Brief(text)}' is no amount; write it as 1200 or 1200.50.", null);

    /// <summary>A day, from its midnight (UTC) on, or null.</summary>
    public Moment? Day(string field) => Text(field) is not { } text ? null
        : CallWords.Day(text) ?? Wrong<Moment?>($"'{Say.Brief(text)}' is no date; write it as 2027-03-01.", null);

    /// <summary>One of an enum's words, or null where nothing was chosen.</summary>
    public T? Word<T>(string field) where T : struct, Enum =>
        Text(field) is not { } text ? null : ApiResource.TryWord<T>(text, out var value) ? value : Wrong<T?>($"'{Say.Brief(text)}' is none of the choices.", null);

    /// <summary>One of an enum's words.</summary>
    public T NeededWord<T>(string field, string what) where T : struct, Enum =>
        Text(field) is null ? Wrong<T>($"Say {what}.", default) : Word<T>(field) ?? default;

    /// <summary>A member as <c>team/member</c>, or null where nobody was chosen.</summary>
    public (string Team, string Member)? Member(string field) => Text(field) switch
    {
        null => null,
        var text when text.Split('/') is [{ Length: > 0 } team, { Length: > 0 } member] => (team, member),
        var text => Wrong<(string, string)?>($"'{Say.Brief(text)}' is no team and member, such as sales/ines.", null),
    };

    /// <summary>Another lead, by its id or e-mail address.</summary>
    public LeadId Lead(string field)
    {
        var text = Needed(field, "which lead, by its id or e-mail address");
        if (LeadId.TryParse(text, out var id)) return id;
        if (EmailAddress.TryParse(text, out var address)) return LeadId.Of(Identity.Email(address.Text));
        return text.Length == 0 ? default : Wrong<LeadId>($"'{Say.Brief(text)}' is neither a lead's id nor an e-mail address.", default);
    }

    /// <summary>What a typed word must be, so that nobody does by a slip what can't be undone.</summary>
    public void Confirmed(string field, string word)
    {
        if (!string.Equals(Text(field), word, StringComparison.OrdinalIgnoreCase)) _faults.Add($"Type {word} to confirm; this can't be undone.");
    }

    /// <summary>
    /// The facts that were told: <c>told</c> is an answer that was chosen, as <c>budget=approved</c>; <c>fact</c> and
    /// <c>value</c> are one in their own words.
    /// </summary>
    public IReadOnlyDictionary<string, string> Facts()
    {
        var facts = new Dictionary<string, string>();
        foreach (var told in values("told"))
            if (told.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } value]) facts[name] = value;
        if (Text("value") is { } own) facts[Needed("fact", "which fact this is")] = own;
        if (facts.Count == 0 && _faults.Count == 0) _faults.Add("Say what you have learnt.");
        foreach (var (name, value) in facts)
            if (name.Length > 0 && CallWords.Fault(new Telling(name, value), program) is { } fault) _faults.Add(char.ToUpperInvariant(fault[0]) + fault[1..]);
        return facts;
    }

    /// <summary>Notes what else is wrong with what was read.</summary>
    public void AddFaults(IEnumerable<string> faults) => _faults.AddRange(faults.Select(fault => char.ToUpperInvariant(fault[0]) + fault[1..]));

    private T Wrong<T>(string fault, T instead)
    {
        _faults.Add(fault);
        return instead;
    }
}
