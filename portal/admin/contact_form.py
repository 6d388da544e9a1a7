"""The form that says how the service organisation is reached: two times for each day, and the days it is closed."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField
from wtforms.validators import ValidationError

from portal.contact.rules import Holiday, Hours
from portal.editing.forms import EditForm
from portal.signin.addresses import folded_address
from portal.web.forms import AtMost, Line, Text

from .reading import NotReadable, day_of, days_in, minute_of, minutes_said, telephone_of

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time


class ContactForm(EditForm):
    """How the service organisation is reached; `from_0` to `until_6` are added below."""

    telephone = Line(_("Telephone"), validators=[AtMost(40)])
    email = Line(_("E-mail address"), validators=[AtMost(254)])
    public = BooleanField(_("Closed on public holidays"))
    good_friday = BooleanField(_("Closed on Good Friday"))
    liberation_day = BooleanField(_("Closed on Liberation Day, 5 May"))
    closed = Text(_("Other days on which you are closed"), validators=[AtMost(2_000)])

    def day(self, weekday: int) -> tuple[Any, Any]:
        """Return the two fields of a day; 0 is Monday."""
        return self[f"from_{weekday}"], self[f"until_{weekday}"]

    def validate_telephone(self, field: Line) -> None:
        """Something that a telephone can dial."""
        if field.data and not telephone_of(field.data):
            raise ValidationError(gettext("Write a telephone number, such as 088 123 45 67"))

    def validate_email(self, field: Line) -> None:
        """An address that mail can go to."""
        if field.data and not folded_address(field.data):
            raise ValidationError(gettext("This is no e-mail address. Write it like this: name@example.com"))

    def validate_closed(self, field: Text) -> None:
        """One date on each line."""
        try:
            days_in(field.data)
        except NotReadable as fault:
            raise ValidationError(
                gettext("“%(text)s” is not a date. Write it like this: 24-12-2026", text=fault.text[:40])
            ) from None

    def hours(self) -> Hours:
        """Return the hours that were filled in."""
        week = tuple(_opening(*self.day(weekday)) for weekday in range(7))
        kinds = frozenset(kind for kind in Holiday if self[str(kind)].data)
        return Hours(week, days_in(self.closed.data), kinds)


def _opening(first: Line, last: Line) -> tuple[int, int] | None:
    return (minute_of(first.data), minute_of(last.data) or 24 * 60) if first.data else None


def filled_hours(hours: Hours) -> dict[str, Any]:
    """Return what a form shows of hours, by field."""
    filled: dict[str, Any] = {str(kind): kind in hours.holidays for kind in Holiday}
    filled["closed"] = "\n".join(day_of(day) for day in sorted(hours.closed))
    for weekday, opening in enumerate(hours.week):
        filled[f"from_{weekday}"] = minutes_said(opening[0]) if opening else ""
        filled[f"until_{weekday}"] = minutes_said(opening[1]) if opening else ""
    return filled


def _times(weekday: int) -> None:
    def check_first(form: ContactForm, field: Line) -> None:
        last = form[f"until_{weekday}"].data
        _readable(field)
        if not field.data and last:
            raise ValidationError(gettext("Fill in from when, too"))

    def check_last(form: ContactForm, field: Line) -> None:
        first = form[f"from_{weekday}"].data
        _readable(field)
        if first and not field.data:
            raise ValidationError(gettext("Fill in until when, too"))
        try:
            late = first and field.data and (minute_of(field.data) or 24 * 60) <= minute_of(first)
        except NotReadable:
            return  # said at the first field
        if late:
            raise ValidationError(gettext("Choose a time after the first one"))

    setattr(ContactForm, f"from_{weekday}", Line(_("from"), validators=[check_first]))
    setattr(ContactForm, f"until_{weekday}", Line(_("until"), validators=[check_last]))


def _readable(field: Line) -> None:
    try:
        minute_of(field.data or "0:00")
    except NotReadable:
        raise ValidationError(gettext("Write a time like this: 17:30")) from None


for _weekday in range(7):
    _times(_weekday)
