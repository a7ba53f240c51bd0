using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;
using Npgsql;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Orleans.Tests;

/// <summary>What people look for leads by, as the database's trigger keeps it.</summary>
[Collection(OnPostgres.Name)]
public sealed class NameTests(Postgres postgres)
{
    [Fact]
    public async Task A_lead_is_found_by_a_part_of_the_name_that_it_has_now_and_forgotten_with_it()
    {
        await using var house = await OrleansHouse.Open(postgres);
        await Ask(house, "ann", new Person { FirstName = "Ann", LastName = "Marsh", Company = "Mühle & Söhne" });
        await Ask(house, "bob", new Person { FirstName = "Bob" });
        Assert.Equal([IdOf("ann")], Found(house, "MARSH"));
        Assert.Equal([IdOf("ann")], Found(house, "hle & S"));
        Assert.Equal([IdOf("bob")], Found(house, "ob"));
        var written = await Written(house);
        await house.Engine.Tell(IdOf("ann"), new Prefer(14, null));
        Assert.Equal(written, await Written(house)); // not with every command

        await house.Engine.Tell(IdOf("ann"), new Correct([], new Person { LastName = "Field" }));
        Assert.Equal([IdOf("ann")], Found(house, "field"));
        Assert.Empty(Found(house, "marsh"));
        await house.Engine.Tell(IdOf("ann"), new Erase());
        Assert.Empty(Found(house, "field"));
        Assert.Equal(["", "bob"], await Names(house.Database));
    }

    [Fact]
    public async Task The_names_of_an_older_database_are_filled_in_once()
    {
        await using var house = await OrleansHouse.Open(postgres);
        await Ask(house, "ann", new Person { FirstName = "Ann", LastName = "Marsh" });
        await Ask(house, "bob", new Person());
        await using (var older = house.Database.CreateCommand("DELETE FROM lead_who")) await older.ExecuteNonQueryAsync();
        Assert.Empty(Found(house, "marsh"));
        await Tables.Make(house.Database);
        Assert.Equal([IdOf("ann")], Found(house, "marsh"));
        Assert.Equal(2, (await Names(house.Database)).Count);
        var written = await Written(house);
        await Tables.Make(house.Database);
        Assert.Equal(written, await Written(house));
    }

    [Fact]
    public async Task A_NUL_that_the_database_takes_in_no_text_is_left_out_and_a_typed_backslash_is_not()
    {
        await using var house = await OrleansHouse.Open(postgres);
        await Ask(house, "ann", new Person { FirstName = "A\0nn", LastName = @"dir\u0000\" });
        Assert.Equal([IdOf("ann")], Found(house, @"ann dir\u0000\"));
        await house.Restart();
        Assert.Equal(("Ann", @"dir\u0000\"), ((await house.Engine.Find(IdOf("ann")))!.State.Person.FirstName, (await house.Engine.Find(IdOf("ann")))!.State.Person.LastName));
    }

    private static async Task Ask(OrleansHouse house, string name, Person person) =>
        Assert.Equal(ReplyKind.Done, (await house.Engine.Tell(IdOf(name), Inquiry(name) with { Person = person with { Email = $"{name}@example.com" } })).Kind);

    private static List<LeadId> Found(OrleansHouse house, string text)
    {
        using var views = new ViewPool(house.Database).Take();
        return [.. views.Find(text).Select(l => l.Id)];
    }

    // Which transaction wrote each row.
    private static async Task<List<string>> Written(OrleansHouse house) => await Texts(house.Database, "SELECT concat(row, ' ', xmin) FROM lead_who ORDER BY row");

    private static async Task<List<string>> Names(NpgsqlDataSource database) => [.. (await Texts(database, "SELECT who FROM lead_who ORDER BY row")).Select(n => n.Trim())];

    private static async Task<List<string>> Texts(NpgsqlDataSource database, string sql)
    {
#pragma warning disable CA2100 // our own text
        await using var query = database.CreateCommand(sql);
#pragma warning restore CA2100
        await using var rows = await query.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await rows.ReadAsync()) texts.Add(rows.GetString(0));
        return texts;
    }
}
