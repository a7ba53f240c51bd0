using LeadGrains.Mail;

namespace LeadGrains.Web;

using Centre = PreferenceCentre;

/// <summary><c>/p/TOKEN</c>: topics, rhythm, channel, pause, all off.</summary>
internal static class PreferencePages
{
    public static void Map(IEndpointRouteBuilder app, Door door) => door.Map(app, LinkKind.Preferences, visit => Show(door, visit), visit => Act(door, visit));

    private static async Task<IResult> Act(Door door, Visit visit)
    {
        var proof = ProofOf(door, visit, "preferences");
        var reading = Centre.Read(await Form.Of(visit.Http), visit.Lead, visit.Program, visit.Now, proof);
        if (reading.Faults.Count > 0) return door.Wrong(visit, reading.Faults);
        return await door.Tell(visit, reading.Commands) ?? new LookAgain("?done=1");
    }

    /// <summary>Where a consent was given: on which page, and from which address (C1).</summary>
    public static ConsentProof ProofOf(Door door, Visit visit, string form) => new()
    {
        Form = form,
        WordsVersion = $"{visit.Words.Language}-1",
        // What a request says of its host, anybody can write there.
        Page = door.House.PublicAddress ?? visit.Http.Request.Host.Value,
        Address = visit.Http.Connection.RemoteIpAddress?.ToString(),
    };

    private static Page Show(Door door, Visit visit)
    {
        var (words, view) = (visit.Words, Centre.Of(visit.Lead, visit.Program, visit.Now));
        return door.Show(visit, words.PreferencesTitle, Markup.Of($"""
            {Note(visit.IsDone ? words.Saved : null)}{Note(view.IsAllOff ? words.AllOffNow : null)}{Note(view.QuietUntilAt is { } quiet ? words.QuietUntil(quiet) : null)}
            <p class="soft">{words.PreferencesFor(view.Reach)}</p>
            <form method="post">
            {Markup.All(view.Channels, channel => Topics(words, channel))}
            {Rhythm(words, view)}
            {Pause(words, view)}
            <button type="submit">{words.Save}</button>
            <button type="submit" class="quiet" name="{Centre.AllField}" value="{Centre.Off}">{words.AllOff}</button>
            </form>
            <p><a href="../d/{MyData(door, visit)}">{words.MyDataLink}</a></p>
            """));
    }

    private static Markup Topics(WebWords words, ChannelChoice choice) => Markup.Of($"""
        <fieldset><legend>{words.ByChannel(choice.Channel)}</legend>
        <input type="hidden" name="{Centre.ShownField}" value="{Centre.Word(choice.Channel)}">
        {Markup.All(choice.Topics, t => Form.Choice("checkbox", Centre.TopicsField(choice.Channel), t.Topic, t.IsWanted, Centre.WordsOf(t.Topic, choice.Channel)))}
        </fieldset>
        """);

    private static Markup Rhythm(WebWords words, PreferenceView view) => Markup.Of($"""
        <fieldset><legend>{words.RhythmLegend}</legend>
        <label class="field">{words.RhythmLabel}<select name="{Centre.RhythmField}">
        {Form.Option(Centre.AsProposed, view.RhythmDays is null, words.RhythmAsProposed)}{Markup.All(view.Rhythms, days => Form.Option(days.ToString("D", null), view.RhythmDays == days, words.Rhythm(days)))}</select></label>
        <label class="field">{words.PreferredLabel}<select name="{Centre.ChannelField}">
        {Form.Option(Centre.AsProposed, view.Preferred is null, words.NoPreference)}{Markup.All(view.Channels, c => Form.Option(Centre.Word(c.Channel), view.Preferred == c.Channel, words.ByChannel(c.Channel)))}</select></label>
        </fieldset>
        """);

    private static Markup Pause(WebWords words, PreferenceView view) => Markup.Of($"""
        <fieldset><legend>{words.PauseLegend}</legend>
        <label class="field">{words.PauseLabel}<select name="{Centre.PauseField}">
        {Form.Option(Centre.AsProposed, true, words.NoPause)}{(view.QuietUntilAt is null ? Markup.Empty : Form.Option(Centre.Resume, false, words.EndPause))}{Markup.All(Centre.Pauses, days => Form.Option(days.ToString("D", null), false, words.PauseFor(days)))}{Form.Option(Centre.UntilDate, false, words.PauseUntilDay)}</select></label>
        <label class="field">{words.PauseUntilDay}<input type="date" name="{Centre.PauseUntilField}"></label>
        </fieldset>
        """);

    private static string MyData(Door door, Visit visit) => door.House.Links.Sign(
        new LinkTicket(LinkKind.MyData, visit.Ticket.Lead, visit.Ticket.Touch, visit.Now) { NotAfterAt = visit.Now + WebLimits.MyDataFor });

    /// <summary>A line that stands out; nothing for null.</summary>
    public static Markup Note(string? text) => text is null ? Markup.Empty : Markup.Of($"""<p class="note" role="status">{text}</p>""");
}
