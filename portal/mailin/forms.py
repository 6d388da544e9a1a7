"""The forms by which somebody decides on a mail."""

from typing import Any

from flask_babel import lazy_gettext as _

from portal.editing.forms import Choice
from portal.web.forms import AtMost, Form, Key, Needed, Text

LONGEST = 300
ORGANISATION: Any = _("Organisation")  # WTForms wants plain text; a lazy one is said in time


class AsideForm(Form):
    """Put a mail aside, saying why."""

    note = Text(validators=[Needed(_("Write why you put it aside")), AtMost(LONGEST)])


class FilingForm(Form):
    """File a mail, in the organisation that is chosen."""

    organisation = Choice(ORGANISATION)
    key = Key()


class ButtonForm(Form):
    """A button that acts once."""

    key = Key()
