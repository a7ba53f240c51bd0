using LeadGrains.Contract;
using LeadGrains.Engine.Tests;

namespace LeadGrains.Orleans.Tests;

/// <summary>What any engine must do, on two silos.</summary>
[Collection(OnPostgres.Name)]
public sealed class OrleansContractTests(Postgres postgres) : EngineContract
{
    protected override async Task<House> Open() => await OrleansHouse.Open(postgres);
}
