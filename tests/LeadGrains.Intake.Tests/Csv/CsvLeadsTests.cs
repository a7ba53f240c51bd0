namespace LeadGrains.Intake.Tests;

public class CsvLeadsTests
{
    private static string[] Show(string text, params CsvField[] fields) =>
        [.. CsvText.Read(text)
            .Select(r => CsvText.Show(r, fields.Length > 0 ? fields : [CsvField.Email, CsvField.Name]))];

    [Fact]
    public void Rows_are_numbered_as_a_spreadsheet_and_an_editor_number_them()
    {
        var rows = CsvText.Read("email,name\r\n\r\na@example.com,\"Ada\r\nLovelace\"\r\nb@example.com,Bob\r\n");
        Assert.Equal([(3, 3), (4, 5)], rows.Select(r => ((int)r.RowNumber, (int)r.LineNumber)));
        Assert.Equal("Ada  Lovelace", ((CsvRow)rows[0])[CsvField.Name]);
    }

    [Fact]
    public void Quotes_and_delimiters_inside_a_cell_are_text() => Assert.Equal(
        ["2 a@example.com Ada, \"Countess\"", "3 b@example.com 5\" pipe", "4 c@example.com –"],
        Show("email,name\na@example.com,\"Ada, \"\"Countess\"\"\"\nb@example.com,5\" pipe\nc@example.com,\"\"\n"));

    [Fact]
    public void A_stray_quote_costs_its_own_row_only() => Assert.Equal(
        ["2 bad: a quote stands inside a quoted cell; it should be written twice", "3 b@example.com Bob",
            "4 bad: a quote is opened here and never closed", "5 d@example.com Dan"],
        Show("email,name\na@example.com,\"Ada \"the\" Countess\"\nb@example.com,Bob\nc@example.com,\"Cy\nd@example.com,Dan\n"));

