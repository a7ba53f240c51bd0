using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using LeadGrains.Reports.Tests;

namespace LeadGrains.Orleans.Tests;

/// <summary>A real funnel through the cluster: the same numbers as through the embedded edition, and as counted independently.</summary>
[Collection(OnPostgres.Name)]
public sealed class OlistTests(Postgres postgres)
{
    private static readonly string[] LearntFacts = ["business_segment", "lead_type"];

    [OlistFact]
    public async Task Olist_gives_the_independent_numbers()
    {
        var asked = Rows("mqls.csv").Select(r => (Id: r["mql_id"], At: At(r["first_contact_date"]), Source: r["origin"])).ToList();
        var askedAt = asked.ToDictionary(a => a.Id, a => a.At);
        // A deal happens when it was won, but never before the inquiry it came from.
        var won = Rows("deals.csv").Select(r => (Row: r, WonAt: At(r["won_date"]), At: Moment.Later(At(r["won_date"]), askedAt[r["mql_id"]]))).ToList();
        await using var house = await OrleansHouse.Open(postgres, DefaultProgram.Load([]), asked.Min(a => a.At));
        await Parallel.ForEachAsync(won.Select(w => w.Row["sr_id"]).Distinct(), async (owner, cancel) =>
            await house.Engine.Tell("sales", new AddMember(new Member(owner) { CapacityOpen = Replay.CapacityOpen, CapacityNewPerDay = Replay.CapacityOpen }), default, cancel));

        foreach (var day in asked.Select(a => a.At.UtcDate).Concat(won.Select(w => w.At.UtcDate)).Distinct().Order())
        {
            foreach (var at in asked.Where(a => a.At.UtcDate == day).Select(a => a.At).Distinct().Order())
            {
                await house.MoveTo(at);
                await Task.WhenAll(asked.Where(a => a.At == at).Select(a => house.Engine.Tell(IdOf(a.Id),
                    new Inquire(Identity.External("olist", a.Id), new Origin { Source = a.Source }, new Person()), new Ticket(By: "replay"))));
            }
            foreach (var deal in won.Where(w => w.At.UtcDate == day).OrderBy(w => w.At))
            {
                await house.MoveTo(deal.At);
                await Win(house, deal.Row, deal.WonAt);
            }
        }
        await house.Quiet();

        var funnel = new FunnelReader();
        var judge = new Judge(house.Database);
        foreach (var entry in await judge.Journal()) funnel.Read(entry);
        var report = funnel.Report();
        Assert.Equal((8_000, 842), (report.Funnel.Leads, report.Funnel.Won));
        Assert.Equal((32, 22, 224), (report.Qualifiers, report.Owners, report.Pairs));
        Assert.Equal((-2.0, 5.0, 14.0, 55.0, 162.0, 427.0), (report.DaysToWon!.Min, report.DaysToWon.P25, report.DaysToWon.Median, report.DaysToWon.P75, report.DaysToWon.P90, report.DaysToWon.Max));
        Assert.Equal(
            """
            organic_search 271/2296, paid_search 195/1586, social 75/1350, unknown 179/1099, direct_traffic 56/499,
            email 15/493, referral 24/284, other 4/150, display 6/118, other_publicities 3/65, (blank) 14/60
            """.ReplaceLineEndings(" "),
            string.Join(", ", report.BySource.Select(s => $"{(s.Name.Length == 0 ? "(blank)" : s.Name)} {s.Won}/{s.Leads}")));
        Assert.Empty(await judge.Faults());
    }

    // Qualified by hand and offered to who had it.
    private static async Task Win(OrleansHouse house, Dictionary<string, string> deal, Moment wonAt)
    {
        var (lead, sdr, owner) = (IdOf(deal["mql_id"]), deal["sdr_id"], deal["sr_id"]);
        List<Telling> facts = [.. LearntFacts.Where(n => deal[n].Length > 0).Select(n => new Telling(n, deal[n]))];
        if (facts.Count > 0) await house.Engine.Tell(lead, new Correct(facts), new Ticket(By: sdr));
        await house.Engine.Tell(lead, new Qualify(sdr, "qualified by hand") { Team = "sales", Member = owner }, new Ticket(By: sdr));
        var offer = (await house.Until(lead, s => s.Handoff?.Offer?.Member == owner)).State.Handoff!.Offer!;
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(lead, new Accept(offer.Number, owner), new Ticket(By: owner))).Kind);
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(lead, new Win(owner, null, null, wonAt), new Ticket(By: owner))).Kind);
    }

    private static LeadId IdOf(string id) => LeadId.Of(Identity.External("olist", id));

    private static Moment At(string text) => Moment.From(new DateTimeOffset(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero));

    private static List<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(OlistFactAttribute.Folder!, file));
        // The columns taken here come before the only one that is ever quoted.
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Where(l => l.Length > 0).Select(l => header.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second))];
    }
}
