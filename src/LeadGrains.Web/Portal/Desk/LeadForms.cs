using LeadGrains.Reports;

namespace LeadGrains.Web.Portal;

using S = Stage;

/// <summary>
/// Which commands a lead page shows to whom, and as what form. It only leaves out what makes no sense at a stage; whether
/// something may be done, <see cref="LeadDesk"/> and the lead itself say.
/// </summary>
internal static class LeadForms
{
    /// <summary>What the caller can do about a lead as it is, in the order of the page.</summary>
    public static IReadOnlyList<LeadForm> For(Caller caller, LeadState lead, Program program, IReadOnlyList<TeamState> teams, Moment now) =>
        [.. All(caller, lead, program, teams, now).Where(row => row.Fits && LeadActions.All.Any(a => a.Name == row.Form.Action && caller.May(a.Right))).Select(row => row.Form)];

#pragma warning disable format // one row per form, in columns
    private static IEnumerable<(bool Fits, LeadForm Form)> All(Caller caller, LeadState lead, Program program, IReadOnlyList<TeamState> teams, Moment now)
    {
        var isOwner = lead.Work is not null && lead.Owner.Team == caller.Team && lead.Owner.Member == caller.Member;
        var isAlive = lead.Stage is not (S.Merged or S.Erased);
        return
        [
            (isOwner, new("contacted",   "Log a contact", "Log it",       [Choose("channel", "How", Channels), Note], lead.Work?.FirstContactAt is null ? "The first contact stops the clock." : null)),
            (isOwner, new("disposition", "How far are you?", "Report it", [Choose("step", "Step", Steps), Note])),
            (isOwner, new("won",         "Won",           "It is won",    [Amount, Currency])),
            (isOwner, new("lost",        "Lost",          "It is lost",   [Choose("reason", "Why", Of(program.LostReasons)), new("competitor", "To whom, if you know", FieldKind.Line)], "They hear no more from us until they ask again.")),
            (isOwner, new("recycle",     "Give it back",  "Give it back", [Choose("reason", "Why", Of(program.RecycleReasons)), new("notBefore", "Not before", FieldKind.Day)], "Marketing keeps in touch, and it comes back when it is ripe.")),
            (isAlive, new("correct",     "Add or correct a fact", "Save", [MayChoose("told", "An answer", Answers(program)), MayChoose("fact", "Or a fact", Facts(program)), new("value", "with this value", FieldKind.Line)])),
            (lead.Stage is S.Inquiry or S.Nurturing or S.Qualified or S.SalesOwned or S.PartnerOwned,
                      new("assign",      "Assign to somebody", "Assign", [Choose("to", "To", Members(caller, program, teams))], "It is offered to them, past the ladder.")),
            (lead.Stage is S.Inquiry or S.Nurturing || (lead.Stage == S.Qualified && lead.Work is not null),
                      new("qualify",     "Qualify by hand", "Qualify it", [new("because", "Why is it ripe?", FieldKind.Line) { IsNeeded = true }, Choose("route", "Route", Routes), MayChoose("to", "To, if it must be somebody", Members(caller, program, teams))])),
            (lead.Stage is S.Inquiry or S.Nurturing or S.Qualified,
                      new("drop",        "Send a piece next", "Send it next", [Choose("piece", "Piece", Pieces(lead, program))], "Inside the same attention budget.")),
            (isAlive && !(lead.Preferences.QuietUntilAt > now),
                      new("pause",       "They want quiet", "Keep quiet", [new("until", "Until", FieldKind.Day) { IsNeeded = true }])),
            (isAlive && lead.Preferences.QuietUntilAt > now,
                      new("resume",      "End the quiet", "They may hear from us again", [])),
            (isAlive, new("opt-out",     "They want to hear less", "Stop it", [Choose("topic", "What", Topics(program)), MayChoose("channel", "By which channel; by any if you choose none", Channels)])),
            (isAlive && lead.Stage != S.Won,
                      new("purchased",   "They bought without us", "It was bought", [Amount, Currency])),
            (isAlive, new("merge",       "The same person as another lead", "Merge", [new("into", "The lead that lives on: its id or e-mail address", FieldKind.Line) { IsNeeded = true }], "Of their consents the stricter holds. It can be undone.")),
            (lead.Stage == S.Merged,
                      new("unmerge",     "They were two people", "Un-merge", [])),
            (lead.Stage != S.Erased,
                      new("erase",       "Erase this person", "Erase for ever", [new("confirm", $"Type {LeadActions.EraseWord}", FieldKind.Line) { IsNeeded = true }], "Everything that names them goes. Only a hash stays, so that nobody writes to them again.") { IsGrave = true }),
        ];
    }
#pragma warning restore format

    private static readonly ChoiceGroup[] Channels = [new(null, [new("call", "by telephone"), new("email", "by e-mail"), new("message", "by message"), new("post", "by post")])];

    private static readonly ChoiceGroup[] Steps =
        [new(null, [.. Enum.GetValues<Step>().Where(s => s != Step.Accepted).Select(s => new Choice(Say.Step(s), Say.Step(s)))])];

    private static readonly ChoiceGroup[] Routes = [new(null, [.. Enum.GetValues<Route>().Select(r => new Choice(Say.Route(r), Words.Route(r)))])];

    private static readonly FormField
        Note = new("note", "Note", FieldKind.Words),
        Amount = new("value", "Value", FieldKind.Amount),
        Currency = new("currency", "Currency", FieldKind.Line) { Begins = "EUR" };

    private static FormField Choose(string name, string label, IReadOnlyList<ChoiceGroup> groups) => new(name, label, FieldKind.Choice) { Groups = groups, IsNeeded = true };

    private static FormField MayChoose(string name, string label, IReadOnlyList<ChoiceGroup> groups) => new(name, label, FieldKind.Choice) { Groups = groups };

    private static ChoiceGroup[] Of(IReadOnlyList<string> reasons) => [new(null, [.. reasons.Select(r => new Choice(r, r.Replace('-', ' ')))])];

    private static ChoiceGroup[] Topics(Program program) =>
        [new(null, [new Choice(Consents.EveryTopic, "everything"), .. program.Topics.Select(t => new Choice(t, t))])];

    // The answers that the program has words for; a number, or their own words, go by the fact's name.
    private static IReadOnlyList<ChoiceGroup> Answers(Program program) =>
        [.. program.Questions.Select(q => new ChoiceGroup(q.Words, [.. q.Choices.Select(c => new Choice($"{q.Fact}={c.Value}", c.Words))]))];

    private static ChoiceGroup[] Facts(Program program) =>
        [new(null, [.. program.Definition.Criteria.Select(c => new Choice(c.Fact, c.Fact.Replace('_', ' ')))])];

    private static ChoiceGroup[] Pieces(LeadState lead, Program program) =>
        [new(null, [.. program.Content.Where(p => p.Kind is PieceKind.Drip or PieceKind.Drop && p.Channel == Channel.Email && !lead.Nurture.Seen.Contains(p.Id))
            .Select(p => p.Id).Distinct().Select(id => new Choice(id, id.Replace('-', ' ')))])];

    private static IReadOnlyList<ChoiceGroup> Members(Caller caller, Program program, IReadOnlyList<TeamState> teams) =>
        [.. teams.Where(t => caller.Role.KindOf() is not { } kind || program.Team(t.Name)?.Kind == kind)
            .Select(t => new ChoiceGroup(t.Name, [.. t.Seats.Select(s => new Choice($"{t.Name}/{s.Member.Name}", s.Member.DisplayName))]))];
}
