"""Who a seeded request is for, and who follows it."""

from dataclasses import dataclass
from random import Random
from typing import Any

from portal.tickets.models import Participant, ReadMark, TicketPerson

from .grounds import Someone
from .making import Maker
from .phrases import FIRST_NAMES, LAST_NAMES, Sentence, Writer

FOR_ANOTHER, FOR_SEVERAL, FOR_A_NAME, WATCHED = 0.15, 0.03, 0.015, 0.1
UP_TO_DATE, NEVER_OPENED = 0.85, 0.03


@dataclass(frozen=True, slots=True)
class Company:
    """Who filed a request and the person it is for; the list of several, or a name that was typed in; who watches."""

    filer: Someone
    whom: Someone
    several: tuple[Someone, ...] = ()
    typed: str = ""
    watchers: tuple[Someone, ...] = ()

    @property
    def named_as(self) -> str:
        """Return the name a request for one person of a list shows."""
        return self.typed or (self.several[0].name if len(self.several) == 1 else "")

    @property
    def named(self) -> int:
        """Return how many lines the list has."""
        return len(self.several) or bool(self.typed)

    @property
    def following(self) -> list[Someone]:
        """Return everybody who takes part, in a steady order."""
        return sorted({self.filer, self.whom, *self.several, *self.watchers}, key=lambda one: one.person_id)

    def found_by(self, writer: Writer) -> list[Sentence]:
        """Return the names and numbers by which the request is found."""
        words = [self.whom.name]
        for one in self.several:
            words += [one.name, one.number]
        return [writer.bare(word) for word in (*words, *((self.typed, "7001") if self.typed else ()))]

    def attach(self, maker: Maker, ticket_id: int) -> list[dict[str, Any]]:
        """Let them take part; return their rows, to note what is news to them."""
        for one in self.following:
            maker.add(Participant, ticket_id=ticket_id, person_id=one.person_id, told=True, news=False)
        following = maker.rows[Participant][-len(self.following) :]
        lines = [(one.person_id, one.name, one.number) for one in self.several]
        if self.typed:
            lines = [(None, self.typed, "7001")]
        for place, (person_id, name, number) in enumerate(lines, 1):
            maker.add(TicketPerson, ticket_id=ticket_id, place=place, person_id=person_id, name=name, number=number)
        return following


def company(chance: Random, people: list[Someone]) -> Company:
    """Choose the people of a request."""
    filer = chance.choice(people)
    watchers = (chance.choice(people),) if chance.random() < WATCHED else ()
    drawn = chance.random()
    if drawn < FOR_SEVERAL and len(people) > 3:
        several = [one for one in chance.sample(people, min(len(people) - 1, 4)) if one is not filer]
        return Company(filer, filer, tuple(several), "", watchers)
    if drawn < FOR_SEVERAL + FOR_A_NAME:
        return Company(filer, filer, (), f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}", watchers)
    return Company(filer, chance.choice(people) if chance.random() < FOR_ANOTHER else filer, watchers=watchers)


def leave_marks(maker: Maker, ticket: dict, readers: list[Someone], following: list[dict[str, Any]]) -> None:
    """Note how far they have read: most of them everything, some only what was filed, a few never opened it."""
    for one in sorted(set(readers), key=lambda one: one.account_id):
        drawn = maker.chance.random()
        if drawn < NEVER_OPENED:
            continue
        everything = drawn < NEVER_OPENED + UP_TO_DATE
        maker.add(
            ReadMark,
            ticket_id=ticket["id"],
            account_id=one.account_id,
            seen=ticket["entries"] if everything else 1,
            at=ticket["updated_at"] if everything else ticket["filed_at"],
        )
        for row in following:
            if everything and row["person_id"] == one.person_id:
                row["news"] = False
