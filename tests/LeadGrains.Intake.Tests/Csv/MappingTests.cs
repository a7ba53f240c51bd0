using LeadGrains.Lifecycle;

namespace LeadGrains.Intake.Tests;

public class MappingTests
{
    private const string Header = "Id,Vorname,Nachname,E-Mail,Quelle,E-Mail\n";

    [Fact]
    public void Every_fault_of_the_text_comes_back_with_its_line() => Assert.Equal(
        [
            "mapping.yaml:1: identity is one of email, phone, external",
            "mapping.yaml:2: 'date' is not known here; known: identity, dates, phones, numbers, leads, deals",
            "mapping.yaml:4: 'dd-MM' is not a date format; one such as dd-MM-yyyy or 'M/d/yyyy h:mm tt' is meant (MM is the month)",
            "mapping.yaml:5: there is no time zone 'Berlin'; a name such as Europe/Berlin or UTC is meant",
            "mapping.yaml:6: country is a calling code, 1 to 999, such as 55",
            "mapping.yaml:8: exactly one of column, template, constant is needed",
            "mapping.yaml:9: normalise can be 'slug' only",
            "mapping.yaml:10: '{first' is not a template; one such as \"{first} {last}\" is meant",
            "mapping.yaml:11: at has to be a column",
            "mapping.yaml:12: consent needs its proof: channels is missing (topics, channels, wording, where; form if there was one)",
            "mapping.yaml:12: consent needs its proof: wording is missing (topics, channels, wording, where; form if there was one)",
        ],
        CsvText.Faults("", """
            identity: mail
            date: {}
            dates:
              format: dd-MM
              zone: Berlin
            phones: {country: Brazil}
            leads:
              email: {values: {a: b}}
              source: {column: Quelle, normalise: lower}
              name: "{first"
              at: {constant: 2018-01-01}
              consent: {topics: "*", where: here}
            """));

    [Fact]
    public void Every_fault_against_the_file_comes_back_with_its_line() => Assert.Equal(
        [
            "mapping.yaml:2: there is no column 'Mail' in the file; it has: Id, Vorname, Nachname, E-Mail, Quelle, E-Mail",
            "mapping.yaml:3: there is no column 'Name' in the file; it has: Id, Vorname, Nachname, E-Mail, Quelle, E-Mail",
            "mapping.yaml:4: columns 4 and 6 are both called 'E-Mail'; write 'E-Mail#1' or 'E-Mail#2'",
            "mapping.yaml:5: externalId needs externalSource: the name of the system it comes from",
            "mapping.yaml:6: there is no column 'Fax' in the file; it has: Id, Vorname, Nachname, E-Mail, Quelle, E-Mail",
        ],
        CsvText.Faults(Header, """
            leads:
              email: Mail
              name: "{Vorname} {Name}"
              source: e_mail
              externalId: Id
              ignore: [Fax]
            """).Order());

