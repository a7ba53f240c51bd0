namespace LeadGrains.Lifecycle.Tests.Teams;

using Leads;
using static Sample;

/// <summary>
/// Offers and their reminders around every clock change of every zone that the system knows, 2024–2030: in the offeree's
/// hours, none skipped and none doubled, and as long as the program says.
/// </summary>
public sealed class AllZonesOfferTests
{
    private static readonly Program Day = Program with
    {
        Teams = [new("sales", TeamKind.Sales) { OfferFor = Hours(6), CapacityOpen = 1_000, CapacityNewPerDay = 1_000 }],
    };

    [Fact]
    public void No_offer_ends_and_nobody_is_reminded_in_the_offerees_night()
    {
        var offers = 0;
        var known = new HashSet<string>();
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var hours = Office with
            {
                Zone = zone.Id,
                // Every day, so that a change on a Sunday counts, and early enough to lie in the middle of one.
                Spans = [.. Enum.GetValues<DayOfWeek>().Select(d => new WorkingSpan(d, new(1, 30), new(9, 30)))],
            };
            // Zones that differ by name only, such as Europe/Berlin and Europe/Copenhagen, need no second look.
            var changes = Changes(zone).ToList();
            if (!known.Add($"{zone.BaseUtcOffset} {string.Join(' ', changes)}")) continue;
            foreach (var change in changes)
                for (var before = 20; before >= -4; before -= 8, offers++) Check(hours, change - Hours(before));
        }
        Assert.True(offers > 1_000, $"only {offers} offers: the system's time zone data is missing");
    }

    private static void Check(WorkingHours hours, Moment now)
    {
        var where = $"{hours.Zone} {now}";
        var team = new TeamState { Name = "sales", Seats = [new Seat(new Member("ines") { Hours = hours })] };
        var made = (OfferMade)Assert.Single(TeamLifecycle.Decide(team, "sales", new Seek(IdOf(Ann), 1), now, Day).Events);
        Assert.True(BusinessTime.Between(hours, now, made.DueAt) == Hours(6), where);
        Assert.True(InHours(made.DueAt) && BusinessTime.IsOpen(hours, made.RemindAt), where);
        Assert.True(now < made.RemindAt && made.RemindAt < made.DueAt, where);

        // The lead's alarms: one reminder, one end, each at its instant.
        var lead = new Given(Day) { Now = now }.Say(HotInquiry()).Say(new Offer(1, "sales", "ines", hours, made.RemindAt, made.DueAt));
        Say(lead, made.RemindAt, "OfferReminded");
        Assert.True(lead.Say(new Wake()).Last.IsAlreadySo, where);
        var other = lead.Lead;
        Say(lead, made.DueAt, "OfferExpired, OwnerSought");

        // Or accepted just in time: the first contact and its reminder keep to the hours too.
        var accepted = new Given(Day) { Lead = other, Now = made.DueAt }.Say(new Accept(1, "ines")).Lead.Work!;
        Assert.True(BusinessTime.Between(hours, made.DueAt, accepted.DueAt) == Day.Sla.FirstContactWithin, where);
        Assert.True(InHours(accepted.DueAt) && BusinessTime.IsOpen(hours, accepted.RemindAt) && accepted.RemindAt < accepted.DueAt, where);

        // The very end of a working day is still within it.
        bool InHours(Moment at) => BusinessTime.IsOpen(hours, at - TimeSpan.FromMilliseconds(1));
        void Say(Given given, Moment at, string then)
        {
            given.Now = at - TimeSpan.FromMilliseconds(1);
            Assert.True(given.Say(new Wake()).Last.IsAlreadySo, where);
            given.Now = at;
            Assert.True(given.Say(new Wake()).Then == then, $"{where}: {given.Then}");
        }
    }

    private static IEnumerable<Moment> Changes(TimeZoneInfo zone)
    {
        for (var at = Moment.Utc(2024, 1, 1); at < Moment.Utc(2031, 1, 1); at += Days(1))
        {
            if (Offset(at) == Offset(at + Days(1))) continue;
            var change = at;
            while (Offset(change) == Offset(at)) change += TimeSpan.FromMinutes(15);
            yield return change;
        }

        TimeSpan Offset(Moment at) => zone.GetUtcOffset(at.ToDateTimeOffset());
    }
}
