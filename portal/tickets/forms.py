"""The forms of a request. Field names are part of what outside pages and checks rely on."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from wtforms import BooleanField, Field, HiddenField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from portal.catalogue.fields import FieldOf, Type, day_in, read
from portal.catalogue.forms import PARTS_OF_CHANGE, fields_of
from portal.catalogue.rules import Kind
from portal.files.forms import Files
from portal.web.days import day_typed
from portal.web.forms import AtMost, Form, Key, Line, Saves, Text
from tenants.errors import Invalid

from .people_forms import FollowedFields, PeopleFields


class RequestForm(PeopleFields):
    """What the forms of all kinds have in common; `form_of` adds the fields of a kind."""

    kind: Kind

    confidential = BooleanField()
    files = Files()
    key = Key()
    draft = HiddenField()
    version = Saves()

    @property
    def saved(self) -> tuple[str, int]:
        """Return which draft this is and how often it was saved; ("", 0) when it never was."""
        return (self.draft.data or "")[:60], self.version.number

    def typed(self) -> dict[str, str]:
        """Return what was typed into the fields of the kind, by key."""
        return {key: self[key].data or "" for key, field in fields_of(self.kind).items() if not field.captured}


class Day(Line):
    """A day: kept as 2026-12-24 however it was written, shown as 24-12-2026; what is no day stays as it was typed."""

    @property
    def shown(self) -> str:
        """What stands in the field."""
        found = day_in(self.data or "")
        return day_typed(found) if found else self.data or ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what came."""
        super().process_formdata(valuelist)
        self.data = found.isoformat() if (found := day_in(self.data)) else self.data


FIELDS = {Type.TEXT: Text, Type.DAY: Day}


class Right:
    """The answer is one that the form takes."""

    def __init__(self, field: FieldOf) -> None:
        self.field = field

    def __call__(self, form: Form, field: Field) -> None:
        """Say what is not right about it."""
        try:
            read(self.field, field.data or "")
        except Invalid as refusal:
            raise ValidationError(str(refusal.why)) from None


def _fields(asked: Iterable[FieldOf]) -> dict[str, Any]:
    return {field.key: FIELDS.get(field.type, Line)(validators=[Right(field)]) for field in asked if not field.captured}


@cache
def form_of(kind: Kind) -> type[RequestForm]:
    """Return the form of a kind, made from its definition."""
    asked = fields_of(kind).values()
    fields = _fields(asked)
    if any(field.captured for field in asked):
        fields |= {"machine": BooleanField(), "screen": Line()}
    return type(f"{kind.capitalize()}Form", (RequestForm,), {**fields, "kind": kind, "__doc__": f"File a {kind}."})


class PartForm(Form):
    """One part of a form that is filled in part by part; `form_of_part` adds its fields.

    A part with room for words takes files too: a picture may stand in them. They belong to the form as a whole.
    """

    files = Files()

    def typed(self) -> dict[str, str]:
        """Return what was typed, by key."""
        return {field.name: field.data or "" for field in self if field.name not in ("csrf_token", "files")}


@cache
def form_of_part(key: str) -> type[PartForm]:
    """Return the form of one part of a change."""
    part = next(part for part in PARTS_OF_CHANGE if part.key == key)
    return type("PartOfChangeForm", (PartForm,), _fields(part.fields))


class SendForm(FollowedFields):
    """Send what was written before."""

    confidential = BooleanField()
    files = Files()
    key = Key()


class HandOverForm(Form):
    """Give a draft to a colleague."""

    to = Line()


class ReplyForm(Form):
    """Reply to a request; `version` tells which draft of it this page showed."""

    body = Text(validators=[AtMost(20_000)])
    files = Files()
    key = Key()
    version = Saves()


class ResolutionForm(Form):
    """Say that it is solved, or withdraw it."""

    reason = Line()
    words = Text(validators=[AtMost(20_000)])


class ReopeningForm(Form):
    """Say that it is not solved after all. It stands beside a rating, whose words have the id `words`."""

    words = Text(id="not-right", validators=[AtMost(20_000)])


class RatingForm(Form):
    """Say how it went."""

    several = frozenset({"reasons"})

    verdict = Line()
    reasons = SelectMultipleField(validate_choice=False)
    words = Text(validators=[AtMost(5_000)])
    call = Line(validators=[AtMost(40)])


class MadeGoodForm(Form):
    """Say whether the answer to a dissatisfied rating made it good."""

    made_good = StringField()


class EmptyForm(Form):
    """A button: nothing but the token."""
