"""The forms of an import: the file, its columns, and the buttons that carry it out."""

import re
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.validators import ValidationError

from portal.editing.forms import Choice
from portal.web.forms import Form, Key

from .planning import Choices
from .rules import Column
from .wording import alphabet_choices, column_words

_: Any = lazy_gettext  # WTForms wants its labels to be plain text; a lazy one is said in time


class UploadForm(Form):
    """A file with people."""

    file = FileField(_("File with people"))
    alphabet = Choice(_("How the letters of a CSV file were saved"), default="")
    key = Key()

    def offers(self) -> None:
        """Offer the alphabets of text."""
        self.alphabet.offered = alphabet_choices()

    def validate_file(self, field: FileField) -> None:
        """A file, and not only its name."""
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(gettext("Choose a file"))


class MatchForm(Form):
    """What stands in each column, in their order, and what is to be done with the whole list."""

    several = frozenset({"columns"})

    columns = SelectMultipleField(validate_choice=False)
    headed = BooleanField(_("The first row holds the names of the columns"))
    make_units = BooleanField(_("Make units that are not there yet"))
    invite = BooleanField(_("Invite everybody with an e-mail address who has no account"))
    missing = Choice(_("People who are missing from the list"), default="leave")

    def offers(self) -> None:
        """Offer what can be done with who is missing."""
        self.missing.offered = [
            ("leave", gettext("Leave them as they are")),
            ("end", gettext("They are no longer here: deactivate their accounts")),
        ]

    def validate_columns(self, field: SelectMultipleField) -> None:
        """Each meaning once, and enough to know who a row is about."""
        chosen = [one for one in field.data or () if one]
        if set(chosen) - set(map(str, Column)):
            raise ValidationError(gettext("Choose from this list"))
        double = next((one for place, one in enumerate(chosen) if one in chosen[:place]), None)
        if double:
            words = column_words(Column(double))
            raise ValidationError(gettext("You chose %(column)s for two columns. Choose it for one", column=words))
        if not {Column.NAME, Column.NUMBER, Column.EMAIL} & set(chosen):
            raise ValidationError(gettext("Choose which column holds the name, the number or the e-mail address"))

    @property
    def choices(self) -> Choices:
        """Return what was chosen for the whole list."""
        return Choices(self.missing.data == "end", self.make_units.data, self.invite.data)


SEAL = re.compile("[0-9a-f]{32}")
"""How the seal of a plan is spelled."""


class AgreeForm(Form):
    """The button that carries out; `seal` is that of the plan on the page."""

    seal = HiddenField()

    @property
    def agreed(self) -> str:
        """Return the seal that came back; "" for what never was one."""
        text = self.seal.data or ""
        return text if SEAL.fullmatch(text) else ""


class UndoForm(Form):
    """Undo a list; what happens with who acted since."""

    acted = Choice(_("People who did something since"), default="leave")

    def offers(self) -> None:
        """Offer what can be done with them."""
        self.acted.offered = [
            ("leave", gettext("Leave them: they can go on")),
            ("end", gettext("Deactivate them: they can no longer sign in")),
        ]


class ButtonForm(Form):
    """A button."""
