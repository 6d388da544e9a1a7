"""Everything the page of one request shows at the desk."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask import request
from flask_babel import gettext as _

from portal.catalogue.wording import KINDS
from portal.files.queries import staged_of
from portal.files.wording import FileShown, files_shown
from portal.tickets.answers import chosen
from portal.tickets.conversation import Item, timeline
from portal.tickets.lifecycle import Step, can
from portal.tickets.models import Ticket
from portal.tickets.people_shown import lines_shown
from portal.tickets.reply_drafts import Begun, Elsewhere, begun
from portal.tickets.rules import Verdict
from portal.tickets.show import all_files, entries_shown, service_name
from portal.tickets.taking import taking_part
from portal.tickets.wording import filed_words, state_words, verdict_words
from portal.web.forms import Form
from portal.web.language import Said, by_when, day, named, said
from tenants.clock import now
from tenants.context import Member
from tenants.people import stands_in_at
from tenants.permissions import Action, permits

from .forms import AssigneeForm, DepartmentForm, FollowUpForm, MessageForm
from .queries import Held, Judged, colleagues, judgements
from .rules import NOBODY, by_name, name_among, usual_wait
from .show import clock_of
from .wording import choice_words, complaints_said, reasons


@dataclass(frozen=True, slots=True)
class Refusal:
    """A post that was not carried out: the form with what was typed, and why.

    `seen` is how many entries the page had when the text was written, when others added to the request since.
    """

    form: Form
    why: str = ""
    seen: int | None = None
    elsewhere: Elsewhere | None = None  # what another tab saved of the same draft


def about(member: Member, held: Held, refusal: Refusal | None = None) -> dict[str, Any]:
    """Return what the page of a request shows `member`, in the scope of its organisation."""
    ticket = held.ticket
    people = taking_part(ticket)
    judged = judgements(ticket) if ticket.resolutions else []
    team = colleagues(member) if can(Step.HANDLE, ticket.state) else []
    allowed = abilities(member, ticket, judged, frozenset(one.account_id for one in team))
    choices = by_name(((one.account_id, one.name) for one in team), member.account_id) if allowed.assign else {}
    away = {one.account_id: one for one in team if one.away_until is not None}
    return {
        **_heading(held),
        **_conversation(member, held, refusal),
        **_people(held, people),
        **_forms_shown(member, held, refusal, allowed, name_among(choices, ticket.assignee_id) or NOBODY),
        "judged": [_judged(one) for one in judged],
        "owed": _owed(judged) if allowed.make_good else None,
        "can": allowed,
        "choices": [(it, choice_words(it, member.name, away.get(to or 0))) for it, to in choices.items()],
        "reasons": reasons(),
    }


def _path(held: Held) -> str:
    return f"/desk/requests/{held.reference}"


def _heading(held: Held) -> dict[str, Any]:
    """Return what the request is, and how it stands."""
    ticket = held.ticket
    return {
        "ticket": ticket,
        "reference": held.reference,
        "path": _path(held),
        "subject": ticket.subject,
        "kind": KINDS[ticket.kind],
        "impact": chosen(ticket, "impact"),
        "service": named(held.service, "name"),
        "service_icon": held.service.icon,
        "department": named(held.department, "name"),
        "department_sentence": named(held.department, "sentence"),
        "organisation": held.organisation,
        "follows": f"{held.organisation.key}-{held.follows}" if held.follows else "",
        "state": state_words(ticket.state),
        "filed": said(ticket.filed_at),
        "clock": clock_of(ticket),
        "promise": _promise(ticket),
        "owner": ticket.assignee_name,
    }


def _conversation(member: Member, held: Held, refusal: Refusal | None) -> dict[str, Any]:
    """Return the timeline, what of it came while a refused text was written, and all its files."""
    at = f"{_path(held)}/files"
    entries = timeline(member, held.ticket)
    read, unread = _split(entries, refusal.seen if refusal else None)
    return {
        "read": entries_shown(member, held.ticket, read, service_name(), at),
        "unread": entries_shown(member, held.ticket, unread, service_name(), at),
        "files": all_files(entries, at),
        "files_at": at,
    }


def _people(held: Held, people: list[Any]) -> dict[str, Any]:
    """Return who filed the request, for whom it is, and who hears of it."""
    lines = [one for one in people if one.place]
    return {
        "recipients": [row.name for row in people if row.told and not row.place],
        "watchers": _watchers(held.ticket, people),
        "filed_by": filed_words(held.ticket),
        "unreached": held.unreached,
        "lines": lines_shown(lines),
        "ticked": sum(line.told for line in lines),
    }


def _forms_shown(
    member: Member, held: Held, refusal: Refusal | None, allowed: SimpleNamespace, owner: str
) -> dict[str, Any]:
    """Return the forms: the one that was refused as it was typed, with why; others with what was begun in them."""
    refused = refusal.form if refusal else None
    drafts = {name: begun(draft) for name, draft in held.drafts.items()}
    shown = _shown_first(drafts, say=allowed.say)
    forms: dict[str, Any] = _forms(held.ticket, held.department.slug, owner, refused, shown, drafts[shown])
    message: MessageForm = forms["message_form"]
    other = "reply" if message.is_note else "note"
    at = f"{_path(held)}/files"
    return {
        **forms,
        "why": refusal.why if refusal else "",
        "summary": refusal.form.summary() if refusal else [],
        "elsewhere": refusal.elsewhere if refusal else None,
        "kept": files_shown(message.files.rows(member), at),
        "draft": None if message is refused else drafts[shown],
        "other": other,
        "other_draft": drafts[other],
        "other_kept": _files_of(member, drafts[other], at),
    }


def _shown_first(drafts: dict[str, Begun | None], *, say: bool) -> str:
    """Return which form stands open: the one that is asked for, else what was begun, else the reply."""
    if not say:
        return "note"
    asked = request.args.get("ring", "")
    begun_first = "note" if drafts["note"] and not drafts["reply"] else "reply"
    return asked if asked in drafts else begun_first


def _files_of(member: Member, draft: Begun | None, at: str) -> list[FileShown]:
    return files_shown(staged_of(member, draft.files), at) if draft and draft.files else []


def abilities(member: Member, ticket: Ticket, judged: list[Judged], team: frozenset[int]) -> SimpleNamespace:
    """Return what `member` can do here now: exactly what a post of theirs would be accepted for.

    `team` are the accounts of the desk: what somebody holds who left it, nobody has.
    """
    handles = permits(member, Action.HANDLE, ticket)
    moves = handles and can(Step.HANDLE, ticket.state)
    nobodys = ticket.assignee_id not in team
    theirs = nobodys or stands_in_at(member, ticket.assignee_id) or permits(member, Action.REASSIGN, ticket)
    return SimpleNamespace(
        note=handles,
        say=handles and can(Step.ANSWER, ticket.state),
        move=moves,
        tick=moves,
        assign=moves and theirs,
        take=moves and nobodys,
        make_good=permits(member, Action.FOLLOW_UP, ticket) and _owed(judged) is not None,
    )


def _split(entries: Any, seen: int | None) -> tuple[list[Item], list[Item]]:
    """Part the timeline where others went on after a page was shown: what was on it, and what is new."""
    new = [place for place, entry in enumerate(entries) if seen is not None and _is_new(entry, seen)]
    first = new[0] if new else len(entries)
    return list(entries[:first]), list(entries[first:])


def _is_new(entry: Item, seen: int) -> bool:
    return entry.ring == "shared" and entry.number > seen


def _promise(ticket: Ticket) -> str:
    if ticket.turn == "customer":
        return _("until %(day)s", day=day(ticket.due_at))
    return by_when(ticket.promised_at) if ticket.turn == "desk" and ticket.promised_at else ""


def _watchers(ticket: Ticket, people: Any) -> list[str]:
    parties = (ticket.filed_by_id, ticket.filed_for_id)
    named = {row.person_id for row in people if row.place}
    return [row.name for row in people if not row.place and row.person_id not in parties and row.person_id not in named]


@dataclass(frozen=True, slots=True)
class JudgedShown:
    """What somebody said of how it went, and how far the answer to it is."""

    name: str
    verdict: str
    happy: bool
    when: Said
    complaints: list[str]
    words: str
    call: str
    answer: str


def _judged(one: Judged) -> JudgedShown:
    rating = one.rating
    return JudgedShown(
        name=one.name,
        verdict=verdict_words(rating.verdict),
        happy=rating.verdict is Verdict.SATISFIED,
        when=said(rating.changed_at or rating.given_at),
        complaints=complaints_said(rating.reasons),
        words=rating.words,
        call=rating.call,
        answer=_answer_words(one),
    )


def _answer_words(one: Judged) -> str:
    owed = one.follow_up
    if owed is None:
        return ""
    if owed.answered_at is None:
        who = owed.owner_name or _("A team lead")
        late = owed.due_at < now()
        when = by_when(owed.due_at)
        return (
            _("%(name)s should have replied by %(when)s.", name=who, when=when)
            if late
            else _("%(name)s replies by %(when)s.", name=who, when=when)
        )
    if owed.made_good is None:
        return _("%(name)s has replied.", name=owed.owner_name)
    if owed.made_good:
        return _("%(name)s has replied, and that made it good.", name=owed.owner_name)
    return _("%(name)s has replied; that did not make it good.", name=owed.owner_name)


def _owed(judged: list[Judged]) -> SimpleNamespace | None:
    """Return the first dissatisfied rating that waits for an answer: whose it is, and its place among them all."""
    owed = [one for one in judged if one.follow_up is not None]
    for place, one in enumerate(owed, 1):
        if one.follow_up is not None and one.follow_up.answered_at is None:
            return SimpleNamespace(place=place, name=one.name)
    return None


def _forms(
    ticket: Ticket, department: str, owner: str, refused: Form | None, ring: str, draft: Begun | None
) -> dict[str, Form]:
    """Return the forms of the page, the one that was refused with what was typed; each tells what it has seen."""
    fields = draft.fields if draft else {}
    forms: dict[str, Form] = {
        "message": MessageForm(formdata=None, data={"until": usual_wait(now()), "ring": ring, **fields}),
        "assignee": AssigneeForm(formdata=None, data={"assignee": owner, "was": owner}),
        "move": DepartmentForm(formdata=None, data={"department": department}),
        "answer": FollowUpForm(formdata=None),
    }
    for name, form in forms.items():
        if refused is not None and type(refused) is type(form):
            forms[name] = refused
    for name in ("message", "move", "answer"):
        forms[name]["seen"].data = ticket.entries
    return {f"{name}_form": form for name, form in forms.items()}
