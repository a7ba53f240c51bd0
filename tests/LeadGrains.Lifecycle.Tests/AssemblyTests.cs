using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle.Tests;

public sealed class AssemblyTests
{
    private static readonly Assembly Core = typeof(LeadLifecycle).Assembly;

    public static TheoryData<Type> Families => [typeof(LeadCommand), typeof(LeadEvent), typeof(TeamCommand), typeof(TeamEvent), typeof(AgreementEvent), typeof(Parcel)];

    [Fact]
    public void The_core_references_only_the_framework() => Assert.Empty(Core.GetReferencedAssemblies()
        .Where(a => !a.Name!.StartsWith("System.", StringComparison.Ordinal) && a.Name is not ("System" or "netstandard")).Select(a => a.Name));

    [Theory, MemberData(nameof(Families))]
    public void A_family_is_closed_and_its_members_are_sealed_and_named_as_they_are_written(Type family)
    {
        var members = MembersOf(family);
        var written = family.GetCustomAttributes<JsonDerivedTypeAttribute>().ToDictionary(a => a.DerivedType, a => a.TypeDiscriminator);
        Assert.NotEmpty(members);
        Assert.Empty(members.Where(m => !m.IsSealed).Select(m => $"{m.Name} is not sealed"));
        Assert.Empty(members.Where(m => !written.TryGetValue(m, out var name) || !m.Name.Equals(name)).Select(m => $"{m.Name} is not written under its name"));
    }

    [Fact]
    public void Every_public_type_is_sealed_static_or_a_family() => Assert.Empty(Core.GetExportedTypes()
        .Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(t => t.Name));

    [Fact]
    public void The_core_never_looks_at_a_clock_or_rolls_dice()
    {
        string[] forbidden = ["DateTime.get_Now", "DateTime.get_UtcNow", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow", "DateTime.get_Today",
            "TimeProvider.get_System", "TimeProvider.GetUtcNow", "Stopwatch.GetTimestamp", "Environment.get_TickCount64", "Guid.NewGuid", "Random.get_Shared", "Random..ctor"];
        Assert.Empty(MembersUsed().Intersect(forbidden));
    }

    private static Type[] MembersOf(Type family) => [.. Core.GetTypes().Where(t => t.IsSubclassOf(family))];

    private static List<string> MembersUsed()
    {
        using var file = new PEReader(File.OpenRead(Core.Location));
        var reader = file.GetMetadataReader();
        var used = new List<string>();
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var type = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
            used.Add($"{reader.GetString(type.Name)}.{reader.GetString(member.Name)}");
        }
        return used;
    }
}
