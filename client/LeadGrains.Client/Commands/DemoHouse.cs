using System.Net;
using LeadGrains.Client.Courier;
using LeadGrains.Client.Files;
using LeadGrains.Client.Serving;
using LeadGrains.Engine;
using LeadGrains.Intake;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;
using LeadGrains.Web;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains demo --open</c>: the house goes on with the demo's data, by a clock that its visitors adjust.</summary>
internal static class DemoHouse
{
    /// <summary>Addresses that only this machine reaches. Throws a problem for others: nobody signs in at a demo.</summary>
    public static string Loopback(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !IsHere(address))
                throw new ProblemException(ProblemKind.Usage, $"whoever comes to a demo chooses who to be, so it is open on this machine only: --urls http://127.0.0.1:8080, not {url}.");
        return urls;
    }

    /// <summary>Opens it at the instant at which the demo ended; ends when it is told to.</summary>
    public static async Task Open(Session session, string file, string mailFolder, ProgramText text, Moment start, string urls, CancellationToken cancel)
    {
        var (time, program) = (new VirtualTime(start), text.Read());
        var journal = SqliteJournal.Open(file);
        var (links, keys) = (LinkBook.OfOrMade(journal), ApiKey.Read(journal.Setting));
        var home = ServeCommand.HomeOf(Sender.Sample, urls.Split(';')[0]);
        var stationery = new Stationery(Sender.Sample, links, new Members(() => LeadViews.Open(file), session.Time).Find) { Home = () => home };
        var courier = new PatientCourier(new MailCourier(mailFolder, new QuickFolder(mailFolder), new ContentShelf(() => LeadViews.Open(file), program).Of, stationery));
        await using var engine = new EmbeddedEngine(journal, program.Program, courier, time);
        using var closing = courier; // before the engine
        await using var clock = new RunningClock(time, () => engine.Find(default), session.Time);
        clock.Run(TimeSpan.FromSeconds(1));
        using var book = new KeyBook(keys, engine.Keep);
        using var people = new PeopleBook(PortalUser.Read(journal.Setting), engine.Keep);
        foreach (var role in PortalUser.OwnRoles) await people.Add($"Robin, {Say.Words(role, ' ')}", $"{Say.Words(role)}@kestrel.example", role, session.Now);
        await using var side = ServeCommand.OpenSide(file, new OwnHouse(engine, book, people, links, time) { Home = () => home });
        var house = new WebHouse(engine, () => engine.Program, new ViewPool(file), links, book, Sender.Sample.Company, time)
        {
            Versions = number => ProgramVersions.Of(file, number),
            Agreements = engine,
            CommandsWaiting = () => engine.Waiting,
            MailGoesTo = mailFolder,
            Intake = new IntakeDoor(engine, engine, new IntakeSettings().Following(() => engine.Program)),
            People = people,
            Wall = session.Time,
        };
        house = house with { Demo = new DemoStage(clock) { Door = new DemoDoor(people, house.Members, () => house.WallNow) } };
        await using var web = await ServeCommand.Listen(house, urls);
        home = web.Urls[0];
        courier.Begin();
        ServeCommand.Announce(session, web);
        session.Out.Line($"Choose who to be at {web.Urls[0]}/portal/demo. The clock runs; Ctrl-C closes the demo.");
        session.Out.Flush();
        var closed = new TaskCompletionSource();
        await using (cancel.Register(closed.SetResult)) await Task.WhenAny(engine.Completion, closed.Task);
        await clock.DisposeAsync();
        if (side is not null) await side.DisposeAsync();
        await web.DisposeAsync();
        await engine.DisposeAsync();
        await engine.Completion; // throws when the engine stopped itself
    }

    private static bool IsHere(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
