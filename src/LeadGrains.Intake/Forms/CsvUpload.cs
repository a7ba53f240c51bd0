namespace LeadGrains.Intake;

/// <summary>
/// A CSV file as the body of a request, its columns read by their headers as <c>leadgrains import</c> does. Rows that can't
/// be taken are told with their reason; the others are. For files beyond <see cref="IntakeLimits.CsvBytesMax"/> there is the import. Pure.
/// </summary>
public static class CsvUpload
{
    private const int BadRowsToldMax = 100;

    /// <summary>Reads one file.</summary>
    public static IntakeResult Read(IntakeRequest request, IntakeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        if (IntakeResult.Unfit(request, IntakeLimits.CsvBytesMax) is { } unfit) return unfit;
        var csv = CsvLeads.Open(new MemoryStream(request.Body.ToArray(), writable: false), Mapping.Automatic with { CountryCallingCode = settings.CountryCallingCode }, "the file");
        if (csv.Faults.Count > 0) return IntakeResult.BadInput([.. csv.Faults.Select(f => f.Text)]);
        var rows = new RowInquiry(settings.Languages);
        var inquiries = new List<Submitted>();
        var bad = new List<BadRow>();
        foreach (var item in csv.Rows())
        {
            if (inquiries.Count + bad.Count == IntakeLimits.CsvRowsMax) return IntakeResult.Refuse(413, $"One file has at most {IntakeLimits.CsvRowsMax:N0} rows; 'leadgrains import' takes any number.");
            if (item is BadRow wrong) bad.Add(wrong);
            else if (rows.Read((CsvRow)item) is var (lead, command, id)) inquiries.Add(new Submitted("csv", lead, command, id));
        }
        if (inquiries.Count == 0) return IntakeResult.BadInput(bad.Count == 0 ? ["The file has no rows."] : [.. bad.Select(b => $"Row {b.RowNumber}: {b.Reason}.")]);
        return IntakeResult.Of(inquiries, IntakeReply.Json(new
        {
            rows = inquiries.Count,
            setAside = bad.Count,
            faults = bad.Take(BadRowsToldMax).Select(b => new { row = b.RowNumber, reason = b.Reason }),
            notRead = csv.Unmapped,
        }));
    }
}
