using System.Diagnostics;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>
/// Runs a program on sample leads and members, months in seconds, over any journal. Everything comes from the seed:
/// the same plan and program give the same entries in the same order, in memory and on a file.
/// </summary>
public static class Rehearsal
{
    /// <summary>
    /// Runs it to the end and closes the journal, which must be new. <paramref name="courier"/> gets what would leave
    /// the house (null: nobody does); <paramref name="progress"/> is called on the calling thread. Throws
    /// <see cref="OperationCanceledException"/> between two steps when <paramref name="cancel"/> wants it.
    /// </summary>
    public static RehearsalReport Run(
        RehearsalPlan plan, IJournal journal, Program program, ICourier? courier = null,
        Action<RehearsalProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Leads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.Leads, 10_000_000);
        if (journal.LastSeq > 0)
            throw new ArgumentException("A rehearsal needs a journal of its own; this one has entries already.",
                nameof(journal));

        var watch = Stopwatch.StartNew();
        var limits = new EngineLimits { CachedLeadsMax = Math.Max(20_000, Math.Min(2 * plan.Leads, 400_000)) };
        program = Prepared(program, plan);
        using var audit = new Audit(program);
        var faulty = plan.Faults ? new FaultyCourier(plan.Seed, courier, audit.Hear) : null;
        var entries = 0L;
        var engine = Open(plan.Start);
        try
        {
            var population = new Population(plan.Seed, program, plan.Start, plan.Months) { ArriveWithin = plan.ArriveWithin, AllZones = plan.AllZones };
            var crew = new Crew(plan.Seed, program, plan.Leads, plan.Members, plan.Valve);
            var world = new World(engine, program, population, crew, plan);
            engine.Committed = Hear;
            for (var at = plan.Start; at < plan.EndAt;)
            {
                cancel.ThrowIfCancellationRequested();
                at = at + plan.ProgressEvery < plan.EndAt ? at + plan.ProgressEvery : plan.EndAt;
                while (!Ran(world, at)) world.Restart(engine = Open(engine.Now));
                var done = (at - plan.Start) / (plan.EndAt - plan.Start);
                progress?.Invoke(new RehearsalProgress(at, done, world.Stages, entries));
            }
            engine.Commit();
            var check = audit.Finish(engine.Now);
            return new RehearsalReport(
                plan, audit.Funnel.Report(), audit.Load.TouchesPerPerson, audit.Load.Offers, audit.Load.Owners,
                audit.Release.Report(engine.Now),
                check, world.Refused, audit.Hash, watch.Elapsed)
            {
                Misdeeds = faulty?.Misdeeds ?? [],
            };

            void Hear(IReadOnlyList<Entry> committed)
            {
                entries += committed.Count;
                audit.Hear(committed);
                world.Hear(committed);
            }
        }
        finally
        {
            engine.Dispose();
        }

        // After a crash: what was not committed and every answer under way are lost, the journal goes on.
        SteppedEngine Open(Moment at) => new(journal, program, faulty ?? courier ?? new NoCourier(), at, limits)
        {
            AnswersAfter = faulty is null ? null : faulty.AnswersAfter,
        };
    }

    private static bool Ran(World world, Moment until)
    {
        try
        {
            world.RunTo(until);
            return true;
        }
        catch (CrashedException)
        {
            return false;
        }
    }

    // What a drop drops are pieces of their own, so that the drip stays as it is.
    private static Program Prepared(Program program, RehearsalPlan plan)
    {
        if (plan.Drops == 0 && !plan.DoubleOptIn) return program;
        var drops = Enumerable.Range(1, plan.Drops).Select(n => new Piece(World.DropOf(n), PieceKind.Drop, Channel.Email)
        {
            Topic = program.Topics.Count == 0 ? null : program.Topics[n % program.Topics.Count],
            Language = program.Language,
        });
        return program with
        {
            Content = [.. program.Content, .. drops],
            Consent = plan.DoubleOptIn ? program.Consent with { DoubleOptIn = true } : program.Consent,
        };
    }
}
