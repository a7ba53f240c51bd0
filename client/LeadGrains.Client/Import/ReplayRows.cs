using LeadGrains.Intake;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;

namespace LeadGrains.Client.Import;

/// <summary>The rows of a replay's two files; what can't be replayed goes to a side file beside its own.</summary>
internal sealed record ReplayRows(IReadOnlyList<ReplayInquiry> Inquiries, IReadOnlyList<ReplayDeal> Deals,
    IReadOnlyList<string> SideFiles, long SetAside)
{
    /// <summary>Reads both. Throws a problem with every fault of a file as such.</summary>
    public static ReplayRows Read(string leads, string deals, MapFile map, Program program)
    {
        using var leadSource = MapFile.OpenSource(leads);
        using var dealSource = MapFile.OpenSource(deals);
        var (leadCsv, dealCsv) = (map.Open(leadSource, leads), map.OpenDeals(dealSource, deals));
        using var leadAside = new SideFile(leads);
        using var dealAside = new SideFile(deals);
        var inquiries = new RowInquiry(program);
        var read = Rows(leadCsv, leadAside, row => row.At is { } at
            ? new ReplayInquiry(row.RowNumber, row.Identity.Value, at.At, inquiries.Read(row).Command)
                : null, "it has no date, so it can't be replayed");
        var won = Rows(dealCsv, dealAside, row => row.WonAt is { } at ? Deal(row, at.At)
            : null, "it was lost, and only wins are replayed");
        if (read.Count == 0) throw new ProblemException(ProblemKind.BadInput,
            $"{leads} has no inquiry that can be replayed.");
        string[] sideFiles = [.. new[] { leadAside, dealAside }.Where(s => s.Count > 0).Select(s => s.Path)];
        return new ReplayRows(read, won, sideFiles, leadAside.Count + dealAside.Count);
    }

    private static List<T> Rows<T>(CsvLeads csv, SideFile aside, Func<CsvRow, T?> make, string otherwise) where T
        : class
    {
        var rows = new List<T>();
        foreach (var item in csv.Rows())
        {
            if (item is CsvRow row && make(row) is { } made) rows.Add(made);
            else aside.Write(item as BadRow ?? new BadRow(item.RowNumber, item.LineNumber, otherwise, ""));
        }
        return rows;
    }

    private static ReplayDeal Deal(CsvRow row, Moment wonAt)
    {
        var owner = row[CsvField.Owner] ?? "unknown";
        return new ReplayDeal(row.RowNumber, row.Identity.Value, row[CsvField.QualifiedBy] ?? owner, owner, wonAt)
        {
            Facts = [.. row.Facts.Select(fact => new Telling(fact.Key, fact.Value))],
            Value = row.Value,
            Currency = row[CsvField.Currency],
        };
    }
}
