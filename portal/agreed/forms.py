"""The forms of the terms of use: to write them, and to accept them."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms.validators import ValidationError

from portal.editing.forms import EditForm, Version
from portal.web.forms import AtMost, Form, Line, Text

from .queries import Terms

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time
LONGEST = 20_000


class TermsForm(EditForm):
    """What an admin writes, in both languages or not at all."""

    text_nl = Text(_("In Dutch"), validators=[AtMost(LONGEST)])
    text_en = Text(_("In English"), validators=[AtMost(LONGEST)])

    def validate_text_nl(self, field: Text) -> None:
        """Both languages, or neither."""
        if self.text_en.data.strip() and not field.data.strip():
            raise ValidationError(gettext("Write it in Dutch too"))

    def validate_text_en(self, field: Text) -> None:
        """Both languages, or neither."""
        if self.text_nl.data.strip() and not field.data.strip():
            raise ValidationError(gettext("Write it in English too"))

    @property
    def terms(self) -> Terms:
        """Return what was written."""
        return Terms(self.text_nl.data.strip(), self.text_en.data.strip())


class AcceptForm(Form):
    """Accept the version that was read, and go on to where one was going."""

    version = Version()
    next = Line()
