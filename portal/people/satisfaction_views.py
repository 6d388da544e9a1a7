"""How it went: the page for the organisation's admins."""

from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from flask import g, render_template, request, url_for
from flask_babel import gettext as _

from portal.tickets.wording import complaint_words
from portal.web.language import Said, by_when, day, language, said
from portal.web.paging import edge_in, edge_of
from tenants.clock import now
from tenants.context import Member
from tenants.guard import requires
from tenants.permissions import Action

from .satisfaction import dissatisfied_of, satisfaction_of
from .views import blueprint


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody was dissatisfied with how a request went; nobody is named."""

    href: str
    reference: str
    subject: str
    when: Said
    reasons: str
    answer: str


@blueprint.get("/satisfaction")
@requires(Action.SEE_SATISFACTION)
def satisfaction() -> str:
    """Show how content people are, month by month, and what became of who was not."""
    member: Member = g.member
    rows, more = dissatisfied_of(member, edge_in(request.args.get("after", "")))
    found = satisfaction_of(member)
    return render_template(
        "people/satisfaction.html",
        lately=found.lately,
        months=[(format_date(first, "MMMM y", locale=language()), one) for first, one in found.months],
        lines=[_line(member, row) for row in rows],
        older=url_for(".satisfaction", after=edge_of(rows[-1].given_at, rows[-1].number)) if more else "",
        newer=url_for(".satisfaction") if request.args.get("after") else "",
    )


def _line(member: Member, row: Any) -> Line:
    return Line(
        url_for("tickets.show", number=row.number),
        f"{member.organisation_key.upper()}-{row.number}",
        row.subject,
        said(row.given_at),
        " · ".join(complaint_words(reason) for reason in sorted(row.reasons)),
        _answer(row),
    )


def _answer(row: Any) -> str:
    """Say what became of it."""
    if row.due_at is None:
        return _("No answer was asked for")
    if row.answered_at is None:
        late = row.due_at < now()
        words = _("Late: an answer was due by %(when)s") if late else _("An answer comes by %(when)s")
        return words % {"when": by_when(row.due_at)}
    told = _("Answered on %(day)s", day=day(row.answered_at))
    if row.made_good is None:
        return told
    good = _("That made it good") if row.made_good else _("That did not make it good")
    return f"{told}. {good}"
