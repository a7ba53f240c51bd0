using System.Security.Cryptography;
using System.Text;
#pragma warning disable IDE0005 // the web's tests send these too, and have it everywhere
using LeadGrains.Lifecycle;
#pragma warning restore IDE0005

namespace LeadGrains.Intake.Tests;

/// <summary>One person, Ann, by every door: payloads as the vendors document them, with our own values.</summary>
internal static class Samples
{
    public const string GoogleKey = "a-google-key", MetaSecret = "a-meta-secret", MetaToken = "a-verify-token", Oid = "00D5g000004xyzA";
    public static readonly Moment Now = Moment.Utc(2026, 3, 2, 10);
    public static readonly LeadId Ann = LeadId.Of(Identity.Email("ann@example.com"));

    public static readonly IntakeSettings Settings = new()
    {
        Redirects = ["https://www.example.com/"],
        Topics = new HashSet<string> { "planning", "maintenance" },
        Languages = new HashSet<string> { "en" },
        DisposableDomains = new HashSet<string> { "throwaway.example" },
        Salesforce = new DoorSettings { Source = "website", Account = Oid, Fields = new Dictionary<string, string> { ["00N5g00000Abc12"] = "budget" } },
        Google = new DoorSettings { Source = "google_ads", Secret = GoogleKey },
        Meta = new DoorSettings { Source = "meta_ads", Secret = MetaSecret, VerifyToken = MetaToken },
        HubSpot = new DoorSettings { Source = "website", Account = "1234567" },
        LinkedIn = new DoorSettings
        {
            Source = "linkedin_ads",
            Fields = new Dictionary<string, string> { ["101"] = "firstName", ["102"] = "lastName", ["103"] = "email", ["104"] = "size" },
            Consents = new Dictionary<string, ConsentText> { ["7001"] = new("Send me articles about planning.") { Topics = ["planning"] } },
        },
    };

    public const string Form =
        "name=Ann+Archer&email=Ann%40Example.com&phone=%2B49+30+123456&company=Kestrel+%26+Sons&message=Please+write+to+me.&budget=planned"
        + "&consent=on&consent_words=Yes%2C+write+to+me.&interests=planning&utm_source=news&utm_campaign=spring&_gotcha=&redirect=https%3A%2F%2Fwww.example.com%2Fthanks";

    public const string WebToLeadForm =
        "oid=" + Oid + "&retURL=https%3A%2F%2Fwww.example.com%2Fthanks&first_name=Ann&last_name=Archer&email=ann%40example.com&phone=%2B4930123456&company=Kestrel"
        + "&title=Head+of+planning&country=DE&lead_source=Trade+Show&Campaign_ID=7015g000000Fair&description=Call+me&employees=120&emailOptOut=1&00N5g00000Abc12=planned&submit=Submit";

    public const string Google = """
        {"lead_id":"Cj0KCQjw-lead-0001","user_column_data":[
          {"column_name":"Full Name","string_value":"Ann Archer","column_id":"FULL_NAME"},
          {"column_name":"User Phone","string_value":"+4930123456","column_id":"PHONE_NUMBER"},
          {"column_name":"User Email","string_value":"ann@example.com","column_id":"EMAIL"},
          {"string_value":"Kestrel","column_id":"COMPANY_NAME"},{"string_value":"51-200","column_id":"COMPANY_SIZE"},
          {"string_value":"3-months","column_id":"PURCHASE_TIMELINE"},{"string_value":"Which machines?","column_id":"QUESTION_1"}],
         "api_version":"1.0","form_id":40000000000,"campaign_id":12345678901,"google_key":"a-google-key","is_test":false,"gcl_id":"EAIaIQobChMI",
         "adgroup_id":20000000000,"creative_id":30000000000,"asset_group_id":0,"lead_submit_time":"2026-03-02T09:58:00Z","a_field_of_next_year":{"x":[1]}}
        """;

    public const string Meta = """
        {"object":"page","entry":[{"id":"153125381133","time":1772445480,"changes":[{"field":"leadgen","value":{
          "leadgen_id":"4444444444","page_id":"153125381133","form_id":"555555","adgroup_id":"66666","ad_id":"77777","created_time":1772445480,
          "field_data":[{"name":"full_name","values":["Ann Archer"]},{"name":"email","values":["ann@example.com"]},
            {"name":"phone_number","values":["+4930123456"]},{"name":"company_name","values":["Kestrel"]},{"name":"which_machines?","values":["lathes","mills"]}]}}]}]}
        """;

    public const string MetaBare = """
        {"object":"page","entry":[{"id":"153125381133","time":1772445480,"changes":[{"field":"leadgen","value":{
          "leadgen_id":"4444444444","page_id":"153125381133","form_id":"555555","adgroup_id":"66666","ad_id":"77777","created_time":1772445480}}]}]}
        """;

    public const string HubSpot = """
        {"submittedAt":1772445480000,"fields":[{"objectTypeId":"0-1","name":"email","value":"ann@example.com"},{"objectTypeId":"0-1","name":"firstname","value":"Ann"},
          {"objectTypeId":"0-1","name":"lastname","value":"Archer"},{"objectTypeId":"0-1","name":"phone","value":"+4930123456"},{"objectTypeId":"0-2","name":"company","value":"Kestrel"}],
         "context":{"hutk":"60c2ccdfe4892f0fa0593940b12c11aa","ipAddress":"192.0.2.7","pageUri":"https://www.example.com/prices?utm_source=news&gclid=abc","pageName":"Prices"},
         "legalConsentOptions":{"consent":{"consentToProcess":true,"text":"I agree that my data are stored.",
           "communications":[{"value":true,"subscriptionTypeId":999,"text":"I agree to receive news."},{"value":false,"subscriptionTypeId":998,"text":"And calls."}]}}}
        """;

