namespace LeadGrains.Web.Portal;

/// <summary>What pages share beside the house: work in the background, the latest survey, the program's texts, and the desk of teams.</summary>
internal sealed record PortalRooms(BackRoom Back, SurveyRoom Surveys, ProgramBook Programs, TeamDesk Teams)
{
    public static PortalRooms Of(WebHouse house, Action<string> complain)
    {
        var back = new BackRoom(() => house.Now, complain);
        return new PortalRooms(back, new SurveyRoom(house, back), new ProgramBook(), new TeamDesk(house.Engine, house.Program));
    }
}
