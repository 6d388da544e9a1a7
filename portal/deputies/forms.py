"""The form with which somebody names a deputy."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from portal.web.forms import AtMost, Day, Form, Key, Line
from portal.web.language import ZONE, today
from tenants.deputies import Period
from tenants.errors import Invalid

from .rules import LONGEST, moments


class Filled:
    """A day is filled in; `why` says what to write. What is no day was refused for that already."""

    def __init__(self, why: Any) -> None:
        self.why = why

    def __call__(self, form: Form, field: Day) -> None:
        """Refuse an empty field."""
        if field.data is None and not field.errors:
            raise StopValidation(str(self.why))


class DeputyForm(Form):
    """Who stands in, from the first day until and including the last. `who` and `find` search for a colleague."""

    deputy = Line(validators=[AtMost(40)])
    who = Line(validators=[AtMost(100)])
    find = Line()
    starts = Day(validators=[Filled(_("Fill in the first day"))])
    until = Day(validators=[Filled(_("Fill in the last day"))])
    key = Key()

    @property
    def searching(self) -> bool:
        """Say whether the search button was pressed."""
        return bool(self.find.data)

    @property
    def period(self) -> Period:
        """Return what was filled in. Raises Invalid for days that are over or too far away."""
        first, last = self.starts.data, self.until.data
        if first is None or first < today():
            raise Invalid("starts", _("This day is over. Choose today or a later day"))
        if last is None or last > today() + LONGEST or first > today() + LONGEST:
            raise Invalid("until", _("Choose a day within a year from now"))
        return Period(*moments(first, last, ZONE))


class ButtonForm(Form):
    """A button: nothing but the token."""
