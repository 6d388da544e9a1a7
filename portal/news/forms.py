"""The form of a broadcast, and the draft it holds. Moments are typed in Dutch time."""

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectMultipleField

from portal.catalogue.addressees import Choice, chosen, roles_in
from portal.web.days import day_in, moment_in
from portal.web.forms import AtMost, Form, Key, Line, Text
from portal.web.language import ZONE
from portal.web.text import written
from tenants.errors import Invalid

from .models import Broadcast
from .publishing import Draft
from .rules import LONGEST_TEXT, LONGEST_TITLE, Kind
from .wording import local


class NewsForm(Form):
    """A broadcast inside an organisation."""

    several: ClassVar[frozenset[str]] = frozenset({"roles", "units"})

    kind = Line()
    title_nl = Line(validators=[AtMost(LONGEST_TITLE)])
    text_nl = Text(validators=[AtMost(LONGEST_TEXT)])
    title_en = Line(validators=[AtMost(LONGEST_TITLE)])
    text_en = Text(validators=[AtMost(LONGEST_TEXT)])
    roles = SelectMultipleField(validate_choice=False)
    units = SelectMultipleField(validate_choice=False)
    publish_from = Line()
    publish_until = Line()
    read_before = Line()
    next_message = Line()
    pinned = BooleanField()
    version = HiddenField(default="0")
    send = Line()
    key = Key()


class BroadcastForm(NewsForm):
    """A broadcast of the service organisation to its customers."""

    several: ClassVar[frozenset[str]] = frozenset({"roles", "organisations", "services"})

    units = None  # type: ignore[assignment] - the units of others are not its to choose
    organisations = SelectMultipleField(validate_choice=False)
    services = SelectMultipleField(validate_choice=False)


class EmptyForm(Form):
    """A button: nothing but the token."""


def filled(broadcast: Broadcast, offered: dict[str, list[Choice]], aimed: dict[str, set[int]]) -> dict[str, Any]:
    """Return what the form of a broadcast that exists shows at first."""
    texts = {name: getattr(broadcast, name) for name in ("title_nl", "text_nl", "title_en", "text_en")}
    targets = {name: [choice.value for choice in some if choice.id in aimed[name]] for name, some in offered.items()}
    return (
        texts
        | targets
        | {
            "kind": str(broadcast.kind),
            "roles": [str(role) for role in broadcast.roles],
            "publish_from": local(broadcast.starts_at),
            "publish_until": local(broadcast.ends_at),
            "read_before": local(broadcast.read_before)[:10],
            "next_message": local(broadcast.next_at),
            "pinned": broadcast.pinned,
            "version": str(broadcast.version),
        }
    )


def draft_in(form: NewsForm, offered: dict[str, list[Choice]]) -> Draft:
    """Read the draft that a form holds. Costs milliseconds: call it before the write transaction.

    Raises Invalid at the field that cannot be read.
    """
    if form.kind.data not in list(Kind):
        raise Invalid("kind", _("Choose what the message is about"))
    return Draft(
        kind=Kind(form.kind.data),
        title_nl=form.title_nl.data,
        title_en=form.title_en.data,
        text_nl=written(form.text_nl.data),
        text_en=written(form.text_en.data),
        pinned=bool(form.pinned.data),
        roles=roles_in(form.roles.data or ()),
        starts_at=_moment(form, "publish_from"),
        ends_at=_moment(form, "publish_until"),
        read_before=_start_of_day(form, "read_before"),
        next_at=_moment(form, "next_message"),
        **{name: chosen(offered, name, form[name].data or ()) for name in offered},
    )


def version_in(form: NewsForm) -> int:
    """Return the version that was on the form; 0 for something else than a number."""
    text = form.version.data or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _moment(form: NewsForm, name: str) -> datetime | None:
    text = form[name].data
    if not text:
        return None
    typed = moment_in(text)
    if typed is None or not _sensible(typed):
        raise Invalid(name, _("Write a date and a time, like 24-12-2026 14.00"))
    return typed.replace(tzinfo=ZONE).astimezone(UTC)


def _start_of_day(form: NewsForm, name: str) -> datetime | None:
    text = form[name].data
    if not text:
        return None
    day = day_in(text)
    if day is None or not _sensible(day):
        raise Invalid(name, _("This is not a date. Write it like this: 24-12-2026"))
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def _sensible(day: date) -> bool:
    return 2000 <= day.year < 2100