    [Fact]
    public void A_quote_left_open_in_a_long_file_costs_its_own_row_only()
    {
        var many = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"p{i}@example.com,Person {i}\n"));
        var rows = CsvText.Read("email,name\nx@example.com,\"open\n" + many);
        Assert.Equal(100_001, rows.Count);
        var bad = Assert.Single(rows.OfType<BadRow>());
        Assert.Equal((2, "x@example.com,\"open"), ((int)bad.RowNumber, bad.RawText));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("x\n")]
    [InlineData("x,\"\"y\r\n")]
    public void A_cell_of_ten_megabytes_is_one_bad_row_in_bounded_memory(string filling)
    {
        var quote = filling.Length > 1 ? "\"" : "";
        var cell = string.Concat(Enumerable.Repeat(filling, 10_000_000 / filling.Length));
        var stream = CsvText.Bytes(
            $"email,name,city\na@example.com,Ada,Rome\nb@example.com,{quote}{cell}{quote},Rome\nc@example.com,Cy,Rome\n");
        var leads = CsvLeads.Open(stream, null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rows = leads.Rows().ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(["a@example.com", null, "c@example.com"], rows.Select(r => (r as CsvRow)?[CsvField.Email]));
        Assert.Equal([2L, 3, 4], rows.Select(r => r.RowNumber));
        Assert.Equal(4 + (cell.Count(c => c == '\n')), rows[2].LineNumber);
        Assert.InRange(((BadRow)rows[1]).RawText.Length, 1, 2001);
        Assert.True(allocated < 20_000_000, $"{allocated} bytes were allocated");
    }

    [Fact]
    public void A_cell_has_64_kibichars_and_not_one_more()
    {
        const string Map = "leads: {email: email}";
        static string With(int chars) => $"email,note\na@example.com,{new string('é', chars)}\n";
        Assert.IsType<CsvRow>(CsvText.Read(With(64 * 1024), Map).Single());
        Assert.Equal("2 bad: cell 2 is longer than 65536 characters",
            CsvText.Show(CsvText.Read(With(64 * 1024 + 1), Map).Single()));
    }

    [Fact]
    public void Ragged_rows_are_bad_but_for_blank_cells_behind_the_last_column() => Assert.Equal(
        ["2 bad: it has 1 cells where the header has 2", "3 b@example.com Bob",
            "4 bad: it has 3 cells where the header has 2"],
        Show("email,name\na@example.com\nb@example.com,Bob,, \nc@example.com,Cy,x\n,\n\n  \n"));

    [Fact]
    public void NUL_and_control_characters_are_taken_out() => Assert.Equal(
        ["2 a@example.com Ada Lovelace", "3 b@example.com Bob Bcc: x@example.com"],
        Show("email,name\n\0a@exa\0mple.com, Ada\tLovelace \nb@example.com,\"Bob\rBcc: x@example.com\"\n"));

    [Fact]
    public void An_empty_file_is_one_clear_fault()
    {
        foreach (var text in new[] { "", "\n\r\n", "\uFEFF" })
        {
            var leads = CsvLeads.Open(CsvText.Bytes(text), null, "leads.csv");
            Assert.Equal("leads.csv: the file is empty", Assert.Single(leads.Faults).ToString());
            Assert.Throws<InvalidOperationException>(() => leads.Rows());
        }
        Assert.Empty(CsvText.Read("email,name"));
    }

    [Fact]
    public void What_is_not_acceptable_is_said_in_words() => Assert.Equal(
        ["2 bad: 'ada@' is not an e-mail address",
            "3 bad: nothing identifies the person: no e-mail address, no telephone number that reads as E.164, no external id",
            "4 +49 30 123456", "5 bad: name is 301 characters long; 300 is the most"],
        [.. CsvText.Read($"email,phone,name\nada@,,A\n,030 123,B\n,+49 30 123456,C\nd@example.com,,{new string('D', 301)}\n")
            .Select(r => CsvText.Show(r, CsvField.Phone))]);

    [Fact]
    public void Reading_resumes_behind_a_row()
    {
        using var stream = CsvText.Bytes("email\na@example.com\nnot one\nc@example.com\nd@example.com\n");
        var leads = CsvLeads.Open(stream);
        Assert.Equal([2L, 3, 4, 5], leads.Rows().Select(r => r.RowNumber));
        Assert.Equal([4L, 5], leads.Rows(afterRow: 3).Select(r => r.RowNumber));
        Assert.Equal([2L], leads.Rows().Take(1).Select(r => r.RowNumber));
        Assert.Equal(4, leads.Rows().Count());
    }

    [DataFact("csv")]
    public void The_files_that_break_importers_are_read()
    {
        Assert.Equal(["2 bad: it has 4 cells where the header has 3", "3 bad: it has 2 cells where the header has 3",
            "4 mixed types.... uh oh"],
            Read("bad.csv", "leads: {externalId: column_b, externalSource: t}"));
        Assert.Equal(["2 2"], Read("dummy_col_shuffled_ragged.csv", "leads: {externalId: b, externalSource: t}"));
        Assert.Equal(["2 1", "3 Once upon a time"],
            Read("mac_newlines.csv", "leads: {externalId: a, externalSource: t}"));
        Assert.Equal(["2 2"], Read("null_byte.csv", "leads: {externalId: b, externalSource: t}"));
        Assert.Equal(["2 d"], Read("test_header_newline.csv", "leads: {externalId: start end, externalSource: t}"));
        Assert.Equal(["2 3", "3 ʤ"], Read("test_utf16_little.csv", "leads: {externalId: c, externalSource: t}"));
        Assert.Equal(["2 3", "3 ʤ"], Read("test_utf8_bom.csv", "leads: {externalId: baz, externalSource: t}"));

        static string[] Read(string file, string yaml)
        {
            using var stream = File.OpenRead(TestData.PathOf("csv/" + file));
            return [.. CsvText.Read(stream, yaml).Select(r => CsvText.Show(r, CsvField.ExternalId))];
        }
    }
}
