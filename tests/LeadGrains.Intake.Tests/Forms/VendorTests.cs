using System.Text;
using LeadGrains.Lifecycle;
using static LeadGrains.Intake.Tests.Samples;

namespace LeadGrains.Intake.Tests;

/// <summary>What each wire format says beyond who it is.</summary>
public class VendorTests
{
    [Fact]
    public void A_form_keeps_campaign_facts_and_the_words_that_were_agreed_to()
    {
        var form = One("form/contact");
        Assert.Equal(("news", "spring"), (form.Inquiry.Origin.Tracking!["utm_source"], form.Inquiry.Origin.Tracking["utm_campaign"]));
        Assert.Equal(("Please write to me.", "planned"), (form.Fact("message"), form.Fact("budget")));
        Assert.Equal("Kestrel & Sons", form.Inquiry.Person.Company);
        var consent = Assert.Single(form.Inquiry.Consents);
        Assert.Equal(("planning", Channel.Email, "Yes, write to me.", "form:contact", "192.0.2.1"),
            (consent.Topic, consent.Channel, consent.Proof.Words, consent.Proof.Form, consent.Proof.Address));
    }

    [Theory]
    [InlineData("https://www.example.com/thanks?a=1", true)]
    [InlineData("https://www.example.com", true)]
    [InlineData("https://www.example.com.evil.example.org/", false)]
    [InlineData("https://www.example.com@evil.example.org/", false)]
    [InlineData("https://evil.example.org/?https://www.example.com/", false)]
    [InlineData("//evil.example.org/", false)]
    [InlineData("/\\evil.example.org", false)]
    [InlineData("https:\\\\evil.example.org", false)]
    [InlineData("http://www.example.com/", false)]
    [InlineData("https://www.example.com:8443/", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("https://www.example.com/\r\nSet-Cookie: a=b", false)]
    [InlineData("https://www.ехample.com/", false)]
    [InlineData("thanks.html", false)]
    public void A_browser_is_sent_only_where_the_settings_allow_it(string wished, bool isAllowed)
    {
        foreach (var (door, field) in new[] { ("form/contact", "redirect"), ("form/contact", "_next"), ("form/contact", "retURL"), ("salesforce", "retURL") })
        {
            var body = $"oid={Oid}&email=ann@example.com&{field}={Uri.EscapeDataString(wished)}";
            var result = Read(Post(door, "", body, new Dictionary<string, string> { ["accept"] = "text/html" }));
            Assert.Equal(Ann, Assert.Single(result.Inquiries).Lead);
            Assert.Equal(isAllowed ? 303 : 200, result.Reply.Status);
            Assert.Equal(isAllowed, result.Reply.RedirectTo is not null);
        }
    }

    [Fact]
    public void A_path_in_the_settings_allows_what_lies_below_it()
    {
        string? To(string wished) => Redirects.Allowed(wished, ["https://www.example.com/thanks"]);
        Assert.NotNull(To("https://www.example.com/thanks/de"));
        Assert.Null(To("https://www.example.com/thanks-for-nothing"));
        Assert.Null(To("https://www.example.com/thanks/../logout"));
    }

    [Fact]
    public void Web_to_lead_keeps_custom_fields_and_what_the_person_does_not_want()
    {
        var lead = One("salesforce");
        Assert.Equal(("planned", "120", "Call me"), (lead.Fact("budget"), lead.Fact("employees"), lead.Fact("message")));
        Assert.Equal(("Trade Show", "7015g000000Fair"), (lead.Inquiry.Origin.Source, lead.Inquiry.Origin.Campaign));
        Assert.Equal(("Head of planning", "DE"), (lead.Inquiry.Person.JobTitle, lead.Inquiry.Person.Country));
        Assert.Equal([Channel.Email], lead.Refused);
        Assert.Null(lead.Fact("oid"));
        Assert.Equal(403, Read(Post("salesforce", "", "oid=00Dother&email=ann@example.com")).Reply.Status);
    }

    [Fact]
    public void Google_is_known_by_its_key_and_a_test_is_kept_nowhere()
    {
        var lead = One("google");
        Assert.Equal(("51-200", "3-months", "Which machines?"), (lead.Fact("employees"), lead.Fact("timeline"), lead.Fact("question_1")));
        Assert.Equal(("EAIaIQobChMI", "40000000000"), (lead.Inquiry.Origin.Tracking!["gclid"], lead.Inquiry.Origin.Tracking["form_id"]));
        var wrong = Read(Post("google", "application/json", Google.Replace(GoogleKey, "another", StringComparison.Ordinal)));
        Assert.Equal((403, 0), (wrong.Reply.Status, wrong.Inquiries.Count));
        var test = Read(Post("google", "application/json", Google.Replace("\"is_test\":false", "\"is_test\":true", StringComparison.Ordinal)));
        Assert.Equal((200, 0), (test.Reply.Status, test.Inquiries.Count));
        Assert.Equal(404, Read(Post("google", "application/json", Google), new IntakeSettings()).Reply.Status);
    }

    [Fact]
    public void Every_column_that_google_documents_is_kept()
    {
        const string Columns = "FULL_NAME GIVEN_NAME FAMILY_NAME EMAIL PHONE_NUMBER POSTAL_CODE CITY REGION COUNTRY WORK_EMAIL COMPANY_NAME WORK_PHONE JOB_TITLE COMPANY_SIZE "
            + "ANNUAL_SALES YEARS_IN_BUSINESS JOB_DEPARTMENT JOB_ROLE JOB_INDUSTRY PRODUCT SERVICE OFFER CATEGORY PREFERRED_CONTACT_METHOD PREFERRED_LOCATION PREFERRED_CONTACT_TIME "
            + "PURCHASE_TIMELINE PRICE_RANGE VEHICLE_MODEL VEHICLE_TYPE PREFERRED_DEALERSHIP VEHICLE_PURCHASE_TIMELINE VEHICLE_OWNERSHIP VEHICLE_PAYMENT_TYPE VEHICLE_CONDITION "
            + "NEXT_PLANNED_PURCHASE FIRST_NAME LAST_NAME STREET_ADDRESS QUESTION_7";
        foreach (var column in Columns.Split(' '))
        {
            var value = column switch { "EMAIL" or "WORK_EMAIL" => "kept@example.com", "PHONE_NUMBER" or "WORK_PHONE" => "+4930765432", _ => "kept value" };
            var body = $$"""{"lead_id":"1","google_key":"{{GoogleKey}}","user_column_data":[{"column_id":"{{column}}","string_value":"{{value}}"}]}""";
            var command = Assert.Single(Read(Post("google", "application/json", body)).Inquiries).Inquiry;
            var kept = $"{command.Person} {command.Origin} {string.Join(' ', command.Facts)}";
            Assert.True(kept.Contains(value.Split(' ')[^1], StringComparison.Ordinal), column);
        }
    }

    [Fact]
    public void Meta_shakes_hands_only_with_whom_we_expect()
    {
        IntakeReply Shake(string query) => Read(new IntakeRequest("GET", "meta", default, Now) { Query = query }).Reply;
        Assert.Equal((200, "1158201444"), (Shake($"?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={MetaToken}") is var r ? (r.Status, r.Body) : default));
        Assert.Equal(403, Shake("hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=guess").Status);
        Assert.Equal(403, Shake($"hub.mode=unsubscribe&hub.challenge=1&hub.verify_token={MetaToken}").Status);
        Assert.Equal(400, Shake($"hub.mode=subscribe&hub.challenge=%3Cscript%3E&hub.verify_token={MetaToken}").Status);
        Assert.Equal(403, Shake("").Status);
    }

    [Fact]
    public void A_delivery_of_meta_is_believed_only_with_its_signature()
    {
        var body = Encoding.UTF8.GetBytes(Meta);
        string right = Signature(body)["x-hub-signature-256"];
        foreach (var shown in (string?[])[null, "", "sha256=", right[..^1], right + "0", right.Replace("sha256=", "sha1=", StringComparison.Ordinal), "sha256=" + new string('0', 64), "sha256=" + new string('z', 64), right.Trim('s')])
            Assert.Equal(403, Read(Post("meta", "application/json", body, shown is null ? new Dictionary<string, string>() : new() { ["x-hub-signature-256"] = shown })).Reply.Status);
        body[^3]++; // the same signature over other bytes
        Assert.Equal(403, Read(Post("meta", "application/json", body, new Dictionary<string, string> { ["x-hub-signature-256"] = right })).Reply.Status);
    }

    [Fact]
    public void What_meta_does_not_send_is_to_be_fetched()
    {
        var bare = Read(Post("meta", "application/json", MetaBare));
        Assert.Empty(bare.Inquiries);
        Assert.Equal(["4444444444"], bare.ToFetch);
        var fetched = MetaLeadAds.ReadFetched(Encoding.UTF8.GetBytes(
            """{"id":"4444444444","created_time":"2026-03-02T09:58:00+0000","field_data":[{"name":"email","values":["ann@example.com"]}]}"""), "4444444444", Post("meta", "", MetaBare), Settings);
        Assert.Equal((Ann, "meta:4444444444", Moment.Utc(2026, 3, 2, 9, 58)), Assert.Single(fetched.Inquiries) is var one ? (one.Lead, one.CommandId, one.Inquiry.At!.Value) : default);
        Assert.Equal(Suspicion.Unreachable, MetaLeadAds.Unfetched("4444444444", Post("meta", "", MetaBare), Settings).Suspicion);
    }

    [Fact]
    public void What_hubspot_asked_consent_for_is_consent_with_its_words()
    {
        var lead = One("hubspot/submissions/v3/integration/submit/1234567/0d6b1f36-0000-4000-8000-000000000001");
        var consent = Assert.Single(lead.Inquiry.Consents);
        Assert.Equal((Consents.EveryTopic, "I agree to receive news.", "192.0.2.7"), (consent.Topic, consent.Proof.Words, consent.Proof.Address));
        Assert.Equal(("news", "abc", "https://www.example.com/prices?utm_source=news&gclid=abc"),
            (lead.Inquiry.Origin.Tracking!["utm_source"], lead.Inquiry.Origin.Tracking["gclid"], lead.Inquiry.Origin.Page));
        Assert.Equal(404, Read(Post("hubspot/submissions/v3/integration/submit/7654321/x", "application/json", HubSpot)).Reply.Status);
        const string Path = "hubspot/submissions/v3/integration/secure/submit/1234567/x";
        Assert.Contains("inlineMessage", Read(Post(Path, "application/json", HubSpot)).Reply.Body, StringComparison.Ordinal);
        Assert.Equal(400, Read(Post(Path, "application/json", HubSpot.Replace("\"consentToProcess\":true", "\"consentToProcess\":false", StringComparison.Ordinal))).Reply.Status);
        var interest = """{"fields":[{"name":"email","value":"ann@example.com"}],"legalConsentOptions":{"legitimateInterest":{"value":true,"subscriptionTypeId":1,"legalBasis":"LEAD","text":"We may write."}}}""";
        Assert.Empty(Assert.Single(Read(Post(Path, "application/json", interest)).Inquiries).Inquiry.Consents);
    }

    [Fact]
    public void A_consent_of_hubspot_that_the_settings_map_is_for_its_topics_only()
    {
        var mapped = Settings with { HubSpot = new DoorSettings { Consents = new Dictionary<string, ConsentText> { ["999"] = new("as configured") { Topics = ["planning"] } } } };
        var lead = One("hubspot/submissions/v3/integration/submit/1234567/0d6b1f36-0000-4000-8000-000000000001", mapped);
        Assert.Equal(("planning", "I agree to receive news."), Assert.Single(lead.Inquiry.Consents) is var c ? (c.Topic, c.Proof.Words) : default);
    }

    [Fact]
    public void Linkedin_answers_are_read_by_the_numbers_of_their_questions()
    {
        var lead = One("linkedin");
        Assert.Equal("120", lead.Fact("size"));
        Assert.Equal("planning", Assert.Single(lead.Inquiry.Consents).Topic);
        Assert.Equal("urn:li:sponsoredCampaign:9", lead.Inquiry.Origin.Campaign);
        var unmapped = One("linkedin", Settings with { LinkedIn = new DoorSettings() });
        Assert.Equal((Ann, "Ann"), (unmapped.Lead, unmapped.Fact("question 101")));
        var page = $$"""{"elements":[{{LinkedIn}},{{LinkedIn.Replace("a1b2c3", "d4", StringComparison.Ordinal).Replace("\"testLead\":false", "\"testLead\":true", StringComparison.Ordinal)}}]}""";
        Assert.Single(Read(Post("linkedin", "application/json", page)).Inquiries);
    }

    [Fact]
    public void Adf_tells_the_car_the_preference_and_the_time()
    {
        var lead = One("adf");
        Assert.Equal(("2021 Kestrel Hover", "cars_example"), (lead.Inquiry.Origin.Offer, lead.Inquiry.Origin.Source));
        Assert.Equal(("41000", "Wren", "email", "evening", "within 3 months", "Does it come in green?"),
            (lead.Fact("vehicle odometer"), lead.Fact("tradeIn make"), lead.Fact("preferredContact"), lead.Fact("bestTime"), lead.Fact("timeline"), lead.Fact("message")));
        Assert.Equal("+49 30 999999", lead.Fact("phone fax"));
    }

    [Theory]
    [InlineData("<?ADF VERSION \"1.0\"?>\n<?XML VERSION=\"1.0\"?>\n")]
    [InlineData("<?xml version=\"1.0\"?>\n<?adf version=\"1.0\"?>\n")]
    [InlineData("\r\n  <?Adf version=\"1.0\"?>")]
    [InlineData("\uFEFF")]
    public void The_instruction_of_adf_may_be_written_in_any_case(string before)
    {
        var body = before + Adf[Adf.IndexOf("<adf>", StringComparison.Ordinal)..];
        Assert.Equal(Ann, Assert.Single(Read(Post("adf", "text/xml", body)).Inquiries).Lead);
        Assert.Equal(Ann, Assert.Single(Read(Post("adf", "text/xml", Encoding.Unicode.GetBytes('\uFEFF' + body.TrimStart('\uFEFF')))).Inquiries).Lead);
        Assert.Equal(Ann, Assert.Single(Read(Post("adf", "text/xml", body.ToUpperInvariant().Replace("ANN@EXAMPLE.COM", "ann@example.com", StringComparison.Ordinal))).Inquiries).Lead);
    }

    [Fact]
    public void Several_prospects_are_several_leads()
    {
        var prospect = Adf[Adf.IndexOf("<prospect", StringComparison.Ordinal)..Adf.IndexOf("</adf>", StringComparison.Ordinal)];
        var bob = prospect.Replace("ann@example.com", "bob@example.org", StringComparison.Ordinal).Replace("lead-77", "lead-78", StringComparison.Ordinal);
        Assert.Equal([Ann, LeadId.Of(Identity.Email("bob@example.org"))], Read(Post("adf", "", $"<adf>{prospect}{bob}</adf>")).Inquiries.Select(i => i.Lead));
    }

    [Fact]
    public void Our_own_json_is_held_to_its_words()
    {
        var lead = One("json");
        Assert.Equal([Identity.Phone("+4930123456"), Identity.External("fair", "kiosk-17")], lead.Inquiry.Also);
        Assert.Equal(("planning", "Yes, write to me.", "kiosk"), Assert.Single(lead.Inquiry.Consents) is var c ? (c.Topic, c.Proof.Words, c.Proof.Form) : default);
        var faults = Read(Post("json", "application/json", """{"email":"ann@","interests":["fishing"],"wish":"dinner","at":"2031-01-01","e-mail":1,"facts":[],"consent":{}}""")).Faults;
        Assert.Equal(7, faults.Count);
    }

    [Fact]
    public void A_csv_file_tells_each_bad_row()
    {
        var result = Read(Post("csv", "text/csv", Csv + "not-an-address,Bob,B,,\nbob@example.org,Bob,B,,\n"));
        Assert.Equal(2, result.Inquiries.Count);
        Assert.Contains("not-an-address", result.Reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name=Ann&email=&phone=", Suspicion.Unreachable)]
    [InlineData("name=Ann&email=ann-at-example&phone=none", Suspicion.Unreachable)]
    [InlineData("email=ann@throwaway.example", Suspicion.Disposable)]
    [InlineData("email=ann@sub.throwaway.example", Suspicion.Disposable)]
    [InlineData("email=ann@example.com&_gotcha=x", Suspicion.Trap)]
    [InlineData("name=Ann&phone=030+123456", null)]
    [InlineData("email=ann@example.com&_gotcha=", null)]
    public void What_somebody_should_look_at_is_told_apart(string form, Suspicion? suspicion) =>
        Assert.Equal(suspicion, Assert.Single(Read(Post("form/contact", "", form)).Inquiries).Suspicion);

    [DataFact("addresses/disposable-domains.txt")]
    public void Every_domain_of_the_list_is_known_and_no_real_provider_is()
    {
        var settings = Settings with { DisposableDomains = File.ReadLines(TestData.PathOf("addresses/disposable-domains.txt")).Select(l => l.Trim()).Where(l => l.Length > 0).ToHashSet() };
        Assert.True(settings.DisposableDomains.Count > 1_000);
        foreach (var domain in settings.DisposableDomains.Where(d => EmailAddress.TryParse("x@" + d, out _)).Take(2_000))
            Assert.Equal(Suspicion.Disposable, Assert.Single(Read(Post("form/contact", "", "email=x@" + domain), settings).Inquiries).Suspicion);
        foreach (var domain in (string[])["gmail.com", "outlook.com", "gmx.de", "example.com"])
            Assert.Null(Assert.Single(Read(Post("form/contact", "", "email=x@" + domain), settings).Inquiries).Suspicion);
    }

    [Fact]
    public void A_multipart_form_and_a_form_as_json_say_the_same()
    {
        const string Parts = "--XX\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nann@example.com\r\n--XX\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"cv.pdf\"\r\n"
            + "Content-Type: application/pdf\r\n\r\n%PDF\r\n--XX\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAnn Archer\r\n--XX--\r\n";
        var plain = Assert.Single(Read(Post("form/contact", "", "email=ann@example.com&name=Ann+Archer")).Inquiries);
        Assert.Equal(plain.CommandId, Assert.Single(Read(Post("form/contact", "multipart/form-data; boundary=\"XX\"", Parts)).Inquiries).CommandId);
        Assert.Equal(plain.CommandId, Assert.Single(Read(Post("form/contact", "application/json", """{"email":"ann@example.com","name":"Ann Archer"}""")).Inquiries).CommandId);
    }

    [Fact]
    public void An_old_page_in_windows_1252_is_read_with_its_umlauts()
    {
        var body = Encodings.Windows1252.GetBytes("email=ann@example.com&name=J\u00f6rg+M%FCller");
        Assert.Equal(("J\u00f6rg", "M\u00fcller"), Assert.Single(Read(Post("form/contact", "", body)).Inquiries).Inquiry.Person is var p ? (p.FirstName, p.LastName) : default);
    }
}
