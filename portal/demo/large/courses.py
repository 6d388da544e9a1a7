"""The course of seeded requests: each goes through steps that the lifecycle allows, to where it stands now."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from portal.catalogue.forms import NEWEST
from portal.files.receiving import Received
from portal.outbox.models import Mail
from portal.search.models import SearchRow
from portal.tickets.lifecycle import TURN, UNRATED_REASONS, Reason, State, Step, after, can
from portal.tickets.models import Entry, FollowUp, HeldBy, Postponement, Rating, Resolution, Ring, Ticket
from portal.tickets.rules import NO_DATE, REOPEN_WITHIN, Complaint, Verdict, end_of_day, promise, reminders
from portal.trail.models import Trail
from portal.trail.rules import Kind
from tenants.roles import Side

from .company import company, leave_marks
from .files import Folder, attach
from .filling import Form
from .grounds import AT_ONCE, House, Someone
from .making import Maker
from .phrases import Said, Sentence, Writer, together
from .plans import LAST, WORKING, Plan, plans


def portions(chance: Random, house: House, entries: int) -> Iterator[tuple[int, list[Plan]]]:
    """Yield portions of what an organisation files, in order: the number of the first, and the plans from there on."""
    planned = sorted(plans(chance, house.tickets, entries))
    for start in range(0, len(planned), AT_ONCE):
        yield start + 1, planned[start : start + AT_ONCE]


class Course:
    """One request from filing to where it stands now."""

    def __init__(self, maker: Maker, writer: Writer, folder: Folder, number: int, plan: Plan) -> None:
        self.maker, self.writer, self.folder = maker, writer, folder
        self.plan, self.chance = plan, maker.chance
        self.tongue = writer.tongue()
        self.company = company(self.chance, maker.house.people)
        self.filer, self.whom = self.company.filer, self.company.whom
        self.agent = self.chance.choice(maker.places.agents)
        self.at, self.state, self.left = plan.filed_at, State.NEW, plan.length
        self.form = Form(self.chance, writer).fill(self.tongue, self.at, self.company.found_by(writer))
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
        worked = [self.agent] if self.ticket["assignee_id"] else []
        leave_marks(self.maker, self.ticket, [*self.company.following, *worked], self.following)

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
            kind=self.form.kind,
            form_version=NEWEST[self.form.kind],
            state=State.NEW,
            turn=TURN[State.NEW],
            held_by=HeldBy.DESK,
            service_id=self.chance.choice(self.maker.places.services),
            department_id=department,
            subject=self.form.subject.text,
            answers=self.form.answers,
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
            named=self.company.named,
            named_as=self.company.named_as,
        )
        return self.maker.rows[Ticket][-1]

    def _file(self) -> None:
        self.following = self.company.attach(self.maker, self.ticket["id"])
        files = self.folder.some(self.chance)
        entry = self._entry("filed", self.filer, Side.CUSTOMER, self.form.said, files=files, **self.form.detail)
        self._mail("confirmation", entry)
        self.maker.add(
            Trail,
            at=self.at,
            action="ticket.filed",
            kind=Kind.REQUEST,
            account_id=self.filer.account_id,
            side=Side.CUSTOMER,
            subject="ticket",
            subject_id=self.ticket["id"],
            detail={},
        )

    def _work(self) -> None:
        if self.chance.random() < 0.12:
            self._entry("noted", self.agent, Side.DESK, together(self.writer.note()), Ring.DESK)
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
        self._say("answered", self.writer.answer(self.tongue, self.whom.first_name))
        self.ticket["due_at"] = end_of_day(self.at, 14)

    def _comment(self) -> None:
        self._say("replied", self.writer.answer(self.tongue, self.whom.first_name))
        self._our_turn(24)

    def _ask(self) -> None:
        said = self.writer.asking(self.tongue, self.whom.first_name)
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
        said, files = together(self.writer.reply(self.tongue)), self.folder.some(self.chance)
        self._entry("replied", self.whom, Side.CUSTOMER, said, files=files)
        if self.state is not State.NEW:
            self._our_turn(24)

    def _resolve(self) -> None:
        reason = self.chance.choice((Reason.SOLVED, Reason.SOLVED, Reason.INSTRUCTION, Reason.DUPLICATE))
        self._have()
        self._end_waiting()
        said = together(self.writer.answer(self.tongue, self.whom.first_name))
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
        files: Sequence[Received] = (),
        **detail: Any,
    ) -> int:
        """Add an item to the timeline, found by its words; return its id. Time goes on with each one."""
        if event != "filed":
            self.at += self.pace
        counted = "entries" if ring is Ring.SHARED else "notes"
        self.ticket[counted] += 1
        if ring is Ring.SHARED and news:
            self.ticket["updated_at"] = self.at
        if ring is Ring.SHARED and by is not None:
            for one in self.following:
                one["news"] = one["person_id"] != by.person_id
        self.left -= 1
        if said is not None:
            self.maker.add(SearchRow, ticket_id=self.ticket["id"], ring=str(ring), terms=said.terms)
        if files:
            detail["files"] = len(files)
        entry = self.maker.add(
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
        attach(self.maker, files, self.maker.rows[Entry][-1])
        return entry

    def _mail(self, kind: str, entry: int) -> None:
        seed = f"{self.chance.getrandbits(128):032x}"
        self.maker.add(
            Mail,
            kind=kind,
            person_id=self.filer.person_id,
            ticket_id=self.ticket["id"],
            entry_id=entry,
            seed=seed,
            message_id=f"seed-{seed}",
            created_at=self.at,
            due_at=self.at,
            tries=1,
            sent_at=self.at,
            outcome="sent",
        )
