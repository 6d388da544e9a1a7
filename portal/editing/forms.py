"""What forms of shared things have in common: a key, the version they began with, choices of what is offered."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import ValidationError

from portal.web.forms import Form, Key, Line


class Version(HiddenField):
    """Which version of a row the form was made from; what is no number was never a version."""

    data: int

    def process_data(self, value: Any) -> None:
        """Take the version of the row."""
        self.data = value if isinstance(value, int) else 0

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the version that came back."""
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class Choice(Line):
    """One of what is offered, as (value, text) pairs."""

    offered: Sequence[tuple[str, str]] = ()

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered."""
        if self.data not in dict(self.offered):
            raise ValidationError(gettext("Choose from this list"))


class Choices(SelectMultipleField):
    """Some of what is offered."""

    offered: Sequence[tuple[str, str]] = ()

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered."""
        if set(self.data or ()) - dict(self.offered).keys():
            raise ValidationError(gettext("Choose from this list"))


class EditForm(Form):
    """A form that acts once when it is sent twice, and knows which version of a row it began with."""

    key = Key()
    version = Version()
