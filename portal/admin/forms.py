"""The forms of the set-up. Each label stands here once: the page and the list of what somebody else changed use it."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import current_app
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField
from wtforms.validators import ValidationError

from portal.catalogue.naming import SERVICE_ICONS
from portal.catalogue.rules import Outlook
from portal.editing.forms import Choice, Choices, EditForm
from portal.signin.addresses import folded_address
from portal.web.forms import AtMost, Form, Key, Line, Needed
from portal.web.language import LANGUAGES
from tenants.keys import reserved

from .organisations import Given
from .rules import folded_key, is_reserved

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time
LONGEST_WAIT = 24 * 366  # hours that a department may promise


class OrganisationForm(EditForm):
    """A customer."""

    several = frozenset({"services"})

    name = Line(_("Name"), validators=[Needed(_("Write the name of the organisation")), AtMost(120)])
    code = Line(_("Short name"), validators=[Needed(_("Choose a short name"))])
    customer_number = Line(_("Customer number"), validators=[AtMost(40)])
    language = Choice(_("Language"), default="nl")
    services = Choices(_("Services"))

    def validate_code(self, field: Line) -> None:
        """A key begins every address and number of the organisation."""
        key = folded_key(field.data)
        if not key:
            raise ValidationError(gettext("Use 2 to 12 letters and digits, a letter first"))
        if is_reserved(key, reserved(current_app.url_map)):
            raise ValidationError(gettext("An address of the portal begins with this word. Choose another one"))

    def offers(self, services: Sequence[tuple[str, str]]) -> None:
        """Offer the languages, and these services by slug and name."""
        self.language.offered = tuple(LANGUAGES.items())
        self.services.offered = services

    def given(self) -> Given:
        """Return what was filled in."""
        return Given(
            name=self.name.data,
            key=folded_key(self.code.data),
            customer_number=self.customer_number.data,
            language=self.language.data,
            services=frozenset(self.services.data or ()),
        )


class LookInForm(Form):
    """Why somebody looks at the administration of a customer, who reads it too."""

    key = Key()
    reason = Line(_("Reason"), validators=[Needed(_("Write why you look in")), AtMost(300)])


class AdminForm(EditForm):
    """Somebody who will manage the people of a customer."""

    email = Line(_("E-mail address"), validators=[Needed(_("Fill in the e-mail address")), AtMost(300)])
    name = Line(_("Name"), validators=[Needed(_("Fill in the name")), AtMost(120)])
    language = Choice(_("Language"), default="nl")

    def validate_email(self, field: Line) -> None:
        """An address that mail can go to."""
        if not folded_address(field.data):
            raise ValidationError(gettext("This is no e-mail address. Write it like this: name@example.com"))


class CatalogueForm(EditForm):
    """What services and departments share: names, order, and whether they are still used."""

    name_nl = Line(_("Name in Dutch"), validators=[Needed(_("Write the name in Dutch")), AtMost(60)])
    name_en = Line(_("Name in English"), validators=[Needed(_("Write the name in English")), AtMost(60)])
    place = Choice(_("Place in the list"))
    archived = BooleanField(_("Not used any more"))

    def stands_among(self, names: Iterable[str]) -> None:
        """Offer the places before, between and behind the others."""
        known = list(names)
        self.place.offered = [("0", gettext("First"))] + [
            (str(number), gettext("After %(name)s", name=name)) for number, name in enumerate(known, 1)
        ]
        if self.place.data in (None, ""):
            self.place.data = str(len(known))

    def given(self) -> dict[str, Any]:
        """Return what was filled in, by column."""
        return {"name_nl": self.name_nl.data, "name_en": self.name_en.data, "active": not self.archived.data}


class ServiceForm(CatalogueForm):
    """A service."""

    icon = Line(_("Icon"))

    def validate_icon(self, field: Line) -> None:
        """One of the icons that are shipped."""
        if field.data not in SERVICE_ICONS:
            raise ValidationError(gettext("Choose an icon"))

    def given(self) -> dict[str, Any]:
        """Return what was filled in, by column."""
        return super().given() | {"icon": self.icon.data}


class DepartmentForm(CatalogueForm):
    """A department; it says to the customer what to expect, in both languages."""

    sentence_nl = Line(
        _("What the customer reads, in Dutch"),
        validators=[Needed(_("Write what the customer can expect, in Dutch")), AtMost(300)],
    )
    sentence_en = Line(
        _("What the customer reads, in English"),
        validators=[Needed(_("Write what the customer can expect, in English")), AtMost(300)],
    )
    hours = Line(_("Promise in hours"))
    outlook = Choice(_("Status that the customer sees"), default=str(Outlook.PROGRESS))

    def validate_hours(self, field: Line) -> None:
        """A whole number of hours, or nothing."""
        digits = field.data.isascii() and field.data.isdigit() and len(field.data) < 6
        if field.data and not (digits and 1 <= int(field.data) <= LONGEST_WAIT):
            raise ValidationError(gettext("Write a whole number of hours, such as 24"))

    def given(self) -> dict[str, Any]:
        """Return what was filled in, by column."""
        return super().given() | {
            "sentence_nl": self.sentence_nl.data,
            "sentence_en": self.sentence_en.data,
            "hours": int(self.hours.data) if self.hours.data else None,
            "outlook": Outlook(self.outlook.data),
        }
