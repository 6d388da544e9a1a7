"""The forms of articles: writing one, and saying what one thought of it."""

from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectMultipleField

from portal.catalogue.addressees import Choice, chosen, roles_in
from portal.web.days import day_in, day_typed
from portal.web.forms import NO_DAY, AtMost, Form, Key, Line, Text
from portal.web.text import explained
from tenants.errors import Invalid

from .models import Article
from .publishing import Draft
from .rules import LONGEST_REMARK, LONGEST_SLUG, LONGEST_SUMMARY, LONGEST_TEXT, LONGEST_TITLE

TEXTS = ("title_nl", "summary_nl", "text_nl", "title_en", "summary_en", "text_en")


class ArticleForm(Form):
    """An article."""

    several: ClassVar[frozenset[str]] = frozenset({"roles", "organisations", "services"})

    service = Line()
    title_nl = Line(validators=[AtMost(LONGEST_TITLE)])
    summary_nl = Line(validators=[AtMost(LONGEST_SUMMARY)])
    text_nl = Text(validators=[AtMost(LONGEST_TEXT)])
    title_en = Line(validators=[AtMost(LONGEST_TITLE)])
    summary_en = Line(validators=[AtMost(LONGEST_SUMMARY)])
    text_en = Text(validators=[AtMost(LONGEST_TEXT)])
    roles = SelectMultipleField(validate_choice=False)
    organisations = SelectMultipleField(validate_choice=False)
    services = SelectMultipleField(validate_choice=False)
    owner = Line()
    review_on = Line()
    version = HiddenField(default="0")
    send = Line()
    key = Key()


class ArchiveForm(Form):
    """Taking an article out of the way."""

    successor = Line(validators=[AtMost(LONGEST_SLUG)])


class OpinionForm(Form):
    """Whether an article helped."""

    helped = Line()
    missing = Text(validators=[AtMost(LONGEST_REMARK)])


class EmptyForm(Form):
    """A button: nothing but the token."""


def filled(
    article: Article, offered: dict[str, list[Choice]], aimed: dict[str, set[int]], owners: list[Choice]
) -> dict[str, Any]:
    """Return what the form of an article that exists shows at first."""
    texts = {name: getattr(article, name) for name in TEXTS}
    aims = {name: [one.value for one in offered[name] if one.id in some] for name, some in aimed.items()}
    return (
        texts
        | aims
        | {
            "service": _value(offered["services"], article.service_id),
            "roles": [str(role) for role in article.roles],
            "owner": _value(owners, article.owner_id),
            "review_on": day_typed(article.review_on) if article.review_on else "",
            "version": str(article.version),
        }
    )


def draft_in(form: ArticleForm, offered: dict[str, list[Choice]], owners: list[Choice]) -> Draft:
    """Read the draft that a form holds. Costs milliseconds: call it before the write transaction.

    Raises Invalid at the field that cannot be read.
    """
    owner = next((one for one in owners if one.value == form.owner.data), None)
    if owner is None:
        raise Invalid("owner", _("Choose from the list"))
    service = next((one for one in offered["services"] if one.value == form.service.data), None)
    if service is None and form.service.data:
        raise Invalid("service", _("Choose from the list"))
    return Draft(
        title_nl=form.title_nl.data,
        title_en=form.title_en.data,
        summary_nl=form.summary_nl.data,
        summary_en=form.summary_en.data,
        text_nl=explained(form.text_nl.data),
        text_en=explained(form.text_en.data),
        service_id=service.id if service else None,
        roles=roles_in(form.roles.data or ()),
        owner_id=owner.id,
        owner_name=owner.words,
        review_on=_day(form.review_on.data),
        organisations=chosen(offered, "organisations", form.organisations.data or ()),
        services=chosen(offered, "services", form.services.data or ()),
    )


def version_in(form: ArticleForm) -> int:
    """Return the version that was on the form; 0 for something else than a number."""
    text = form.version.data or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _day(typed: str) -> date | None:
    if not typed:
        return None
    day = day_in(typed)
    if day is None or not 2000 <= day.year < 2100:
        raise Invalid("review_on", NO_DAY)
    return day


def _value(some: list[Choice], row_id: int | None) -> str:
    return next((one.value for one in some if one.id == row_id), "")
