namespace LeadGrains.Orleans;

/// <summary>
/// How a version of the program is proposed, signed, and comes into force, on a cluster: the rules and the settings are those
/// of the embedded edition, and one process at a time changes them.
/// </summary>
/// <param name="use">The active program from now on, here; other processes see it at their next look.</param>
public sealed class ClusterAgreements(KeptTables kept, OneAtATime turns, ILeadEngine engine, Func<Program> program, Action<Program> use, TimeProvider time) : IAgreements
{
    /// <summary>Whoever changes the program waits for others who do.</summary>
    public const string Turn = "program";

    public async Task<Reply> Tell(AgreementCommand command, CancellationToken cancel = default)
    {
        await using var turn = await turns.Alone(Turn);
        if (kept.Setting(AgreementBook.ProgramSetting) is not { } text) return new Reply(ReplyKind.Refused, 0, "No program is kept yet that could be changed; keep one first.");
        var now = Moment.From(time.GetUtcNow());
        var steps = AgreementBook.Steps(kept.Setting);
        var agreement = steps.Aggregate(Agreement.None, AgreementRules.Evolve);
        var began = steps.Count == 0 ? new VersionBegan(program().Version, Agreement.DigestOf(text), now) : null;
        if (began is not null) agreement = AgreementRules.Evolve(agreement, began);

        var decision = AgreementRules.Decide(agreement, command, now);
        var refusal = decision.Refusal ?? (command is Activate activate && !decision.IsAlreadySo ? await Unfit(agreement, activate) : null);
        if (refusal is not null) return new Reply(ReplyKind.Refused, Workbench.NumberOf(agreement, command), refusal);
        if (decision.IsAlreadySo) return new Reply(ReplyKind.AlreadySo, Workbench.NumberOf(agreement, command));

        var settings = new Dictionary<string, string>();
        if (began is not null)
        {
            AgreementBook.Add(1, began, settings.Add);
            settings.Add(AgreementBook.TextSetting(began.Number), text);
        }
        AgreementBook.Add(Math.Max(1, steps.Count) + 1, decision.Events[0], settings.Add);
        if (decision.Events[0] is VersionProposed proposed) settings.Add(AgreementBook.TextSetting(proposed.Number), ((Propose)command).Text);
        if (command is Activate active)
        {
            settings[AgreementBook.ProgramSetting] = kept.Setting(AgreementBook.TextSetting(active.Number))!;
            settings[AgreementBook.ActiveSetting] = active.Number.ToString("D", null);
            settings[AgreementBook.SweptSetting] = "0"; // from the first lead on
        }
        await kept.Keep(settings, cancel);
        if (command is Activate comes) use(comes.Program);
        return new Reply(ReplyKind.Done, Workbench.NumberOf(AgreementRules.Evolve(agreement, decision.Events[0]), command));
    }

    private async Task<string?> Unfit(Agreement agreement, Activate command)
    {
        var text = kept.Setting(AgreementBook.TextSetting(command.Number));
        if (text is null || Agreement.DigestOf(text) != agreement.Version(command.Number)!.Digest) return Workbench.OtherText(command.Number);
        foreach (var team in program().Teams)
            if (command.Program.Team(team.Name) is null && (await engine.FindTeam(team.Name))?.State.Seats.Sum(s => s.Open) is > 0 and { } open)
                return Workbench.TeamHolds(command.Number, team.Name, open);
        return null;
    }
}
