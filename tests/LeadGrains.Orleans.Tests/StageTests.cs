using System.Diagnostics.Metrics;
using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Orleans.Tests;

/// <summary>What the dashboard shows of the stages.</summary>
[Collection(OnPostgres.Name)]
public sealed class StageTests(Postgres postgres)
{
    [Fact]
    public async Task The_counts_are_those_of_the_leads()
    {
        await using var house = await OrleansHouse.Open(postgres);
        await house.Engine.Tell("sales", new AddMember(new Member("ines") { CapacityOpen = 100, CapacityNewPerDay = 100 }));
        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => house.Engine.Tell(IdOf($"p{n}"), Inquiry($"p{n}", n % 3 == 0 ? Wish.Call : null))));
        for (var n = 0; n < 60; n += 6)
        {
            var offer = (await house.Until(IdOf($"p{n}"), s => s.Handoff?.Offer is not null)).State.Handoff!.Offer!;
            await house.Engine.Tell(IdOf($"p{n}"), new Accept(offer.Number, "ines"));
            if (n % 12 == 0) await house.Engine.Tell(IdOf($"p{n}"), new Win("ines", 100m, "EUR"));
        }
        for (var n = 1; n < 20; n += 3) await house.Engine.Tell(IdOf($"p{n}"), new Erase());
        await house.Advance(TimeSpan.FromHours(2));
        await house.Quiet();

        var stages = new Dictionary<Stage, (long Count, long First)>();
        await using (var query = house.Database.CreateCommand("SELECT stage, count(*), min(since) FROM lead_row GROUP BY stage"))
        await using (var rows = await query.ExecuteReaderAsync())
            while (await rows.ReadAsync()) stages[Enum.Parse<Stage>(rows.GetString(0))] = (rows.GetInt64(1), rows.GetInt64(2));
        Assert.True(stages.Count >= 4, $"only {string.Join(", ", stages.Keys)}");
        foreach (var stage in Enum.GetValues<Stage>())
        {
            var shown = await house.Grains.GetGrain<ILifecycleStageGrain>(stage.ToString()).GetState();
            var expected = stages.GetValueOrDefault(stage);
            Assert.Equal((stage, expected.Count, expected.Count), (stage, shown.Count, shown.In - shown.Out));
            if (expected.Count > 0) Assert.Equal((expected.First, stage), (shown.OldestSinceAt!.Value.Milliseconds, (await house.Engine.Find(shown.OldestLead!.Value))!.State.Stage));
        }
    }

    [Fact]
    public async Task The_flow_is_what_came_and_went_lately()
    {
        await using var house = await OrleansHouse.Open(postgres);
        var inquiry = house.Grains.GetGrain<ILifecycleStageGrain>(nameof(Stage.Inquiry));
        await inquiry.GetState();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(n => house.Engine.Tell(IdOf($"p{n}"), Inquiry($"p{n}"))));
        await house.Engine.Tell(IdOf("p0"), new Erase());
        await house.Advance(TimeSpan.FromMinutes(10));
        var seen = await inquiry.GetState();
        Assert.Equal((4, 5, 1), (seen.Count, seen.InLately, seen.OutLately));
    }

    [Fact]
    public async Task The_meter_named_Orleans_publishes_them()
    {
        await using var house = await OrleansHouse.Open(postgres);
        await Task.WhenAll(Enumerable.Range(0, 7).Select(n => house.Engine.Tell(IdOf($"p{n}"), Inquiry($"p{n}"))));
        house.Time.Advance(TimeSpan.FromMinutes(1)); // what the grains keep for a moment is old by now
        using var listener = new MeterListener();
        var (seen, count) = (new TaskCompletionSource(), 0L);
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == StageMeter.Name && instrument.Name == StageMeter.InstrumentOf(Stage.Inquiry)) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => { if (value == 7) seen.TrySetResult(); count = value; });
        listener.Start();
        using var patience = new CancellationTokenSource(House.Patience);
        while (!seen.Task.IsCompleted)
        {
            Assert.False(patience.IsCancellationRequested, $"the meter still says {count}");
            listener.RecordObservableInstruments();
            await Task.Yield();
        }
    }
}
