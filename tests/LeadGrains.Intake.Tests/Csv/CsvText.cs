using System.Text;

namespace LeadGrains.Intake.Tests;

/// <summary>Short ways to write a file and to read it.</summary>
internal static class CsvText
{
    public static MemoryStream Bytes(string text, Encoding? encoding = null, bool bom = false)
    {
        encoding ??= new UTF8Encoding(false);
        return new MemoryStream([.. bom ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
    }

    public static Mapping Map(string yaml)
    {
        var read = Mapping.Parse(yaml);
        Assert.True(read.Faults.Count == 0, string.Join("\n", read.Faults));
        return read.Mapping!;
    }

    public static List<CsvItem> Read(string text, string? yaml = null) => Read(Bytes(text), yaml);

    public static List<CsvItem> Read(Stream stream, string? yaml = null)
    {
        var leads = CsvLeads.Open(stream, yaml is null ? null : Map(yaml), "leads.csv");
        Assert.True(leads.Faults.Count == 0, string.Join("\n", leads.Faults));
        return [.. leads.Rows()];
    }

    public static List<string> Faults(string text, string yaml, bool deals = false)
    {
        var read = Mapping.Parse(yaml);
        if (read.Mapping is null) return [.. read.Faults.Select(f => f.ToString())];
        var leads = deals ? CsvLeads.OpenDeals(Bytes(text), read.Mapping, "leads.csv")
            : CsvLeads.Open(Bytes(text), read.Mapping, "leads.csv");
        return [.. leads.Faults.Select(f => f.ToString())];
    }

    /// <summary>Rows as text: <c>2 a@b.c Ada</c>, or <c>3 bad: reason</c>.</summary>
    public static string Show(CsvItem item, params CsvField[] fields) => item switch
    {
        CsvRow row => string.Join(' ', fields.Select(f => row[f] ?? "–").Prepend(row.RowNumber.ToString())),
        BadRow bad => $"{bad.RowNumber} bad: {bad.Reason}",
        _ => throw new InvalidOperationException(),
    };
}

/// <summary>A pipe: bytes once only, in awkward portions.</summary>
internal sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1000));
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);
}
