namespace LeadGrains.Web;

/// <summary>All pages for people without an account. GET and HEAD show and change nothing; POST acts.</summary>
internal static class PeoplePages
{
    public static readonly string[] Looking = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder web, WebHouse house)
    {
        // The link is the key: who has it may do what it says.
        var app = web.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        var door = new Door(house, new NearbyLinks());
        PreferencePages.Map(app, door);
        UnsubscribePages.Map(app, door);
        ReadinessPages.Map(app, door);
        QuestionPages.Map(app, door);
        ConfirmPages.Map(app, door);
        GoPages.Map(app, door);
        DataPages.Map(app, door);
    }
}
