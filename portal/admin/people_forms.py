"""The forms with which a service admin invites and changes people of the service organisation."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext

from portal.editing.forms import Choice, Choices, EditForm
from portal.web.forms import AtMost, Form, Line, Needed

from .forms import AdminForm

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time


class DeskPersonForm(EditForm):
    """What somebody of the service organisation does; no organisation ticked is all of them."""

    several = frozenset({"roles", "organisations"})
    cards: Sequence[tuple[Any, str, str]] = ()

    name = Line(_("Name"), validators=[Needed(_("Fill in the name")), AtMost(100)])
    roles = Choices(_("Roles"), validators=[Needed(_("Choose at least one of these roles"))])
    organisations = Choices(_("Organisations"))


class DeskInviteForm(DeskPersonForm, AdminForm):
    """Invite somebody: their address, and in which language they are written to."""


class DeskLeavingForm(Form):
    """Who takes over what somebody had in hand; "" for nobody."""

    successor = Choice(_("Who takes over?"), default="")