    [Theory]
    [InlineData("leads: {source: Quelle}",
        "mapping.yaml: nothing here identifies a person: map email, phone, or externalId with externalSource")]
    [InlineData("identity: phone\nleads: {email: E-Mail#1}", "mapping.yaml: identity is phone, but that isn't mapped")]
    [InlineData("leads:\n  email: [E-Mail#3]",
        "mapping.yaml:2: there is no column 'E-Mail#3' in the file; it has: Id, Vorname, Nachname, E-Mail, Quelle, E-Mail")]
    [InlineData("leads: {email: E-Mail#1}\nleads: {}", "mapping.yaml:2: this is not YAML: Duplicate key leads")]
    [InlineData("- a", "mapping.yaml:1: expected 'leads:', 'deals:', 'dates:' and so on")]
    [InlineData("leads: &a {email: x}\ndeals: *a", "mapping.yaml:2: aliases (*name) are not understood here")]
    [InlineData("leads: [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "mapping.yaml:1: nested too deeply")]
    public void A_mapping_that_leads_nowhere_says_why(string yaml, string fault) =>
        Assert.Equal([fault], CsvText.Faults(Header, yaml));

    [Fact]
    public void A_consent_that_can_not_be_meant_so_is_said_before_any_row_is_read() => Assert.Equal(
        [
            "mapping.yaml:3: channels: 'Quelle' is a column of the file, and a plain value here is the text itself; write {column: Quelle}, or {constant: Quelle} where the text is meant",
            "mapping.yaml:3: topics: the program has no topic 'gardening'; it has planning, data, and * for all (translate it with values)",
        ],
        Faults("leads:\n  email: E-Mail#1\n  consent: {topics: [planning, gardening, '*'], channels: Quelle, wording: {constant: Quelle}, where: fair}\n"));

    [Fact]
    public void A_channel_that_nobody_knows_is_said_with_those_there_are() => Assert.Equal(
        ["mapping.yaml:3: channels: 'fax' is no channel; email, call, post or message is meant (translate it with values)"],
        Faults("leads:\n  email: E-Mail#1\n  consent: {topics: planning, channels: 'email, fax', wording: Yes., where: fair}\n"));

    [Fact]
    public void A_row_whose_consent_names_what_there_is_not_is_set_aside()
    {
        const string Yaml = "leads:\n  email: email\n  consent: {topics: {column: topics}, channels: {column: channels}, wording: Yes., where: fair}\n";
        var csv = CsvLeads.Open(CsvText.Bytes("email,topics,channels\na@b.example,planning,email\nb@b.example,roses,email\nc@b.example,data;*,e-mail|fax\nd@b.example,,\n"),
            CsvText.Map(Yaml), "leads.csv", ["planning", "data"]);
        Assert.Equal(
            [
                "2 planning",
                "3 bad: topics: the program has no topic 'roses'; it has planning, data, and * for all (translate it with values)",
                "4 bad: channels: 'fax' is no channel; email, call, post or message is meant (translate it with values)",
                "5 –",
            ], csv.Rows().Select(row => CsvText.Show(row, CsvField.ConsentTopics)));
    }

    private static List<string> Faults(string yaml) =>
        [.. CsvLeads.Open(CsvText.Bytes(Header), CsvText.Map(yaml), "leads.csv", ["planning", "data"]).Faults.Select(f => f.ToString()).Order(StringComparer.Ordinal)];

    [Fact]
    public void A_file_of_deals_needs_an_outcome() => Assert.Equal(
        ["mapping.yaml: a file of deals needs wonAt or lostAt"],
        CsvText.Faults(Header, "deals: {externalId: Id, externalSource: x}", deals: true));

    [Fact]
    public void Values_come_from_columns_templates_constants_and_translations()
    {
        var row = Assert.IsType<CsvRow>(CsvText.Read(Header + "7, Ada ,Lovelace,,Paid Search,ada@example.com\n", """
            leads:
              email: [E-Mail#1, E-Mail#2]
              name: "{Vorname} {Nachname}"
              source: {column: Quelle, normalise: slug, values: {PAID_SEARCH: ads}}
              campaign: {constant: Spring}
              externalId: Id
              externalSource: erp
              request: {column: Id, values: {"7": call}}
              consent: {topics: [a, b], channels: email, wording: "Yes, {Vorname}", where: fair}
              facts: {channel: {column: quelle}, none: E-Mail#1}
            """).Single());
        Assert.Equal("2 ada@example.com Ada Lovelace ads Spring 7 erp call a,b email Yes, Ada – fair", CsvText.Show(row,
            CsvField.Email, CsvField.Name, CsvField.Source, CsvField.Campaign, CsvField.ExternalId,
                CsvField.ExternalSource, CsvField.Request,
            CsvField.ConsentTopics, CsvField.ConsentChannels, CsvField.ConsentWording, CsvField.ConsentForm,
                CsvField.ConsentWhere));
        Assert.Equal([new("channel", "Paid Search")], row.Facts);
        Assert.Equal(Identity.Email("ada@example.com"), row.Identity);
        Assert.Equal([row.Identity, Identity.External("erp", "7")], row.Identities());
    }

    [Theory]
    [InlineData(".", "1,234.50", "1234.50")]
    [InlineData(".", "1234", "1234")]
    [InlineData(",", "1.234,50", "1234.50")]
    [InlineData(",", "-12,5", "-12.5")]
    [InlineData(".", "12,5", null)]
    [InlineData(",", "12.5", null)]
    [InlineData(".", "1e9", null)]
    [InlineData(".", "€ 5", null)]
    public void A_deal_has_a_plain_number_and_one_outcome(string mark, string value, string? read)
    {
        var yaml = $"numbers: {{decimal: \"{mark}\"}}\ndeals: {{email: e, wonAt: w, lostAt: l, value: v, currency: EUR}}";
        var deals = CsvLeads.OpenDeals(CsvText.Bytes(
            $"e;w;l;v\na@b.de;2018-01-02;;{value}\na@b.de;;;1\na@b.de;2018-01-02;2018-01-03;1\n"), CsvText.Map(yaml));
        var rows = deals.Rows().ToList();
        Assert.Equal(read, (rows[0] as CsvRow)?.Value?.ToString());
        Assert.Equal(["3 bad: it is neither won nor lost: no date", "4 bad: it is both won and lost"], rows.Skip(1)
            .Select(r => CsvText.Show(r)));
    }

    [Theory]
    [InlineData("salesforce", "Id,LastName,FirstName,Title,Company,Phone,MobilePhone,Email,LeadSource,OwnerId,Rating",
        "Email,Phone,FirstName,LastName,Company,JobTitle,Source,ExternalId,ExternalSource", "OwnerId,Rating")]
    [InlineData("hubspot",
        "Email address,First Name,Last Name,Company name,Phone number,Job Title,Country/Region,Lifecycle Stage,Lead Status",
        "Email,Phone,FirstName,LastName,Company,JobTitle,Country", "Lifecycle Stage,Lead Status")]
    [InlineData("mautic",
        "title,firstname,lastname,company,position,email,phone,points,preferred_locale,timezone,last_active",
        "Email,Phone,FirstName,LastName,Company,JobTitle,Language,TimeZone", "title,points,last_active")]
    [InlineData("odoo",
        "name,partner_name,contact_name,email_from,phone,function,country_id,source_id,medium_id,campaign_id",
        "Email,Phone,Name,Company,JobTitle,Country,Source,Campaign,UtmMedium", "name")]
    [InlineData("frappe",
        "first_name,last_name,email,mobile_no,organization,job_title,no_of_employees,territory,source,lead_owner",
        "Email,Phone,FirstName,LastName,Company,JobTitle,Source", "territory,lead_owner")]
    [InlineData("espocrm", "firstName,lastName,title,accountName,emailAddress,phoneNumber,addressCountry,status,source",
        "Email,Phone,FirstName,LastName,Company,JobTitle,Country,Source", "status")]
    [InlineData("dynamics", "fullname,companyname,emailaddress1,telephone1,address1_country,budgetamount,need",
        "Email,Phone,Name,Company,Country", "")]
    [InlineData(null, "E-Mail,First name,SURNAME,Organisation,utm_source,gclid,Created at,Shoe size",
        "Email,FirstName,LastName,Company,UtmSource,ClickId,At", "Shoe size")]
    public void Exports_of_known_systems_map_themselves(string? system, string headers, string fields, string unmapped)
    {
        var columns = headers.Split(',');
        var cells = columns.Select(c => CsvHeader.Key(c) switch
        {
            var key when key.StartsWith("email", StringComparison.Ordinal) => "ada@example.com",
            "createdat" => "2018-01-02",
            _ => "x",
        });
        var leads = CsvLeads.Open(CsvText.Bytes($"{headers}\n{string.Join(',', cells)}\n"));
        Assert.Empty(leads.Faults);
        Assert.Equal(system, leads.System);
        Assert.Equal(unmapped, string.Join(',', leads.Unmapped));
        var row = Assert.IsType<CsvRow>(leads.Rows().Single());
        Assert.Equal(fields.Split(',').Order(), Enum.GetValues<CsvField>().Where(f => row[f] is not null)
            .Select(f => f.ToString()).Order());
    }

    [Fact]
    public void The_phone_is_an_identity_where_it_can_be()
    {
        const string Text = "email,phone\n,030 123456\n";
        Assert.IsType<BadRow>(CsvText.Read(Text).Single());
        var row = Assert.IsType<CsvRow>(CsvText.Read(Text, "phones: {country: 49}").Single());
        Assert.Equal((Identity.Phone("+4930123456"), "030 123456"), (row.Identity, row[CsvField.Phone]));
    }
}
