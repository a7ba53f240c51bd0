using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>
/// The promises about what leaves the house, judged by an observer who sees the messages: they must be what the journal
/// had begun, once, wanted, in the person's hours, and not too many.
/// </summary>
internal sealed partial class CheckerRules
{
    private readonly Dictionary<string, TimeZoneInfo> _zones = [];
    private readonly Queue<Moment> _lastMinute = new();
    private readonly Dictionary<long, int> _hours = [];
    private long _messages, _touches;
    private int _busiestMinute;

    /// <summary>How evenly messages left; null when none was seen.</summary>
    public SendingPeaks? Peaks => _messages == 0 ? null
        : new SendingPeaks(_messages, _busiestMinute, _hours.Values.DefaultIfEmpty().Max(), _touches / Math.Max(1.0, _hours.Count));

    /// <summary>A message leaves.</summary>
    public void Leave(LeadBook book, Outgone message, long row)
    {
        Count(message.At, row);
        switch (message.Parcel)
        {
            case TouchParcel touch: Leave(book, touch, message.At, row); break;
            case ConfirmationRequest when book.Unconfirmed.Count == 0:
                report(ViolationKind.Confirmation, row, "was asked to confirm what nobody asked for, or is withdrawn or confirmed");
                break;
        }
    }

    private void Leave(LeadBook book, TouchParcel touch, Moment at, long row)
    {
        _touches++;
        var hour = at.Milliseconds / 3_600_000;
        _hours[hour] = _hours.GetValueOrDefault(hour) + 1;
        if (book.Intended is not { Touch: var begun } || !book.Begun || (begun.Number, begun.Piece, begun.Channel) != (touch.Number, touch.Piece, touch.Channel))
            report(ViolationKind.Message, row, $"touch {touch.Number}, {touch.Piece}, left and was not begun");
        if (touch.Number <= book.LeftNumber) report(ViolationKind.Message, row, $"touch {touch.Number} left after touch {book.LeftNumber}");
        book.LeftNumber = touch.Number;
        if (_places.TryGetValue(touch.Piece, out var place))
        {
            if (book.Left.Contains(place)) report(ViolationKind.Repeat, row, $"{touch.Piece} left a second time");
            book.Left.Add(place);
        }
        if (!book.Reaches(touch.Channel) || !book.Allows(program.Piece(touch.Piece)?.Topic, touch.Channel))
            report(ViolationKind.Consent, row, $"{touch.Piece} left by {touch.Channel} without consent");
        if (book.QuietUntilAt > at) report(ViolationKind.Consent, row, $"{touch.Piece} left before {book.QuietUntilAt}, the date they asked for");
        if (!IsOpen(book, at)) report(ViolationKind.Hours, row, $"touch {touch.Number} left out of the person's hours");

        var (outside, budget) = (book.Outside, program.Budget);
        if (outside.Count > 0 && at - outside[^1] < program.Cadence.GapMin)
            report(ViolationKind.Gap, row, $"touch {touch.Number} left {(at - outside[^1]).TotalDays:0.0} days after a contact");
        if (outside.Count >= budget.ContactsMax && at - outside[^budget.ContactsMax] < budget.Window)
            report(ViolationKind.Budget, row, $"touch {touch.Number} left and is one more than {budget.ContactsMax} in {budget.Window.TotalDays:0} days");
        Contact(outside, at);
    }

    private void Count(Moment at, long row)
    {
        _messages++;
        while (_lastMinute.TryPeek(out var first) && at - first >= TimeSpan.FromMinutes(1)) _lastMinute.Dequeue();
        _lastMinute.Enqueue(at);
        _busiestMinute = Math.Max(_busiestMinute, _lastMinute.Count);
        if (_lastMinute.Count == program.Cadence.MailsPerMinuteMax + 1)
            report(ViolationKind.Rate, row, $"more than {program.Cadence.MailsPerMinuteMax} messages within a minute");
    }

    // By the framework's own clock of the zone, not by ours.
    private bool IsOpen(LeadBook book, Moment at)
    {
        var name = book.Zone ?? program.Zone;
        if (!_zones.TryGetValue(name, out var zone)) _zones[name] = zone = TimeZoneInfo.TryFindSystemTimeZoneById(name, out var own) ? own : TimeZoneInfo.FindSystemTimeZoneById(program.Zone);
        var local = TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone);
        var (cadence, day, time) = (program.Cadence, DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
        if (cadence.Hours.Holidays.Contains(day)) return false;
        if (book.Country is { } country && cadence.HolidaysIn.TryGetValue(country, out var holidays) && holidays.Contains(day)) return false;
        foreach (var span in cadence.Hours.Spans)
            if (span.Day == local.DayOfWeek && time >= span.From && (time < span.To || span.To == TimeOnly.MinValue)) return true;
        return false;
    }

    private static void Ask(LeadBook book, Consent consent)
    {
        book.Consents[(consent.Topic, consent.Channel)] = false;
        book.Unconfirmed.Add(consent.Topic);
    }

    private void Request(LeadBook book, Moment at, long row)
    {
        book.Requests.RemoveAll(r => at - r >= ConsentRules.RequestsWindow);
        book.Requests.Add(at);
        if (book.Requests.Count > ConsentRules.RequestsMax)
            report(ViolationKind.Confirmation, row, $"is asked to confirm for the {book.Requests.Count}th time within {ConsentRules.RequestsWindow.Days} days");
    }

    private void OptIn(LeadBook book, Consent consent, long row)
    {
        var rules = program.Consent;
        var twoSteps = consent.Channel == Channel.Email && consent.Proof?.ConfirmedAt is null
            && (rules.DoubleOptIn || rules.DoubleOptInTopics.Contains(consent.Topic) || (consent.Topic == Consents.EveryTopic && rules.DoubleOptInTopics.Count > 0));
        if (twoSteps && (!book.Unconfirmed.Contains(consent.Topic) || book.Requests.Count == 0 || consent.At > book.Requests[^1] + rules.ConfirmWithin))
            report(ViolationKind.Confirmation, row, $"consent to {consent.Topic} counts and was not confirmed in time");
        if (consent.Channel == Channel.Email) book.Unconfirmed.Remove(consent.Topic);
        book.Consents[(consent.Topic, consent.Channel)] = true;
    }
}
