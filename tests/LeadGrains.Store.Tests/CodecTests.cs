using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store.Tests;

public sealed class CodecTests
{
    private static readonly Type[] Families = [typeof(LeadEvent), typeof(TeamEvent), typeof(LeadCommand),
        typeof(TeamCommand), typeof(Parcel)];

    public static TheoryData<Type> Members() => [.. Families.SelectMany(MembersOf)];

    public static TheoryData<Type> States() => [typeof(LeadState), typeof(TeamState), .. StateParts()];

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_of_a_family_comes_back_as_it_was(Type type)
    {
        foreach (var value in (object[])[Sample.Full(type), Sample.Bare(type)])
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(value, type.BaseType!, JournalJson.Options);
            var back = JsonSerializer.Deserialize(json, type.BaseType!, JournalJson.Options);
            Assert.Equal(Sample.Dump(value), Sample.Dump(back));
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_state_and_each_of_its_parts_comes_back_as_it_was(Type type)
    {
        foreach (var value in (object[])[Sample.Full(type), Sample.Bare(type)])
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(value, type, JournalJson.Options);
            var back = JsonSerializer.Deserialize(json, type, JournalJson.Options);
            Assert.Equal(Sample.Dump(value), Sample.Dump(back));
            Assert.Equal(json, JsonSerializer.SerializeToUtf8Bytes(back, type, JournalJson.Options));
        }
    }

    [Fact]
    public void Families_are_closed_and_every_member_has_its_name_in_the_journal()
    {
        foreach (var family in Families)
        {
            Assert.All(MembersOf(family), type => Assert.True(type.IsSealed, $"{type} is not sealed"));
            var named = family.GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();
            Assert.Equal(MembersOf(family).Select(t => t.Name).Order(), named.Select(a => a.DerivedType.Name).Order());
            Assert.All(named, a => Assert.Equal(a.DerivedType.Name, a.TypeDiscriminator));
        }
    }

    [Fact]
    public void What_is_empty_takes_no_room_and_comes_back_empty()
    {
        Assert.Equal("{}", Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(LeadState.Unknown,
            JournalJson.Options)));
        var back = JournalJson.ReadLead("{}"u8);
        Assert.Equal(Owner.Marketing, back.Owner);
        Assert.Empty(back.Facts);
        Assert.Empty(back.Nurture.Seen);
        Assert.Equal("", back.Origin.Source);
    }

    [Fact]
    public void Events_are_a_list_that_a_person_can_read()
    {
        using var ahead = new JsonAhead<Entry>(JournalJson.Write);
        var entry = new Entry(1, 1, null, 1, 0, default, "system", null)
        {
            LeadEvents = [new CycleStarted(1, new Moment(5)), new Resumed()],
        };
        ahead.Each([entry], (_, json) => Assert.Equal(
            """[{"event":"CycleStarted","cycle":1,"at":5},{"event":"Resumed"}]""", Encoding.UTF8.GetString(json)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(JsonAhead<int>.ChunkRows)]
    [InlineData(JsonAhead<int>.ChunkRows + 1)]
    [InlineData(JsonAhead<int>.ChunkRows * 5 + 7)]
    public void Json_made_ahead_comes_with_its_own_row_and_in_order(int rows)
    {
        using var ahead = new JsonAhead<int>((to, row) => to.WriteNumberValue(row));
        for (var time = 0; time < 3; time++)
        {
            var next = 0;
            ahead.Each([.. Enumerable.Range(0, rows)], (row, json) =>
            {
                Assert.Equal(next++, row);
                Assert.Equal($"{row}", Encoding.UTF8.GetString(json));
            });
            Assert.Equal(rows, next);
        }
    }

    [Fact]
    public void Json_made_ahead_can_be_used_again_after_a_write_failed()
    {
        using var ahead = new JsonAhead<int>((to, row) => to.WriteNumberValue(row));
        int[] rows = [.. Enumerable.Range(0, 1000)];
        Assert.Throws<InvalidOperationException>(() => ahead.Each(rows, (_, _) => throw new InvalidOperationException()));
        var sum = 0;
        ahead.Each(rows, (row, json) => sum += int.Parse(json));
        Assert.Equal(rows.Sum(), sum);
    }

    [Fact]
    public void The_leads_of_a_team_are_written_in_one_order()
    {
        var ids = Enumerable.Range(0, 50).Select(i => LeadId.Of(Identity.Email($"{i}@example.org"))).ToList();
        var held = new Holding(1, "ines", true);
        TeamState Team(IEnumerable<LeadId> order) =>
            order.Aggregate(TeamState.Empty, (t, id) => t with { Held = t.Held.SetItem(id, held) });
        Assert.Equal(Bytes(Team(ids)), Bytes(Team(ids.AsEnumerable().Reverse())));
    }

    [Theory]
    [InlineData("""[{"event":"Teleported"}]""")]
    [InlineData("null")]
    [InlineData("[{")]
    public void What_this_version_does_not_know_is_never_read_as_something_else(string json) =>
        Assert.Throws<JsonException>(() => JournalJson.ReadLeadEvents(Encoding.UTF8.GetBytes(json)));

    private static byte[] Bytes(TeamState team)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes)) JournalJson.Write(writer, team);
        return bytes.WrittenSpan.ToArray();
    }

    private static IEnumerable<Type> MembersOf(Type family) =>
        family.Assembly.GetTypes().Where(t => t.IsSubclassOf(family));

    private static IEnumerable<Type> StateParts() => typeof(LeadState).GetProperties().Select(p => p.PropertyType)
        .Where(t => t is { IsClass: true, IsAbstract: false, IsGenericType: false }
            && t.Assembly == typeof(LeadState).Assembly && !t.IsArray)
        .Append(typeof(Member)).Append(typeof(Seat)).Append(typeof(OpenOffer)).Distinct();
}
