using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>The promises about touches: intent, consent, gap, budget, nothing twice.</summary>
internal sealed partial class CheckerRules
{
    private void Intend(LeadBook book, TouchIntended e, long row, Moment at)
    {
        if (book.Intended is { } open)
            report(ViolationKind.Intent, row, $"touch {e.Touch.Number} while {open.Touch.Number} is under way");
        if (book.QuietUntilAt > at)
            report(ViolationKind.Consent, row,
                $"touch {e.Touch.Number} before {book.QuietUntilAt}, the date they asked for");
        if (!_places.TryGetValue(e.Touch.Piece, out var place))
            report(ViolationKind.Intent, row, $"the program has no piece {e.Touch.Piece}");
        else if (book.Got.Contains(place))
            report(ViolationKind.Repeat, row, $"{e.Touch.Piece} is intended a second time");
        (book.Intended, book.Begun, book.Exhausted) = (e, false, false);
    }

    private void Begin(LeadBook book, TouchBegun e, long row, Moment at)
    {
        if (book.Intended is not { Touch: var touch } || touch.Number != e.Number)
        {
            report(ViolationKind.Intent, row, $"touch {e.Number} began without an intent");
            return;
        }
        book.Begun = true;
        if (!IsOpen(book, at)) report(ViolationKind.Hours, row, $"touch {e.Number} begins out of the person's hours");
        if (!book.Reaches(touch.Channel) || !book.Allows(program.Piece(touch.Piece)?.Topic, touch.Channel))
            report(ViolationKind.Consent, row, $"{touch.Piece} by {touch.Channel} without consent");
        if (book.Contacts.Count == 0) return;
        var gap = at - book.Contacts[^1];
        if (ShortestGap is null || gap < ShortestGap) ShortestGap = gap;
        if (gap < program.Cadence.GapMin)
            report(ViolationKind.Gap, row, $"touch {e.Number} {gap.TotalDays:0.0} days after a contact");
        var budget = program.Budget;
        if (book.Contacts.Count >= budget.ContactsMax && at - book.Contacts[^budget.ContactsMax] < budget.Window)
            report(ViolationKind.Budget, row,
                $"touch {e.Number} is one more than {budget.ContactsMax} in {budget.Window.TotalDays:0} days");
    }

    private void Make(LeadBook book, TouchMade e, long row, Moment at)
    {
        if (book.Intended is not { Touch: var touch } || touch.Number != e.Number || !book.Begun)
            report(ViolationKind.Intent, row, $"touch {e.Number} was made without an intent that began");
        else if (touch.Piece != e.Piece || touch.Channel != e.Channel)
            report(ViolationKind.Intent, row,
                $"touch {e.Number} was {e.Piece} by {e.Channel}, intended was {touch.Piece} by {touch.Channel}");
        if (_places.TryGetValue(e.Piece, out var place))
        {
            if (book.Got.Contains(place)) report(ViolationKind.Repeat, row, $"{e.Piece} went out a second time");
            book.Got.Add(place);
        }
        (book.Intended, book.Begun) = (null, false);
        Contact(book.Contacts, at);
    }

    // An operator found out that it never left: it may come again, and was no contact.
    private void Unmake(LeadBook book, Doubt doubt)
    {
        if (_places.TryGetValue(doubt.Piece, out var place)) book.Got.Remove(place);
        book.Contacts.Remove(doubt.At);
    }

    private void Contact(List<Moment> contacts, Moment at)
    {
        if (contacts.Count >= program.Budget.ContactsMax) contacts.RemoveAt(0);
        contacts.Add(at);
    }
}
