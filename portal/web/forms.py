"""What every form shares: only declared fields, each once; errors as a list for the summary."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, Self

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import BadRequest
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, ValidationError

from tenants.errors import Invalid
from tenants.passwords import new_token

from .days import day_in, day_typed
from .text import clean, one_line

NO_DAY = _("This is not a date. Write it like this: 24-12-2026")


class Form(FlaskForm):
    """A form that refuses fields it did not ask for, and a field given twice."""

    several: ClassVar[frozenset[str]] = frozenset()  # fields that may come more than once

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Say whether the form was posted and is right. Raises BadRequest for fields that are not its own."""
        if self.is_submitted():
            known = {field.name for field in self} | {"csrf_token"}
            for name, values in request.form.lists():
                if name not in known or (len(values) > 1 and not self._may_repeat(name)):
                    raise BadRequest
        return super().validate_on_submit(extra_validators)

    def _may_repeat(self, name: str) -> bool:
        return name in self.several or getattr(self._fields.get(name), "several", False)

    def summary(self) -> list[tuple[str, str]]:
        """Return (field id, sentence) of each error, for the summary above the form."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]

    def without_errors(self) -> Self:
        """Forget what is wrong: the form is shown again while it is still being filled in."""
        for field in self:
            field.errors = ()
        return self

    def refuse(self, refusal: Invalid) -> None:
        """Show what a verb refused at the field it named."""
        field = self._fields.get(refusal.field)
        if field is None:
            raise refusal
        field.errors = [*field.errors, str(refusal.why)]  # type: ignore[assignment]


class Line(StringField):
    """One line of text: line ends become spaces, what no database keeps is left out."""

    data: str

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what came."""
        self.data = one_line(valuelist[0]) if valuelist else ""


class Text(TextAreaField):
    """Lines of text."""

    data: str

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what came."""
        self.data = clean(valuelist[0]) if valuelist else ""


class Day(Field):
    """A day as people type it, in the page's language whatever the browser's; None while it is empty or no day."""

    data: date | None

    @property
    def shown(self) -> str:
        """What stands in the field: what was typed, else the day that the page proposes."""
        if self.raw_data:
            return one_line(self.raw_data[0])
        return day_typed(self.data) if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed. Raises ValueError, in words, for what is no day."""
        typed = one_line(valuelist[0]) if valuelist else ""
        self.data = day_in(typed)
        if typed and self.data is None:
            raise ValueError(NO_DAY)


NEW, TOLD = "page.", "told."
"""How a key starts that a page gave, and one with which something is sent twice on purpose."""


class Key(HiddenField):
    """The idempotency key of a form: made when it is shown, the same when it is sent twice."""

    def process_data(self, value: Any) -> None:
        """Make a key for a form that is shown anew."""
        self.data = value or NEW + new_token()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the key that came back; an empty or endless one is replaced."""
        if valuelist and 8 <= len(valuelist[0]) <= 100 and valuelist[0].isprintable():
            self.data = valuelist[0]


class Saves(HiddenField):
    """How often what the page shows was saved; empty when it never was."""

    @property
    def number(self) -> int:
        """Return it as a number; 0 for what is none."""
        text = str(self.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


class Needed(DataRequired):
    """This must be filled in; `why` says what to write."""

    field_flags: ClassVar[dict[str, Any]] = {}

    def __init__(self, why: Any) -> None:
        super().__init__(message=why)


class AtMost:
    """Not longer than so many characters."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse a longer text, saying how long it is."""
        length = len(field.data or "")
        if length > self.longest:
            raise ValidationError(
                str(_("Make this shorter: now %(n)s characters, %(max)s at most", n=length, max=self.longest))
            )


class OneOf:
    """One of the words that are offered; a page offers no others, so only who forges a post reads of it."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = words

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse another word."""
        if field.data not in self.words:
            raise ValidationError(str(_("Choose from the list")))
