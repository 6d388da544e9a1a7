"""How it went, as an organisation's admins read of it: figures of a time, and what became of dissatisfaction.

Confidential requests do not count: with few ratings a figure would tell of whom it is.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from portal.tickets.models import FollowUp, Rating, Ticket
from portal.tickets.rules import Verdict
from portal.tickets.sight import visible_to
from portal.web.language import ZONE, today
from portal.web.paging import Edge
from tenants.clock import now
from tenants.context import Member
from tenants.database import db

LATELY = timedelta(days=90)
MONTHS = 6
PAGE = 25


@dataclass(frozen=True, slots=True)
class Figures:
    """How many said how it went, how many of them are content, and what became of the others."""

    ratings: int
    content: int
    answered: int
    late: int

    @property
    def dissatisfied(self) -> int:
        """Return how many are not content."""
        return self.ratings - self.content

    @property
    def waiting(self) -> int:
        """Return how many of those wait for an answer that still comes in time."""
        return self.dissatisfied - self.answered - self.late

    @property
    def share(self) -> int:
        """Return how many of a hundred are content; 0 when nobody said anything."""
        return round(100 * self.content / self.ratings) if self.ratings else 0


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The figures of the last ninety days, and of each of the last months, the newest first."""

    lately: Figures
    months: list[tuple[date, Figures]]


def satisfaction_of(member: Member) -> Satisfaction:
    """Return what was said of requests that `member` may see, in one statement."""
    firsts = months_until(today())
    ends = [None, *firsts]
    spans = [(_midnight(first), _midnight(end)) for first, end in zip(firsts, ends, strict=False)]
    each = _judged(member).where(Rating.given_at >= min(spans[-1][0], now() - LATELY)).subquery()
    columns = [column for span in ((now() - LATELY, None), *spans) for column in _figures(each, *span)]
    told = [count or 0 for count in db.session.execute(select(*columns)).one()]
    lately, *months = [Figures(*told[place : place + 4]) for place in range(0, len(told), 4)]
    return Satisfaction(lately, list(zip(firsts, months, strict=True)))


def months_until(day: date) -> list[date]:
    """Return the first days of the last months, that of `day` first."""
    firsts = [day.replace(day=1)]
    while len(firsts) < MONTHS:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    return firsts


def dissatisfied_of(member: Member, after: Edge | None) -> tuple[list[Any], bool]:
    """Return the dissatisfied ratings of late with what became of them, newest first, and whether there are more."""
    wanted = _judged(member).where(Rating.verdict == Verdict.DISSATISFIED, Rating.given_at >= now() - LATELY)
    if after is not None:
        moment, number = after
        wanted = wanted.where(or_(Rating.given_at < moment, and_(Rating.given_at == moment, Ticket.number < number)))
    rows = list(db.session.execute(wanted.order_by(Rating.given_at.desc(), Ticket.number.desc()).limit(PAGE + 1)))
    return rows[:PAGE], len(rows) > PAGE


def _judged(member: Member) -> Any:
    owed = and_(FollowUp.organisation_id == Rating.organisation_id, FollowUp.rating_id == Rating.id)
    about = and_(Ticket.organisation_id == Rating.organisation_id, Ticket.id == Rating.ticket_id)
    return (
        select(
            Rating.given_at,
            Rating.verdict,
            Rating.reasons,
            FollowUp.answered_at,
            FollowUp.due_at,
            FollowUp.made_good,
            Ticket.number,
            Ticket.subject,
        )
        .select_from(Rating)
        .join(Ticket, about)
        .outerjoin(FollowUp, owed)
        .where(~Ticket.confidential, visible_to(member))
    )


def _figures(each: Any, start: datetime, end: datetime | None) -> list[Any]:
    given = [each.c.given_at >= start, *([each.c.given_at < end] if end else [])]
    bad = each.c.verdict == Verdict.DISSATISFIED
    open_still = and_(bad, each.c.answered_at.is_(None))
    wanted = ((), (~bad,), (bad, each.c.answered_at.is_not(None)), (open_still, each.c.due_at < now()))
    return [func.sum(case((and_(*given, *conditions), 1), else_=0)) for conditions in wanted]


def _midnight(day: date | None) -> Any:
    return datetime.combine(day, time(), tzinfo=ZONE) if day else None
