namespace LeadGrains.Mail.Tests;

public sealed class PickupFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("leadgrains-pickup-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_mail_becomes_one_file_named_by_its_Message_ID_and_no_draft_stays()
    {
        var outcome = await new PickupFolder(folder).SendAsync(Samples.Message(), CancellationToken.None);
        Assert.Equal(new SendOutcome.Sent("touch-1.lead-2@kestrel.example.eml"), outcome);
        var file = Assert.Single(Directory.GetFileSystemEntries(folder));
        Assert.Equal(MimeWriter.Write(Samples.Message()), await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task The_same_Message_ID_again_changes_nothing()
    {
        var pickup = new PickupFolder(folder);
        var first = await pickup.SendAsync(Samples.Message(), CancellationToken.None);
        var second = await pickup.SendAsync(Samples.Message() with { Subject = "Another" }, CancellationToken.None);
        Assert.Equal(first, second);
        Assert.Contains("Subject: A question", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder))));
    }

    [Fact]
    public async Task The_same_mail_sent_by_many_at_once_is_one_whole_file()
    {
        var pickup = new PickupFolder(folder);
        var sends = Enumerable.Range(0, 32)
            .Select(_ => Task.Run(() => pickup.SendAsync(Samples.Message(), CancellationToken.None).AsTask()));
        var outcomes = await Task.WhenAll(sends);
        Assert.All(outcomes, outcome => Assert.IsType<SendOutcome.Sent>(outcome));
        Assert.Equal(MimeWriter.Write(Samples.Message()),
            await File.ReadAllBytesAsync(Assert.Single(Directory.GetFileSystemEntries(folder))));
    }

    [Theory]
    [InlineData("a/../../b@c.example")]
    [InlineData("..@c.example")]
    [InlineData("A@c.example")]
    [InlineData("a\\b:c*?@c.example")]
    public async Task A_wild_Message_ID_stays_within_the_folder_and_has_a_file_of_its_own(string id)
    {
        await new PickupFolder(folder).SendAsync(Samples.Message() with { MessageId = id }, CancellationToken.None);
        var name = Path.GetFileName(Assert.Single(Directory.GetFiles(folder)));
        Assert.Matches(@"^[a-z0-9_@-][a-z0-9_@.-]*-[0-9a-f]{16}\.eml$", name);
        Assert.NotEqual(name, PickupFolder.FileName(id.Replace('a', 'b').Replace('A', 'a')));
    }

    [Fact]
    public void Very_long_ids_have_short_names_and_differ() =>
        Assert.Equal(2, new[] { "a", "b" }.Select(end =>
            PickupFolder.FileName(new string('x', 200) + end + "@c.example"))
            .Where(name => name.Length < 160).Distinct().Count());

    [Fact]
    public async Task Where_the_envelope_has_a_sender_of_its_own_the_file_begins_with_it()
    {
        var message = Samples.Message() with { ReturnPath = new Mailbox("bounce+abc@kestrel.example") };
        await new PickupFolder(folder).SendAsync(message, CancellationToken.None);
        var mail = await File.ReadAllTextAsync(Directory.GetFiles(folder)[0]);
        Assert.StartsWith("Return-Path: <bounce+abc@kestrel.example>\r\nDate: ", mail);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_refuses_for_now()
    {
        var file = Path.Combine(folder, "a-file");
        await File.WriteAllTextAsync(file, "");
        var pickup = new PickupFolder(Path.Combine(file, "below"));
        var outcome = await pickup.SendAsync(Samples.Message(), CancellationToken.None);
        Assert.False(Assert.IsType<SendOutcome.Refused>(outcome).IsPermanent);
    }

    [Fact]
    public async Task A_name_that_is_taken_by_a_folder_refuses_and_leaves_no_draft()
    {
        Directory.CreateDirectory(Path.Combine(folder, "touch-1.lead-2@kestrel.example.eml"));
        Assert.IsType<SendOutcome.Refused>(
            await new PickupFolder(folder).SendAsync(Samples.Message(), CancellationToken.None));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task The_folder_is_made_when_it_is_missing()
    {
        Directory.Delete(folder);
        Assert.IsType<SendOutcome.Sent>(
            await new PickupFolder(folder).SendAsync(Samples.Message(), CancellationToken.None));
    }

    [Fact]
    public async Task Cancelled_before_it_began_nothing_is_written()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new PickupFolder(folder).SendAsync(Samples.Message(), new CancellationToken(true)).AsTask());
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }
}
