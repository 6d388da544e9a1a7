"""The people of a request on its page: whom it is for, who follows it, and what somebody can do about that."""

from dataclasses import dataclass
from typing import Any

from portal.web.language import day
from tenants.context import Member
from tenants.permissions import Action, permits

from .concerned import can_stop, is_for
from .lifecycle import Step, Turn, can
from .models import Ticket
from .queries import Around, Taking
from .wording import for_words


@dataclass(frozen=True, slots=True)
class LineShown:
    """One of the people a request is for. `done` is the day on which the desk was done with it, "" until then."""

    place: int
    name: str
    number: str
    done: str


def people_shown(member: Member, ticket: Ticket, near: Around) -> dict[str, Any]:
    """Return whom a request is for and who follows it, as `member` reads it."""
    parties = (ticket.filed_by_id, ticket.filed_for_id)
    named = {line.person_id for line in near.lines}
    return {
        "whom": for_words(ticket),
        "lines": lines_shown(near.lines),
        "watchers": [one.name for one in near.people if one.person_id not in parties and one.person_id not in named],
        "follows_it": following(member, near),
    }


def lines_shown(lines: list[Taking]) -> list[LineShown]:
    """Return the list of people, in its order."""
    return [LineShown(one.place, one.name, one.number, day(one.done_at) if one.done_at else "") for one in lines]


def following(member: Member, near: Around) -> bool:
    """Say whether `member` hears of the request."""
    return any(one.person_id == member.person_id and one.told for one in near.people)


def abilities(member: Member, ticket: Ticket, near: Around) -> dict[str, bool]:
    """Return what `member` can do about the people of a request: exactly what a post would be accepted for."""
    mine = any(one.person_id == member.person_id for one in near.people)
    theirs = permits(member, Action.FOLLOW, ticket) and mine
    hears = following(member, near)
    for_me = is_for(member, ticket)
    return {
        "stop": theirs and hears and can_stop(member, ticket),
        "follow": theirs and not hears,
        "watch": permits(member, Action.WATCH, ticket),
        "take_over": permits(member, Action.TAKE_OVER, ticket)
        and for_me
        and not ticket.taken_over
        and ticket.turn is not Turn.NOBODY,
        "object": permits(member, Action.OBJECT, ticket) and for_me and can(Step.CUSTOMER_REPLY, ticket.state),
        "confide": permits(member, Action.CONFIDE, ticket),
    }
