using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Web.Courier;
using LeadGrains.Web.Tests;

namespace LeadGrains.Silo.Tests;

/// <summary>What leaves a silo leaves by the doors that its settings name.</summary>
[Collection(OneServer.Name)]
public sealed class DeskTests(Postgres postgres)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public async Task A_text_message_leaves_a_silo_by_the_gateway_that_its_environment_names()
    {
        using var receiver = new Receiver();
        var (gateway, _) = MessageGateway.Read(name => name switch
        {
            MessageGateway.AddressVariable => receiver.Url,
            MessageGateway.SecretVariable => Secret,
            MessageGateway.PrivateVariable => "1",
            _ => null,
        }, _ => null);
        var files = new SettingFiles(new MailSettings(), new Intake.IntakeSettings(), null, ProgramText.Default) { Gateway = gateway };
        var options = new SiloOptions { Database = await postgres.Database(), Outbox = Directory.CreateTempSubdirectory("leadgrains-desk-").FullName };
        await using var database = await Database.Open(options.Database, files, default);
        var program = database.Program();
        var desk = Desk.Open(options, files, database, await database.Links(), program);
        var touch = new TouchParcel(3, program.Program.Content.First(p => p.Kind == PieceKind.Drip).Id, Channel.Message);
        var lead = LeadState.Unknown with { Id = LeadId.Of(Identity.Phone("+4930123456")), Person = new Person { Phone = "+4930123456" } };
        var delivery = await desk.Mail.Courier.Deliver(new Consignment(touch, lead, program.Program, "touch-3.0f9a@leadgrains", TwoSilos.Now), default);
        await desk.Mail.DisposeAsync();
        Assert.Equal(TouchOutcome.Sent, delivery.Outcome);
        Assert.True(Assert.Single(receiver.Heard).IsSigned(Secret, TimeProvider.System.GetUtcNow()));
        Directory.Delete(options.Outbox, recursive: true);
    }

    [Xunit.Fact]
    public async Task A_gateway_that_cannot_be_used_keeps_a_silo_from_starting()
    {
        var (code, _, said) = await SiloUnderTest.RunWith([(MessageGateway.AddressVariable, "ftp://sms.example")], "--database", "Host=127.0.0.1;Port=1");
        Assert.Equal(3, code);
        Assert.Equal(2, said.Count(line => line.Contains("LEADGRAINS_MESSAGE_", StringComparison.Ordinal)));
    }
}