    public const string LinkedIn = """
        {"id":"urn:li:leadGenFormResponse:a1b2c3","submittedAt":1772445480000,"testLead":false,"submitter":"urn:li:person:x1","leadType":"SPONSORED",
         "owner":{"sponsoredAccount":"urn:li:sponsoredAccount:1"},"leadMetadata":{"sponsoredLeadMetadata":{"campaign":"urn:li:sponsoredCampaign:9"}},
         "versionedLeadGenFormUrn":"urn:li:versionedLeadGenForm:(urn:li:leadGenForm:3,1)","associatedEntity":{"associatedCreative":"urn:li:sponsoredCreative:5"},
         "formResponse":{"answers":[
           {"questionId":101,"answerDetails":{"textQuestionAnswer":{"answer":"Ann"}}},{"questionId":102,"answerDetails":{"textQuestionAnswer":{"answer":"Archer"}}},
           {"questionId":103,"answerDetails":{"textQuestionAnswer":{"answer":"ann@example.com"}}},{"questionId":104,"answerDetails":{"multipleChoiceAnswer":{"options":["120"]}}}],
          "consentResponses":[{"accepted":true,"consentId":7001}]}}
        """;

    public const string Adf = """
        <?ADF version="1.0"?>
        <?xml version="1.0" encoding="UTF-8"?>
        <adf>
          <prospect status="new">
            <id sequence="1" source="cars.example.com">lead-77</id>
            <requestdate>2026-03-02T10:58:00+01:00</requestdate>
            <vehicle interest="buy" status="used"><year>2021</year><make>Kestrel</make><model>Hover</model><odometer status="original" units="km">41000</odometer></vehicle>
            <vehicle interest="trade-in" status="used"><year>2012</year><make>Wren</make><model>One</model></vehicle>
            <customer>
              <contact>
                <name part="first" type="individual">Ann</name><name part="last">Archer</name>
                <email preferredcontact="1">ann@example.com</email>
                <phone type="fax">+49 30 999999</phone><phone type="voice" time="evening">+49 30 123456</phone>
                <address type="home"><street line="1">Harbour Street 1</street><city>Berlin</city><postalcode>10115</postalcode><country>DE</country></address>
              </contact>
              <timeframe><description>within 3 months</description><latestdate>2026-06-01</latestdate></timeframe>
              <comments>Does it come in green?</comments>
            </customer>
            <vendor><vendorname>Harbour Cars</vendorname><contact><name part="full">Harbour Cars</name><email>sales@example.org</email></contact></vendor>
            <provider><name part="full">Cars Example</name><service>used cars</service></provider>
          </prospect>
        </adf>
        """;

    public const string Json = """
        {"email":"ann@example.com","phone":"+49 30 123456","firstName":"Ann","lastName":"Archer","company":"Kestrel","source":"fair","campaign":"spring",
         "interests":["planning"],"facts":{"budget":"planned","size":"120"},"consent":{"words":"Yes, write to me.","form":"kiosk","channels":["Email"]},
         "externalId":"kiosk-17","at":"2026-03-02T09:58:00Z"}
        """;

    public const string Csv = "email,first_name,last_name,phone,company\nann@example.com,Ann,Archer,+49 30 123456,Kestrel\n";

    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>Every door with its sample, by the name of the route.</summary>
    public static readonly IReadOnlyDictionary<string, (string Type, string Body)> Doors = new Dictionary<string, (string, string)>
    {
        ["form/contact"] = ("application/x-www-form-urlencoded", Form),
        ["salesforce"] = ("application/x-www-form-urlencoded", WebToLeadForm),
        ["google"] = ("application/json", Google),
        ["meta"] = ("application/json", Meta),
        ["hubspot/submissions/v3/integration/submit/1234567/0d6b1f36-0000-4000-8000-000000000001"] = ("application/json", HubSpot),
        ["linkedin"] = ("application/json", LinkedIn),
        ["adf"] = ("application/xml", Adf),
        ["json"] = ("application/json", Json),
        ["csv"] = ("text/csv", Csv),
    };

    public static IntakeRequest Post(string path, string type, ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, string>? headers = null) =>
        new("POST", path, body, Now) { ContentType = type, Sender = "192.0.2.1", IsTrusted = true, Headers = headers ?? (path == "meta" ? Signature(body) : NoHeaders) };

    public static IntakeRequest Post(string path, string type, string body, IReadOnlyDictionary<string, string>? headers = null) =>
        Post(path, type, Encoding.UTF8.GetBytes(body), headers);

    public static Dictionary<string, string> Signature(ReadOnlyMemory<byte> body) =>
        new() { ["x-hub-signature-256"] = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(MetaSecret), body.Span)) };

    /// <summary>What a door makes of a request.</summary>
    public static IntakeResult Read(IntakeRequest request, IntakeSettings? settings = null) => Doorways.Read(request, settings ?? Settings);

    public static Submitted One(string path, IntakeSettings? settings = null) => Assert.Single(Read(Post(path, Doors[path].Type, Doors[path].Body), settings).Inquiries);

    public static string? Fact(this Submitted submitted, string name) => submitted.Inquiry.Facts.FirstOrDefault(f => f.Name == name)?.Value;
}
