using Xunit.Abstractions;

namespace LeadGrains.Lifecycle.Tests.Time;

/// <summary>What holds for any calendar. A failure prints its seed; LEADGRAINS_SEED repeats it.</summary>
public sealed class BusinessTimeProperties(ITestOutputHelper output)
{
    private const int Rounds = 3_000;

    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
        "America/Sao_Paulo", "America/Havana", "America/St_Johns", "Africa/Casablanca", "Europe/Dublin", "Pacific/Apia"];

    [Fact]
    public void Working_time_added_is_the_working_time_between() => ForAny((hours, start, random) =>
    {
        var working = SomeTime(random, 200);
        var due = BusinessTime.Add(hours, start, working);
        Assert.Equal(working, BusinessTime.Between(hours, start, due));
        Assert.Equal(-working, BusinessTime.Between(hours, due, start));
    });

    [Fact]
    public void A_deadline_is_in_working_time_or_at_its_closing() => ForAny((hours, start, random) =>
    {
        var due = BusinessTime.Add(hours, start, SomeTime(random, 200));
        Assert.True(BusinessTime.IsOpen(hours, due) || BusinessTime.IsOpen(hours, due - OneMs), $"{due} is closed");
    });

    [Fact]
    public void A_deadline_never_moves_back_when_the_start_or_the_time_grows() => ForAny((hours, start, random) =>
    {
        var working = SomeTime(random, 100);
        var due = BusinessTime.Add(hours, start, working);
        Assert.True(BusinessTime.Add(hours, start + SomeTime(random, 100), working) >= due);
        Assert.True(BusinessTime.Add(hours, start, working + SomeTime(random, 100)) >= due);
        Assert.True(due >= start);
    });

    [Fact]
    public void Adding_in_two_steps_is_adding_at_once() => ForAny((hours, start, random) =>
    {
        TimeSpan one = SomeTime(random, 50), two = SomeTime(random, 50) + OneMs;
        Assert.Equal(BusinessTime.Add(hours, start, one + two), BusinessTime.Add(hours, BusinessTime.Add(hours, start, one), two));
    });

    [Fact]
    public void Working_time_between_adds_up() => ForAny((hours, a, random) =>
    {
        Moment b = a + SomeTime(random, 900), c = b + SomeTime(random, 900);
        Assert.Equal(BusinessTime.Between(hours, a, c), BusinessTime.Between(hours, a, b) + BusinessTime.Between(hours, b, c));
        Assert.InRange(BusinessTime.Between(hours, a, c), TimeSpan.Zero, c - a);
    });

    [Fact]
    public void Nothing_is_open_before_the_next_opening() => ForAny((hours, at, random) =>
    {
        var next = BusinessTime.NextOpen(hours, at);
        Assert.True(next >= at && BusinessTime.IsOpen(hours, next));
        Assert.Equal(BusinessTime.IsOpen(hours, at), next == at);
        Assert.Equal(TimeSpan.Zero, BusinessTime.Between(hours, at, next));
        Assert.Equal(next, BusinessTime.Add(hours, at, TimeSpan.Zero));

        var day = BusinessTime.StartOfNextWorkingDay(hours, at);
        Assert.True(BusinessTime.IsOpen(hours, day));
        Assert.True(BusinessTime.LocalDate(hours.Zone, day) > BusinessTime.LocalDate(hours.Zone, at));
    });

    private static readonly TimeSpan OneMs = TimeSpan.FromMilliseconds(1);

    private void ForAny(Action<WorkingHours, Moment, Random> holds)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"LEADGRAINS_SEED={seed}");
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var hours = SomeHours(random);
            Assert.Empty(hours.Faults());
            holds(hours, Moment.Utc(2010, 1, 1) + SomeTime(random, 20 * 365 * 24), random);
        }
    }

    // Often whole quarters of an hour, so that edges are hit and not only passed.
    private static TimeSpan SomeTime(Random random, int hoursMax) => random.Next(2) == 0
        ? TimeSpan.FromMinutes(15 * random.NextInt64(4 * hoursMax))
        : TimeSpan.FromMilliseconds(random.NextInt64(3_600_000L * hoursMax));

    private static WorkingHours SomeHours(Random random)
    {
        var sure = random.Next(7);
        var first = new DateOnly(2010, 1, 1).AddDays(random.Next(7000));
        return new()
        {
            Zone = Zones[random.Next(Zones.Length)],
            Spans = [.. Enum.GetValues<DayOfWeek>().SelectMany(day => SomeSpans(random, day, (int)day == sure ? 1 : 0))],
            Holidays = [.. Enumerable.Range(0, random.Next(20)).Select(_ => first.AddDays(random.Next(60)))],
        };
    }

    /// <summary>Up to three spans of at least a quarter of an hour that may touch but don't overlap.</summary>
    private static IEnumerable<WorkingSpan> SomeSpans(Random random, DayOfWeek day, int spansMin)
    {
        var edges = Enumerable.Range(0, 97).ToArray();
        random.Shuffle(edges);
        var sorted = edges.Take(2 * random.Next(spansMin, 4)).Order().ToArray();
        for (var i = 0; i < sorted.Length; i += 2)
            yield return new WorkingSpan(day, Quarter(sorted[i]), Quarter(random.Next(4) == 0 && i + 2 < sorted.Length
                ? sorted[i + 2] : sorted[i + 1]));
    }

    private static TimeOnly Quarter(int quarter) => TimeOnly.MinValue.AddMinutes(15 * quarter);
}
