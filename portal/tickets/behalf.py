"""Who a request is for, and who follows it from the start: from what was typed to people."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as ngettext

from portal.web.text import one_line
from tenants.context import Member
from tenants.errors import Invalid, NotFound
from tenants.permissions import Action
from tenants.writing import add_all

from .finding import Found, files_for_others, helped, types_names, watchers_called
from .models import Entry, Participant, Ticket, TicketPerson
from .rules import numbers_in
from .telling import tell_each

MOST_NAMED = 100
MOST_WATCHERS = 20


class For(StrEnum):
    """What is chosen of who a request is for, when it is not one person of the directory."""

    ME = "me"
    OTHER = "other"
    TYPED = "typed"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who a request is for and who follows it, as it was typed.

    `chosen` is one of `For`, or a person's public id or personnel number; `watchers` are public ids.
    """

    chosen: str = For.ME
    name: str = ""
    number: str = ""
    numbers: str = ""
    watchers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One of several people a request is for, or somebody who is not in the directory (`person_id` is None)."""

    person_id: int | None
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Company:
    """The people of a request that is about to be filed: whom it is for, and who follows it."""

    person_id: int
    name: str
    lines: tuple[Line, ...] = ()
    watchers: tuple[Found, ...] = ()

    @property
    def following(self) -> frozenset[int]:
        """Return the ids of the persons who take part in it, beside who files it and the one it is for."""
        named = {line.person_id for line in self.lines if line.person_id is not None}
        return frozenset(named | {one.person_id for one in self.watchers})

    @property
    def found_by(self) -> list[str]:
        """Return the names and numbers by which the request is found."""
        return [self.name, *(word for line in self.lines for word in (line.name, line.number))]


def company(member: Member, action: Action, asked: Asked) -> Company:
    """Find the people of a request that `member` files.

    Raises NotFound for who lies beyond the member's reach, alike for who does not exist; Invalid for who is no
    longer active, and for what was not filled in.
    """
    watchers = _watchers(member, asked.watchers)
    if asked.chosen in ("", For.ME):
        return Company(member.person_id, member.name, (), watchers)
    if not files_for_others(member, action):
        raise NotFound
    match asked.chosen:
        case For.SEVERAL:
            lines = _several(member, action, asked.numbers)
        case For.TYPED:
            lines = (_typed(member, action, asked),)
        case For.OTHER if asked.name or asked.number:
            lines = (_typed(member, action, asked),)
        case For.OTHER:
            raise Invalid("find", _("Choose who it is for"))
        case _:
            lines = (_one(member, action, asked.chosen),)
    if len(lines) == 1 and lines[0].person_id is not None:
        return Company(lines[0].person_id, lines[0].name, (), watchers)
    return Company(member.person_id, member.name, lines, watchers)


def _one(member: Member, action: Action, called: str) -> Line:
    found = helped(member, action, [called]).get(called)
    if found is None:
        raise NotFound
    return _active(found, "find")


def _active(found: Found, field: str) -> Line:
    if not found.active:
        raise Invalid(field, _("%(name)s does not work here any more. Choose somebody else", name=found.name))
    return Line(found.person_id, found.name, found.number)


def _typed(member: Member, action: Action, asked: Asked) -> Line:
    """Name somebody who is not in the directory; who is, stands there with their own name."""
    if not types_names(member, action):
        raise NotFound
    name, number = one_line(asked.name), one_line(asked.number)
    if not number:
        raise Invalid("for_number", _("Fill in the personnel number"))
    if found := helped(member, action, [number]).get(number):
        return _active(found, "for_number")
    if not name:
        raise Invalid("for_name", _("Fill in the name"))
    return Line(None, name, number)


def _several(member: Member, action: Action, typed: str) -> tuple[Line, ...]:
    numbers = numbers_in(typed)
    if not numbers:
        raise Invalid("for_numbers", _("Fill in the personnel numbers, one on each line"))
    if len(numbers) > MOST_NAMED:
        raise Invalid("for_numbers", _("Fill in at most %(n)s personnel numbers", n=MOST_NAMED))
    found = helped(member, action, numbers)
    if unknown := [number for number in numbers if number not in found]:
        sentence = ngettext(
            "Nobody has this personnel number: %(numbers)s",
            "Nobody has these personnel numbers: %(numbers)s",
            len(unknown),
            numbers=_listed(unknown),
        )
        raise Invalid("for_numbers", sentence)
    people = {found[number].person_id: found[number] for number in numbers}.values()
    if gone := [one.name for one in people if not one.active]:
        raise Invalid("for_numbers", _("No longer working here: %(names)s", names=_listed(gone)))
    return tuple(Line(one.person_id, one.name, one.number) for one in people)


def _listed(names: list[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:10])
    return f"{shown}, …" if len(names) > 10 else shown


def _watchers(member: Member, public_ids: Iterable[str]) -> tuple[Found, ...]:
    wanted = set(public_ids)
    if len(wanted) > MOST_WATCHERS:
        raise Invalid("watchers", _("Choose at most %(n)s people", n=MOST_WATCHERS))
    found = watchers_called(wanted)
    if len(found) < len(wanted):
        raise NotFound
    return tuple(one for one in found if one.person_id != member.person_id)


def attach(member: Member, ticket: Ticket, people: Company, entry: Entry) -> None:
    """Let these people take part in a request that was just filed, and tell each of them."""
    told = _in_order(people, member)
    taking_part = dict.fromkeys((member.person_id, *told))
    add_all(
        Participant,
        [{"ticket_id": ticket.id, "person_id": one, "news": one != member.person_id} for one in taking_part],
    )
    add_all(
        TicketPerson,
        [
            {
                "ticket_id": ticket.id,
                "place": place,
                "person_id": line.person_id,
                "name": line.name,
                "number": line.number,
            }
            for place, line in enumerate(people.lines, 1)
        ],
    )
    tell_each(
        {member.person_id: "confirmation", **{one: "on behalf" if mine else "watching" for one, mine in told.items()}},
        ticket,
        entry,
    )


def _in_order(people: Company, member: Member) -> dict[int, bool]:
    """Return each person but the filer, whom it is for first, and whether it is for them: others follow it."""
    told = {people.person_id: True}
    told |= {line.person_id: True for line in people.lines if line.person_id is not None}
    for one in people.watchers:
        told.setdefault(one.person_id, False)
    told.pop(member.person_id, None)
    return told
