"""The form with which an admin names and places a unit."""

from typing import Any

from flask_babel import lazy_gettext

from portal.editing.forms import Choice, EditForm
from portal.web.forms import AtMost, Line, Needed
from tenants.units import UnitPlan

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time


class UnitForm(EditForm):
    """A unit: what it is called, and what it lies in."""

    name = Line(_("Name"), validators=[Needed(_("Fill in the name")), AtMost(100)])
    within = Choice(_("Lies in"), default="")

    @property
    def plan(self) -> UnitPlan:
        """Return what was filled in."""
        return UnitPlan(self.name.data, self.within.data)
