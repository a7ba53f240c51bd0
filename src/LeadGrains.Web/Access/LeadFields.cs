using LeadGrains.Mail;
using LeadGrains.Reports;

namespace LeadGrains.Web;

/// <summary>The form of a command to a lead.</summary>
internal sealed class LeadFields(FormValues values, Program program) : FormFields(values)
{
    /// <summary>Another lead, by its id or e-mail address.</summary>
    public LeadId Lead(string field)
    {
        var text = Needed(field, "which lead, by its id or e-mail address");
        if (LeadId.TryParse(text, out var id)) return id;
        if (EmailAddress.TryParse(text, out var address)) return LeadId.Of(Identity.Email(address.Text));
        if (text.Length > 0) Fault($"'{Say.Brief(text)}' is neither a lead's id nor an e-mail address.");
        return default;
    }

    /// <summary>What a typed word must be, so that nobody does by a slip what can't be undone.</summary>
    public void Confirmed(string field, string word)
    {
        if (!string.Equals(Text(field), word, StringComparison.OrdinalIgnoreCase)) Fault($"Type {word} to confirm; this can't be undone.");
    }

    /// <summary>
    /// The facts that were told: <c>told</c> is an answer that was chosen, as <c>budget=approved</c>; <c>fact</c> and
    /// <c>value</c> are one in their own words.
    /// </summary>
    public IReadOnlyDictionary<string, string> Facts()
    {
        var facts = new Dictionary<string, string>();
        foreach (var told in All("told"))
            if (told.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } value]) facts[name] = value;
        if (Text("value") is { } own) facts[Needed("fact", "which fact this is")] = own;
        if (facts.Count == 0 && Faults.Count == 0) Fault("Say what you have learnt.");
        AddFaults(facts.Where(f => f.Key.Length > 0).Select(f => CallWords.Fault(new Telling(f.Key, f.Value), program)).OfType<string>());
        return facts;
    }

    /// <summary>Notes what else is wrong, each as a sentence.</summary>
    public void AddFaults(IEnumerable<string> faults)
    {
        foreach (var fault in faults) Fault(char.ToUpperInvariant(fault[0]) + fault[1..]);
    }
}
