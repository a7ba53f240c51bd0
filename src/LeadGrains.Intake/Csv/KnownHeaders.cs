namespace LeadGrains.Intake;

/// <summary>
/// What well-known systems call the columns of their exports (read in vendors' documentation and sources).
/// </summary>
/// <param name="Name">The system, also the external source of its ids; null for plain English.</param>
/// <param name="Signature">Headers by which it is told from the others.</param>
/// <param name="Map">Header to field; <c>fact:name</c> to a fact; <c>-</c> to nothing, lest plain English takes
/// it.</param>
internal sealed record KnownHeaders(string? Name, string Signature, string Map)
{
    private const string Facts = "industry=fact:industry annualrevenue=fact:revenue numberofemployees=fact:employees ";

    public static readonly KnownHeaders[] Systems =
    [
        new("salesforce", "leadsource ownerid salutation mobilephone annualrevenue numberofemployees rating",
            "email=email phone=phone mobilephone=phone firstname=firstName lastname=lastName name=name company=company "
            + "title=jobTitle country=country leadsource=source id=externalId leadid=externalId createddate=at "
                + Facts),
        new("hubspot",
            "lifecyclestage leadstatus contactowner stateregion countryregion mobilephonenumber recordid emailaddress",
            "email=email emailaddress=email phone=phone phonenumber=phone mobilephonenumber=phone firstname=firstName "
            + "lastname=lastName company=company companyname=company jobtitle=jobTitle countryregion=country "
            + "originalsource=source originaltrafficsource=source recordid=externalId createdate=at " + Facts),
        new("mautic",
            "preferredlocale attributiondate attribution lastactive points position companynumberofemployees address1",
            "email=email phone=phone mobile=phone firstname=firstName lastname=lastName company=company "
            + "companyname=company "
            + "position=jobTitle country=country preferredlocale=language timezone=timeZone id=externalId "
            + "dateadded=at title=- "
            + "companynumberofemployees=fact:employees companyannualrevenue=fact:revenue"),
        new("odoo", "emailfrom partnername contactname function countryid teamid userid sourceid mediumid campaignid",
            "emailfrom=email phone=phone mobile=phone contactname=name partnername=company function=jobTitle "
            + "countryid=country sourceid=source mediumid=utmMedium campaignid=campaign id=externalId createdate=at "
            + "createdon=at name=-"),
        new("frappe", "mobileno noofemployees leadowner organization territory lostnotes",
            "email=email mobileno=phone phone=phone firstname=firstName lastname=lastName leadname=name "
            + "organization=company "
            + "jobtitle=jobTitle source=source id=externalId creation=at noofemployees=fact:employees " + Facts),
        new("espocrm",
            "accountname phonenumber addresscountry addresscity addresspostalcode opportunityamount donotcall "
            + "emailaddress",
            "emailaddress=email phonenumber=phone firstname=firstName lastname=lastName name=name accountname=company "
            + "title=jobTitle addresscountry=country source=source id=externalId createdat=at " + Facts),
        new("dynamics",
            "emailaddress1 telephone1 address1country address1line1 purchasetimeframe budgetamount websiteurl fullname",
            "emailaddress1=email telephone1=phone mobilephone=phone fullname=name firstname=firstName "
            + "lastname=lastName "
            + "companyname=company jobtitle=jobTitle address1country=country leadsourcecode=source leadid=externalId "
            + "createdon=at "
            + "budgetamount=fact:budget decisionmaker=fact:authority need=fact:need purchasetimeframe=fact:timeline "
                + Facts),
    ];

    public static readonly KnownHeaders Plain = new(null, "",
        "email=email emailaddress=email mail=email workemail=email businessemail=email phone=phone phonenumber=phone "
            + "telephone=phone "
        + "tel=phone mobile=phone mobilephone=phone cell=phone firstname=firstName givenname=firstName first=firstName "
        + "lastname=lastName surname=lastName familyname=lastName last=lastName name=name fullname=name "
            + "contactname=name "
        + "contact=name company=company companyname=company organisation=company organization=company account=company "
        + "accountname=company jobtitle=jobTitle position=jobTitle role=jobTitle title=jobTitle country=country "
        + "countryregion=country language=language locale=language timezone=timeZone source=source leadsource=source "
        + "origin=source channel=source campaign=campaign campaignname=campaign offer=offer page=page "
            + "landingpage=page pageurl=page "
        + "referrer=referrer referer=referrer utmsource=utmSource utmmedium=utmMedium utmcampaign=utmCampaign "
            + "utmterm=utmTerm "
        + "utmcontent=utmContent gclid=clickId fbclid=clickId msclkid=clickId clickid=clickId date=at createdat=at "
            + "created=at "
        + "createddate=at createdate=at createdon=at submittedat=at timestamp=at inquirydate=at requestdate=at "
        + "industry=fact:industry employees=fact:employees companysize=fact:employees budget=fact:budget "
            + "timeline=fact:timeline");

    public static readonly KnownHeaders Deals = new(null, "",
        "email=email emailaddress=email phone=phone qualifiedby=qualifiedBy sdr=qualifiedBy sdrid=qualifiedBy "
            + "owner=owner sr=owner "
        + "srid=owner dealowner=owner wonat=wonAt wondate=wonAt lostat=lostAt lostdate=lostAt lostreason=lostReason "
        + "closedlostreason=lostReason value=value amount=value dealvalue=value currency=currency");

    /// <summary>Header key and target, in the order in which columns of one target are preferred.</summary>
    public IEnumerable<(string Key, string Target)> Entries() =>
        Map.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('='))
            .Select(e => (e[0], e[1]));
}
