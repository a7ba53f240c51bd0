using System.Text;
using LeadGrains.Contract;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine.Tests;

/// <summary>C6 through the live engine: who was forgotten leaves no bytes, and only they themselves can come back.</summary>
public sealed class ForgottenTests
{
    private static readonly Identity Zoe = Identity.Email("zoe.unmistakable@example.com"), Phone = Identity.Phone("+4930777999111");
    private static readonly LeadId ZoeId = LeadId.Of(Zoe);

    private static readonly Inquire Inquiry = new(Zoe, new Origin { Source = "web", Page = "/p/unmistakable" },
        new Person { FirstName = "Zoe", LastName = "Unmistakable", Email = Zoe.Value, Phone = Phone.Value })
    {
        Also = [Phone],
        Facts = [new Telling("budget", "unmistakable-answer")],
        Consents = [new ConsentGiven(Consents.EveryTopic, Channel.Email, new ConsentProof { Words = "Yes.", Form = "f", Address = "198.51.100.99" })],
    };

    [Fact]
    public async Task After_an_erasure_no_byte_of_the_person_is_in_the_file_or_its_log()
    {
        await using var house = new EmbeddedHouse();
        await house.Engine.Tell(ZoeId, Inquiry, new Ticket("unmistakable-form"));
        await house.Advance(TimeSpan.FromDays(40));
        await house.Engine.Tell(ZoeId, new Bounce(true, "550 <zoe.unmistakable@example.com> unknown"));
        await house.Engine.Tell(ZoeId, new Ask(Wish.Call, "unmistakable words"));
        await house.Engine.Tell(SmallProgram.IdOf("bob"), SmallProgram.Inquiry("bob"));
        Assert.NotEmpty(Found(house.File));

        Assert.True((await house.Engine.Tell(ZoeId, new Erase())).IsFine);
        Assert.Empty(Found(house.File));
        await house.Restart();
        Assert.Empty(Found(house.File));
        Assert.Equal(Stage.Erased, (await house.Engine.Find(ZoeId))!.State.Stage);
        Assert.Empty(Doctor.Examine(house.File));
    }

    [Fact]
    public async Task A_merged_person_is_forgotten_in_both_histories()
    {
        await using var house = new EmbeddedHouse();
        await house.Engine.Tell(ZoeId, Inquiry);
        await house.Engine.Tell(SmallProgram.IdOf("bob"), SmallProgram.Inquiry("bob"));
        await house.Engine.Tell(ZoeId, new Merge(SmallProgram.IdOf("bob")));
        await house.Engine.Tell(SmallProgram.IdOf("bob"), new Erase());
        Assert.Empty(Found(house.File));
        await house.Restart();
        Assert.Empty(Doctor.Examine(house.File));
    }

    [Fact]
    public async Task A_list_brings_nobody_back_by_any_identity_and_the_person_does()
    {
        await using var house = new EmbeddedHouse();
        await house.Engine.Tell(ZoeId, Inquiry);
        await house.Engine.Tell(ZoeId, new Erase());
        await house.Advance(TimeSpan.FromDays(3));

        Assert.Equal(ReplyKind.Refused, (await house.Engine.Tell(ZoeId, Inquiry with { Secondhand = true })).Kind);
        Assert.Equal(ReplyKind.Refused, (await house.Engine.Tell(LeadId.Of(Phone), Inquiry with { Identity = Phone, Also = [], Secondhand = true })).Kind);
        var other = Identity.Email("z@other.example.com");
        var row = Inquiry with { Identity = other, Person = Inquiry.Person with { Email = other.Value }, Secondhand = true };
        Assert.Equal(ReplyKind.Refused, (await house.Engine.Tell(LeadId.Of(other), row)).Kind);
        Assert.Null(await house.Engine.Find(LeadId.Of(other)));
        Assert.Empty(Found(house.File));

        Assert.True((await house.Engine.Tell(ZoeId, Inquiry)).IsFine);
        Assert.Equal(Stage.Inquiry, (await house.Engine.Find(LeadId.Of(Phone)))!.State.Stage);
    }

    [Fact]
    public async Task Enrichment_gives_the_address_of_somebody_forgotten_to_nobody()
    {
        await using var house = new EmbeddedHouse();
        await house.Engine.Tell(ZoeId, Inquiry);
        await house.Engine.Tell(ZoeId, new Erase());
        await house.Engine.Tell(SmallProgram.IdOf("bob"), SmallProgram.Inquiry("bob"));
        var reply = await house.Engine.Tell(SmallProgram.IdOf("bob"), new Supplement([], new Person { Phone = Phone.Value }));
        Assert.Equal(ReplyKind.Refused, reply.Kind);
        Assert.Contains("forgotten", reply.Words);
        Assert.True((await house.Engine.Tell(SmallProgram.IdOf("bob"), new Supplement([], new Person { Phone = "+4930111" }))).IsFine);
    }

    private static List<string> Found(string path)
    {
        string[] traces = ["nmistakable", "+4930777999111", "198.51.100.99"];
        var found = new List<string>();
        foreach (var file in new[] { path, path + "-wal" }.Where(File.Exists))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[open.Length];
            open.ReadExactly(bytes);
            found.AddRange(traces.Where(t => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(t)) >= 0).Select(t => $"{t} in {Path.GetFileName(file)}"));
        }
        return found;
    }
}
