using LeadGrains.Engine;
using LeadGrains.Mail;
using LeadGrains.Web.Courier;

namespace LeadGrains.Web.Tests;

/// <summary>Text messages leave by a gateway where the environment names one, and in no other way where it does so badly.</summary>
public sealed class MessageGatewayTests : IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly Moment Now = Moment.Utc(2026, 3, 2, 9);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadgrains-messages-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("204 No Content", TouchOutcome.Sent)]
    [InlineData("503 Service Unavailable", TouchOutcome.RefusedForNow)]
    [InlineData("400 Bad Request", TouchOutcome.RefusedForGood)]
    [InlineData("500 Internal Server Error", TouchOutcome.Uncertain)]
    public async Task A_message_is_posted_signed_and_what_the_gateway_answers_is_its_outcome(string answer, TouchOutcome outcome)
    {
        using var receiver = new Receiver { Answer = _ => answer };
        var (gateway, faults) = Read((MessageGateway.AddressVariable, receiver.Url), (MessageGateway.SecretVariable, Secret), (MessageGateway.PrivateVariable, "1"));
        Assert.Empty(faults);
        var (delivery, touch) = await Deliver(gateway);
        Assert.Equal(outcome, delivery.Outcome);
        var heard = Assert.Single(receiver.Heard);
        Assert.True(heard.IsSigned(Secret, TimeProvider.System.GetUtcNow()));
        Assert.Equal(("touch-3_0f9a@leadgrains", "message.send"), (heard.Id, heard.Type));
        Assert.Equal(("+4930123456", touch.Piece), (heard.Data.GetProperty("to").GetString(), heard.Data.GetProperty("piece").GetString()));
        Assert.Empty(Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Without_a_gateway_a_message_is_a_file()
    {
        var (gateway, faults) = Read((MessageGateway.SecretVariable, Secret));
        Assert.Empty(faults);
        Assert.Equal(TouchOutcome.Sent, (await Deliver(gateway)).Delivery.Outcome);
        Assert.Contains("To +4930123456", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "tasks")))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://sms.example/send", Secret, "begins with https://")]
    [InlineData("https://sms.example/send", "geheim", "must hold whsec_")]
    [InlineData("https://sms.example/send", null, "must hold whsec_")]
    public void Half_a_gateway_is_none(string address, string? secret, string fault)
    {
        var (gateway, faults) = Read((MessageGateway.AddressVariable, address), (MessageGateway.SecretVariable, secret));
        Assert.Null(gateway);
        Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_may_be_in_a_file()
    {
        (string, string?)[] named = [(MessageGateway.AddressVariable, "https://sms.example/send"), (MessageGateway.SecretFileVariable, "key")];
        Assert.NotNull(Read(name => name == "key" ? Secret + "\n" : null, named).Gateway);
        Assert.Single(Read(_ => null, named).Faults);
    }

    private async Task<(Delivery Delivery, TouchParcel Touch)> Deliver(MessageGateway? gateway)
    {
        var program = ProgramText.Default.Check().Read!;
        await using var door = MailDoor.Open(new MailSettings(), _folder.FullName, _ => program.Content, new Stationery(Sender.Sample, new SignedLinks(LinkKeys.Next(null).Keys), (_, _) => null),
            () => [], TimeProvider.System, gateway);
        var touch = new TouchParcel(3, program.Program.Content.First(p => p.Kind == PieceKind.Drip).Id, Channel.Message);
        var lead = LeadState.Unknown with { Id = LeadId.Of(Identity.Phone("+4930123456")), Person = new Person { FirstName = "Ann", Phone = "+4930123456" } };
        return (await door.Courier.Deliver(new Consignment(touch, lead, program.Program, "touch-3.0f9a@leadgrains", Now), default), touch);
    }

    private static (MessageGateway? Gateway, IReadOnlyList<string> Faults) Read(params (string Name, string? Value)[] variables) => Read(_ => null, variables);

    private static (MessageGateway? Gateway, IReadOnlyList<string> Faults) Read(Func<string, string?> file, params (string Name, string? Value)[] variables) =>
        MessageGateway.Read(name => variables.FirstOrDefault(v => v.Name == name).Value, file);
}
