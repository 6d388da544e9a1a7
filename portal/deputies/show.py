"""What the pages about deputies show."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.tickets.wording import Pill
from portal.web.language import ZONE, day_said
from tenants.clock import now
from tenants.context import Member

from .queries import for_everybody
from .rules import last_day


@dataclass(frozen=True, slots=True)
class Line:
    """One who stands in for another; `end` is where that is ended, "" for who may not."""

    absent: str
    deputy: str
    when: str
    label: Pill
    end: str


def line_of(row: Any, member: Member, page: str) -> Line:
    """Return a line of the list; `page` is the name of the pages it stands on."""
    first, last = row.starts_at.astimezone(ZONE).date(), last_day(row.ends_at, ZONE)
    mine = row.absent_id == member.person_id
    may_end = mine or for_everybody(member)
    return Line(
        row.absent,
        row.deputy,
        _("%(first)s until and including %(last)s", first=day_said(first), last=day_said(last)),
        Pill("ok", "circle-check", _("Now")) if row.starts_at <= now() else Pill("new", "calendar-clock", _("Later")),
        url_for(f"{page}.end", user="me" if mine else row.handle, deputy=row.code) if may_end else "",
    )
