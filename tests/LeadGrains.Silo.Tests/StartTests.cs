namespace LeadGrains.Silo.Tests;

// These need no database.
using FactAttribute = Xunit.FactAttribute;
using TheoryAttribute = Xunit.TheoryAttribute;

/// <summary>What a process says that can't start.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Wrong_input_is_told_fault_by_fault_with_the_exit_code_of_a_wrong_command_line()
    {
        var (code, _, said) = await SiloUnderTest.Run("--role", "boss", "--database", "Host=x;Databas=y;Password=geheim", "--silo-port", "70000", "--urls", "ftp://x", "--mail", "/no/such/file", "--drain-within", "1", "--color");
        Assert.Equal(2, code);
        Assert.Equal(8, said.Count);
        foreach (var option in new[] { "--color", "--role", "--database", "--silo-port", "--urls", "--mail", "--drain-within" }) Assert.Single(said.Skip(1), line => line.Contains(option, StringComparison.Ordinal));
        Assert.DoesNotContain(said, line => line.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_with_faults_is_told_with_all_of_them()
    {
        var file = Path.Combine(Path.GetTempPath(), $"leadgrains-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, "smtp:\n  port: none\nlimit: x\n");
        try
        {
            var (code, _, said) = await SiloUnderTest.Run("--database", "Host=127.0.0.1;Port=1", "--mail", file);
            Assert.Equal(3, code);
            Assert.True(said.Count > 2, string.Join('\n', said));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("postgresql://ann:s%3Acret@db.example:5433/leads?sslmode=require", "Host=db.example;Port=5433;Database=leads;Username=ann;Password=s:cret;SSL Mode=Require")]
    [InlineData("postgres://db.example/leads", "Host=db.example;Port=5432;Database=leads")]
    [InlineData("Host=db.example;Database=leads", "Host=db.example;Database=leads")]
    public void A_database_is_named_by_an_address_or_a_connection_string(string given, string connection) =>
        Assert.Equal(connection, Read((SiloOption.Database, given)).Options!.Database);

    [Fact]
    public void The_usual_is_a_silo_with_everything_on_this_machine()
    {
        var options = Read((SiloOption.Database, "Host=db.example")).Options!;
        Assert.Equal((HouseRole.All, "http://127.0.0.1:8080", 11111, 30000, TimeSpan.FromSeconds(40)), (options.Role, options.Urls, options.SiloPort, options.GatewayPort, options.DrainWithin));
        Assert.Null(Read((SiloOption.Database, "Host=db.example"), (SiloOption.Urls, "off")).Options!.Urls);
        Assert.Single(Read((SiloOption.Database, "Host=db.example"), (SiloOption.Urls, "off"), (SiloOption.Role, "gateway")).Faults);
    }

    private static (SiloOptions? Options, IReadOnlyList<string> Faults) Read(params (SiloOption Option, string Value)[] given) =>
        SiloOptions.Read(option => given.FirstOrDefault(g => g.Option == option).Value ?? option.Usual);
}
