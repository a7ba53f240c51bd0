using System.Globalization;
using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>How a version of the program is proposed, signed, and comes into force.</summary>
internal sealed partial class Workbench
{
    // The program of the last commit, while another one waits to become durable with the next.
    private Program? _programBefore;

    // The last lead whose due time is that of the active program; null when all are.
    private long? _sweptRow = Swept(journal.Setting(AgreementBook.SweptSetting));

    /// <summary>Decides one command about the program; the reply's version is the number it speaks of.</summary>
    public Reply Tell(AgreementCommand command, Moment now)
    {
        if (Setting(AgreementBook.ProgramSetting) is not { } text)
            return new Reply(ReplyKind.Refused, 0, "No program is kept yet that could be changed; keep one first.");
        var steps = AgreementBook.Steps(Setting);
        var agreement = steps.Aggregate(Agreement.None, AgreementRules.Evolve);
        var began = steps.Count == 0 ? new VersionBegan(Program.Version, Agreement.DigestOf(text), now) : null;
        if (began is not null) agreement = AgreementRules.Evolve(agreement, began);

        var decision = AgreementRules.Decide(agreement, command, now);
        var refusal = decision.Refusal
            ?? (command is Activate activate && !decision.IsAlreadySo ? Unfit(agreement, activate) : null);
        if (refusal is not null) return new Reply(ReplyKind.Refused, NumberOf(agreement, command), refusal);
        if (decision.IsAlreadySo) return new Reply(ReplyKind.AlreadySo, NumberOf(agreement, command));

        if (began is not null)
        {
            AgreementBook.Add(1, began, Set);
            Set(AgreementBook.TextSetting(began.Number), text);
        }
        AgreementBook.Add(Math.Max(1, steps.Count) + 1, decision.Events[0], Set);
        if (decision.Events[0] is VersionProposed proposed)
            Set(AgreementBook.TextSetting(proposed.Number), ((Propose)command).Text);
        if (command is Activate active) Use(active);
        return new Reply(ReplyKind.Done, NumberOf(AgreementRules.Evolve(agreement, decision.Events[0]), command));
    }

    // Nobody may be left in a team that the program no longer has, and what was signed is what comes into force.
    private string? Unfit(Agreement agreement, Activate command)
    {
        var text = Setting(AgreementBook.TextSetting(command.Number));
        if (text is null || Agreement.DigestOf(text) != agreement.Version(command.Number)!.Digest)
            return OtherText(command.Number);
        foreach (var team in Program.Teams)
            if (command.Program.Team(team.Name) is null
                && FindTeam(team.Name)?.State.Seats.Sum(s => s.Open) is > 0 and { } open)
                return TeamHolds(command.Number, team.Name, open);
        return null;
    }

    internal static string OtherText(int number) => $"The text of version {number} is not what was proposed; propose it anew.";

    internal static string TeamHolds(int number, string team, int open) =>
        $"Version {number} has no team '{team}', whose members hold {open} leads and offers; remove its members first, so that these are handed on.";

    private void Use(Activate command)
    {
        _programBefore ??= Program;
        Program = command.Program;
        Set(AgreementBook.ProgramSetting, Setting(AgreementBook.TextSetting(command.Number))!);
        Set(AgreementBook.ActiveSetting, command.Number.ToString(CultureInfo.InvariantCulture));
        foreach (var rule in Program.Teams)
        {
            if (FindTeam(rule.Name) is not { } team) continue;
            team.DueAt = TeamLifecycle.DueAt(team.State, Program);
            _batch.Teams.Add(team);
        }
        SetSwept(0);
    }

    // What falls due when follows from the program, so after an activation every lead is looked at once: a chunk a turn,
    // between the commands, and after a restart from where it stopped. Nothing is decided here; alarms ring as always.
    private void Sweep(int max)
    {
        if (_sweptRow is not { } row) return;
        var last = Math.Min(row + max, _leadRows);
        while (++row <= last)
        {
            var lead = FindRow(row);
            var due = LeadLifecycle.DueAt(lead.State, Program);
            if (due == lead.DueAt) continue;
            lead.DueAt = due;
            _batch.Leads.Add(lead);
        }
        SetSwept(last < _leadRows ? last : null);
    }

    private void SetSwept(long? row)
    {
        _sweptRow = row;
        Set(AgreementBook.SweptSetting, row?.ToString(CultureInfo.InvariantCulture) ?? "");
    }

    private static long? Swept(string? kept) =>
        string.IsNullOrEmpty(kept) ? null : long.Parse(kept, CultureInfo.InvariantCulture);

    private string? Setting(string name) =>
        _batch.Settings.TryGetValue(name, out var waits) ? waits : journal.Setting(name);

    internal static int NumberOf(Agreement agreement, AgreementCommand command) => command switch
    {
        Propose c => agreement.Versions.LastOrDefault(v => v.Digest == Agreement.DigestOf(c.Text))?.Number ?? 0,
        Sign c => c.Number,
        Activate c => c.Number,
        _ => 0,
    };
}
