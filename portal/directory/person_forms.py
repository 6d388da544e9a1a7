"""The form with which an admin describes somebody of the directory."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms.validators import ValidationError

from portal.editing.forms import Choice, EditForm
from portal.signin.addresses import folded_address
from portal.web.forms import AtMost, Line
from tenants.directory import Place
from tenants.persons import PersonKind, PersonPlan

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time


class PersonForm(EditForm):
    """Somebody without an account. `who` and `find` search for a manager."""

    kind = Choice(_("Who is it?"), default=str(PersonKind.STAFF))
    name = Line(_("Name"), validators=[AtMost(100)])
    personnel_number = Line(_("Personnel number"), validators=[AtMost(40)])
    email = Line(_("E-mail address"), validators=[AtMost(300)])
    unit = Line(_("Unit"), validators=[AtMost(200)])
    manager = Line(_("Manager"), validators=[AtMost(40)])
    who = Line(validators=[AtMost(100)])
    find = Line()

    @property
    def searching(self) -> bool:
        """Say whether the search button was pressed, and not the one that sends the form."""
        return bool(self.find.data)

    def offers(self) -> None:
        """Offer what somebody can be."""
        self.kind.offered = [
            (str(PersonKind.STAFF), gettext("A colleague")),
            (str(PersonKind.CLIENT), gettext("A client")),
        ]

    def validate_name(self, field: Line) -> None:
        """A colleague has a name; a client may be a number."""
        if not field.data and not (self.kind.data == PersonKind.CLIENT and self.personnel_number.data):
            raise ValidationError(gettext("Fill in the name"))

    def validate_email(self, field: Line) -> None:
        """An address that mail can go to, or none."""
        if field.data and not folded_address(field.data):
            raise ValidationError(gettext("This is no e-mail address. Write it like this: name@example.com"))

    @property
    def plan(self) -> PersonPlan:
        """Return what was filled in."""
        number = self.personnel_number.data or ""
        place = Place(self.name.data or number, self.unit.data or "", self.manager.data or "", number)
        return PersonPlan(PersonKind(self.kind.data), folded_address(self.email.data or "") or "", place)
