"""The course of seeded requests: each goes through steps that the lifecycle allows, to where it stands now."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from portal.catalogue.forms import NEWEST
from portal.catalogue.rules import Kind
from portal.search.models import SearchRow
from portal.tickets.lifecycle import TURN, UNRATED_REASONS, Reason, State, Step, after, can
from portal.tickets.models import (
    Entry,
    FollowUp,
    HeldBy,
    Participant,
    Postponement,
    Rating,
    Resolution,
    Ring,
    Ticket,
)
from portal.tickets.rules import NO_DATE, REOPEN_WITHIN, Complaint, Verdict, end_of_day, promise, reminders
from portal.trail.models import Trail
from tenants.clock import now
from tenants.roles import Side

from .grounds import AT_ONCE, House, Ids, Places, Someone
from .phrases import Said, Sentence, Writer, together
from .plans import LAST, WORKING, Plan, plans


def makers(chance: Random, writer: Writer, house: House, places: Places, entries: int) -> Iterator["Maker"]:
    """Yield the requests of an organisation in portions, in the order in which they were filed."""
    planned = sorted(plans(chance, house.tickets, entries))
    for start in range(0, len(planned), AT_ONCE):
        yield Maker(chance, writer, house, places, start, planned[start : start + AT_ONCE])


class Maker:
    """Makes the rows of some requests of one organisation: first the tickets, then everything that hangs on them."""

    def __init__(
        self, chance: Random, writer: Writer, house: House, places: Places, start: int, plans: list[Plan]
    ) -> None:
        self.chance, self.writer, self.house, self.places = chance, writer, house, places
        self.start, self.plans = start, plans
        self.now = now()
        self.rows: dict[type[Any], list[dict[str, Any]]] = {}
        self.ids: dict[type[Any], Iterator[int]] = {}

    def write(self, connection: Connection) -> None:
        """Make the rows and insert them: parents first."""
        order = (Ticket, Participant, Entry, SearchRow, Postponement, Resolution, Rating, FollowUp, Trail)
        self.rows = {model: [] for model in order}
        self.ids = {model: Ids(connection, model) for model in order if "id" in model.__table__.c}
        for number, plan in enumerate(self.plans, self.start + 1):
            Course(self, number, plan).run()
        for model in order:
            if self.rows[model]:
                connection.execute(insert(model), self.rows[model])

    def add(self, model: type[Any], **values: Any) -> int:
        """Add a row of this organisation; return its id, 0 for a table without one."""
        values["organisation_id"] = self.house.id
        if model in self.ids:
            values["id"] = next(self.ids[model])
        self.rows[model].append(values)
        return values.get("id", 0)


class Course:
    """One request from filing to where it stands now."""

    def __init__(self, maker: Maker, number: int, plan: Plan) -> None:
        self.maker, self.plan, self.chance = maker, plan, maker.chance
        self.tongue = maker.writer.tongue()
        self.subject: Sentence = maker.writer.subject(self.tongue)
        self.filer: Someone = self.chance.choice(maker.house.people)
        self.whom = self.chance.choice(maker.house.people) if self.chance.random() < 0.15 else self.filer
        self.agent = self.chance.choice(maker.places.agents)
        self.at, self.state, self.left = plan.filed_at, State.NEW, plan.length
        self.pace = self._pace()
        self.ticket = self._ticket(number)

    def run(self) -> None:
        """File it, let it be worked on, and bring it where the plan wants it."""
        self._file()
        last = LAST[self.plan.state]
        while self.left > len(last):
            self._work()
        for step in last:
            if not can(step, self.state):  # an answer is awaited: the customer gives one
                self._take(Step.CUSTOMER_REPLY)
            self._take(step)
        self.ticket["state"], self.ticket["turn"] = self.state, TURN[self.state]

    def _pace(self) -> timedelta:
        """Return the time between two entries: all of them fit between filing and now, closing apart."""
        room = min(self.maker.now - self.plan.filed_at, timedelta(days=25))
        return room / (self.plan.length + 3)

    def _ticket(self, number: int) -> dict[str, Any]:
        department, hours, *_names = self.maker.places.departments[0]
        promised = promise(self.at, hours)
        self.maker.add(
            Ticket,
            number=number,
            kind=Kind.QUESTION,
            form_version=NEWEST[Kind.QUESTION],
            state=State.NEW,
            turn=TURN[State.NEW],
            held_by=HeldBy.DESK,
            service_id=self.chance.choice(self.maker.places.services),
            department_id=department,
            subject=self.subject.text,
            answers={},
            confidential=self.chance.random() < 0.03,
            filed_by_id=self.filer.person_id,
            filed_by_name=self.filer.name,
            filed_for_id=self.whom.person_id,
            filed_for_name=self.whom.name,
            assignee_id=None,
            assignee_name="",
            filed_at=self.at,
            updated_at=self.at,
            promised_at=promised,
            due_at=promised or self.at + NO_DATE,
            entries=0,
            notes=0,
            resolutions=0,
        )
        return self.maker.rows[Ticket][-1]

    def _file(self) -> None:
        following = {self.filer.person_id, self.whom.person_id}
        if self.chance.random() < 0.1:
            following.add(self.chance.choice(self.maker.house.people).person_id)
        for person in sorted(following):
            self.maker.add(Participant, ticket_id=self.ticket["id"], person_id=person, told=True)
        said = self.maker.writer.question(self.tongue)
        self.ticket["answers"] = {"note": " ".join(sentence.text for sentence in said)}
        self._entry("filed", self.filer, Side.CUSTOMER, together(said, self.subject))
        self.maker.add(
            Trail,
            at=self.at,
            action="ticket.filed",
            account_id=self.filer.account_id,
            side=Side.CUSTOMER,
            subject="ticket",
            subject_id=self.ticket["id"],
            detail={},
        )

    def _work(self) -> None:
        if self.chance.random() < 0.12:
            self._entry("noted", self.agent, Side.DESK, together(self.maker.writer.note()), Ring.DESK)
        else:
            self._take(self.chance.choice(WORKING[self.state]))

    def _take(self, step: Step) -> None:
        {
            Step.HANDLE: self._handle,
            Step.ANSWER: self._answer,
            Step.COMMENT: self._comment,
            Step.ASK: self._ask,
            Step.CUSTOMER_REPLY: self._reply,
            Step.RESOLVE: self._resolve,
            Step.CLOSE: self._close,
        }[step]()
        self.state = after(step, self.state)

    def _handle(self) -> None:
        if self.ticket["assignee_id"] is None:
            self._have()
            self._entry("assigned", self.agent, Side.DESK, None, Ring.DESK, to=self.agent.name)
            return
        department, hours, name_nl, name_en = self.chance.choice(self.maker.places.departments)
        self.ticket["department_id"] = department
        self._entry("moved", self.agent, Side.DESK, nl=name_nl, en=name_en)
        self._our_turn(hours)

    def _answer(self) -> None:
        self._say("answered", self.maker.writer.answer(self.tongue, self.whom.first_name))
        self.ticket["due_at"] = end_of_day(self.at, 14)

    def _comment(self) -> None:
        self._say("replied", self.maker.writer.answer(self.tongue, self.whom.first_name))
        self._our_turn(24)

    def _ask(self) -> None:
        said = self.maker.writer.asking(self.tongue, self.whom.first_name)
        until = end_of_day(self.at + self.pace, 14)
        entry = self._say("asked", said, until=until.isoformat())
        coming = [moment for moment in reminders(self.at, until) if moment > self.maker.now]
        self.maker.add(
            Postponement,
            ticket_id=self.ticket["id"],
            entry_id=entry,
            asked_at=self.at,
            until=until,
            remind_at=coming[0] if coming else None,
            extended=False,
            ended_at=None,
        )
        self.ticket["due_at"] = until

    def _reply(self) -> None:
        self._end_waiting()
        self._entry("replied", self.whom, Side.CUSTOMER, together(self.maker.writer.reply(self.tongue)))
        if self.state is not State.NEW:
            self._our_turn(24)

    def _resolve(self) -> None:
        reason = self.chance.choice((Reason.SOLVED, Reason.SOLVED, Reason.INSTRUCTION, Reason.DUPLICATE))
        self._have()
        self._end_waiting()
        said = together(self.maker.writer.answer(self.tongue, self.whom.first_name))
        self._entry("resolved", self.agent, Side.DESK, said, reason=str(reason))
        self.ticket["due_at"] = self.at + REOPEN_WITHIN
        self.ticket["resolutions"] += 1
        resolution = self.maker.add(
            Resolution,
            ticket_id=self.ticket["id"],
            number=self.ticket["resolutions"],
            reason=reason,
            account_id=self.agent.account_id,
            side=Side.DESK,
            at=self.at,
        )
        if reason not in UNRATED_REASONS and self.chance.random() < 0.3:
            self._rate(resolution)

    def _rate(self, resolution: int) -> None:
        unhappy = self.chance.random() < 0.15
        given_at = self.at + timedelta(hours=4)
        rating = self.maker.add(
            Rating,
            ticket_id=self.ticket["id"],
            resolution_id=resolution,
            person_id=self.whom.person_id,
            verdict=Verdict.DISSATISFIED if unhappy else Verdict.SATISFIED,
            reasons=frozenset({self.chance.choice(list(Complaint))}) if unhappy else frozenset(),
            words="",
            call="",
            given_at=given_at,
        )
        if unhappy:
            lead = self.chance.choice(self.maker.places.leads)
            self.maker.add(
                FollowUp,
                ticket_id=self.ticket["id"],
                rating_id=rating,
                owner_id=lead.account_id,
                owner_name=lead.name,
                due_at=given_at + timedelta(days=2),
                answered_at=given_at + timedelta(days=1),
                made_good=self.chance.random() < 0.7,
            )

    def _close(self) -> None:
        self.at = self.at + REOPEN_WITHIN - self.pace
        self._entry("closed", None, Side.SYSTEM, news=False)

    def _say(self, event: str, said: list[Sentence], **detail: Any) -> int:
        self._have()
        self._end_waiting()
        return self._entry(event, self.agent, Side.DESK, together(said), **detail)

    def _end_waiting(self) -> None:
        if self.state is State.POSTPONED:
            self.maker.rows[Postponement][-1].update(ended_at=self.at + self.pace, remind_at=None)

    def _have(self) -> None:
        self.ticket["assignee_id"], self.ticket["assignee_name"] = self.agent.account_id, self.agent.name

    def _our_turn(self, hours: int | None) -> None:
        promised = promise(self.at, hours)
        self.ticket["promised_at"] = promised
        self.ticket["due_at"] = promised or self.at + NO_DATE

    def _entry(
        self,
        event: str,
        by: Someone | None,
        side: Side,
        said: Said | None = None,
        ring: Ring = Ring.SHARED,
        *,
        news: bool = True,
        **detail: Any,
    ) -> int:
        """Add an item to the timeline, found by its words; return its id. Time goes on with each one."""
        if event != "filed":
            self.at += self.pace
        counted = "entries" if ring is Ring.SHARED else "notes"
        self.ticket[counted] += 1
        if ring is Ring.SHARED and news:
            self.ticket["updated_at"] = self.at
        self.left -= 1
        if said is not None:
            self.maker.add(SearchRow, ticket_id=self.ticket["id"], ring=str(ring), terms=said.terms)
        return self.maker.add(
            Entry,
            ticket_id=self.ticket["id"],
            number=self.ticket[counted],
            ring=ring,
            event=event,
            detail=detail,
            author_id=by.account_id if by else None,
            author_name=by.name if by else "",
            side=side,
            channel="portal",
            body=said.body if said else "",
            html=said.html if said else "",
            at=self.at,
        )
