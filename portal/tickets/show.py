"""What the pages of a request show: rows of lists, and everything around one request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any, TypeVar

from flask import current_app
from markupsafe import Markup

from portal.catalogue.wording import KINDS
from portal.contact.wording import card_of
from portal.files.wording import FileShown, files_shown, marks_of, with_pictures
from portal.web.forms import Form
from portal.web.language import Said, by_when, day, full_day, named, said
from portal.web.speech import gettext as _
from tenants.clock import now
from tenants.context import Member
from tenants.names import initials
from tenants.permissions import Action, Reach, permits
from tenants.roles import Side

from .answers import as_html, chosen, has_sections
from .audience import draft_of, seen_by
from .conversation import Item, timeline
from .events import EVENT_ICONS, event_words
from .forms import RatingForm, ReopeningForm, ReplyForm
from .labels import Stage
from .lifecycle import Reason, State, Step, Turn, can
from .models import ERASED, Resolution, Ring, Ticket
from .people_forms import ObjectionForm, WatchersForm
from .people_shown import abilities, people_shown
from .queries import Around, around, begun_reply, seen_before, unread_beside
from .reply_drafts import begun
from .rules import RATING_CHANGES_WITHIN, Verdict
from .wording import (
    Situation,
    complaints,
    for_words,
    pill,
    reason_words,
    steps_shown,
    turn_card,
)

F = TypeVar("F", bound=Form)

SAID = frozenset({"filed", "replied", "answered", "asked", "noted", "reopened", "made good"})
"""Entries that are somebody's words, shown as a message; the rest is one grey line."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One item of the timeline as it is shown."""

    message: bool
    mine: bool
    since: bool  # the first that is new to who reads
    side: str
    initials: str
    author: str
    suffix: str
    when: Said
    html: Markup
    note: bool
    icon: str
    anchor: str
    files: list[FileShown]
    marks: list[tuple[FileShown, bool]]  # which hold data of persons, and of which this person may say so


def entries_shown(
    member: Member, ticket: Ticket, entries: Sequence[Item], desk: str, at: str = "", seen: int | None = None
) -> list[Shown]:
    """Return the timeline: messages, each with the event it was, and events on lines of their own.

    `at` is the address under which the page serves files; by default that of the organisation. `seen` is how
    many shared entries this person had read before; None for the first time.
    """
    at = at or files_at(member)
    shown: list[Shown] = []
    new = first_new(member, entries, seen)
    for entry in entries:
        spoken = _is_spoken(entry)
        if spoken:
            shown.append(_shown(member, ticket, entry, desk, at, message=True, since=entry is new))
        if entry.event not in SAID or (entry.event == "asked" and member.is_desk) or entry.event == "reopened":
            since = entry is new and not spoken
            shown.append(_shown(member, ticket, entry, desk, at, message=False, since=since))
    return shown


def first_new(member: Member, entries: Iterable[Item], seen: int | None) -> Item | None:
    """Return the first entry of somebody else since one's last visit or last words; None on a first visit."""
    told = [entry for entry in entries if entry.ring is Ring.SHARED]
    own = [entry.number for entry in told if entry.author_id == member.account_id]
    read = max([*own, seen or 0])
    later = (entry for entry in told if entry.number > read and entry.author_id != member.account_id)
    return next(later, None) if read else None


def files_at(member: Member) -> str:
    """Return the address under which an organisation's pages serve files."""
    return f"/{member.organisation_key}/files"


def all_files(entries: Sequence[Item], at: str) -> list[FileShown]:
    """Return every file of a request, for the list beside it."""
    return files_shown((row for entry in entries for row in entry.files), at)


def _shown(
    member: Member, ticket: Ticket, entry: Item, desk: str, at: str, *, message: bool, since: bool = False
) -> Shown:
    said_too = _is_spoken(entry)  # then its message carries the anchor
    files = files_shown(entry.files, at) if message else []
    html, placed = with_pictures(_body(ticket, entry), files) if message else (event_words(entry), frozenset())
    mine = entry.author_id == member.account_id
    return Shown(
        message=message,
        mine=mine,
        since=since,
        side=entry.side,
        initials=initials(entry.author_name or "Balie"),
        author=entry.author_name or "Balie",
        suffix=_suffix(ticket, entry, mine, desk),
        when=said(entry.at),
        html=html,
        note=entry.event == "noted",
        icon=EVENT_ICONS.get(entry.event, "info"),
        anchor=f"{'n' if entry.ring is Ring.DESK else ''}{entry.number}" if message or not said_too else "",
        files=[one for one in files if one.id not in placed],
        marks=[] if member.looker else marks_of(files, member.account_id, desk=member.is_desk),
    )


def _is_spoken(entry: Item) -> bool:
    return bool(entry.html or entry.files or ERASED in entry.detail)


def _body(ticket: Ticket, entry: Item) -> Markup:
    if ERASED in entry.detail:
        when = datetime.fromisoformat(entry.detail[ERASED])
        return Markup("<p><em>{}</em></p>").format(_("This text was erased on %(day)s.", day=full_day(when.date())))
    if entry.event == "filed" and has_sections(ticket):
        return as_html(ticket, entry)
    return Markup(entry.html)  # noqa: S704 - cleaned when it was written


def _suffix(ticket: Ticket, entry: Item, mine: bool, desk: str) -> str:
    parts = [_("you")] if mine else []
    if entry.side is Side.DESK and not mine:
        parts.append(desk)
    if entry.event == "filed" and (whom := for_words(ticket)):
        parts.append(_("on behalf of %(name)s", name=whom))
    return ", ".join(parts)


def desk_name() -> str:
    """Return how the service organisation's desk is called in sentences."""
    return _("the helpdesk of %(name)s", name=current_app.config["SERVICE_NAME"])


def page_about(member: Member, ticket: Ticket, refused: Form | None = None) -> dict[str, Any]:
    """Return everything the request page shows `member`; `refused` is a form to show again with its errors."""
    near = around(ticket)
    following = [one.person_id for one in near.people if one.person_id is not None]
    entries = timeline(member, ticket)
    at = situation(ticket, near, ticket.distance(member) is Reach.PARTY, ticket.filed_for_name)
    filed = said(ticket.filed_at)
    party = at.party
    allowed = actions(member, ticket, near)
    promised = ticket.promised_at if ticket.turn == Turn.DESK and (ticket.promised_at or now()) > now() else None
    draft = begun(begun_reply(ticket)) if not isinstance(refused, ReplyForm) else None
    replying = allowed.reply and (not allowed.reopen or isinstance(refused, ReplyForm) or draft is not None)
    reply_form = _form(ReplyForm, refused, shown=replying, data=draft and draft.fields)
    return {
        "ticket": ticket,
        "reference": f"{member.organisation_key.upper()}-{ticket.number}",
        "kind": KINDS[ticket.kind],
        "impact": chosen(ticket, "impact"),
        "service": named(near.service, "name"),
        "service_icon": near.service.icon,
        "department": named(near.department, "name"),
        "department_sentence": named(near.department, "sentence"),
        "label": pill(ticket.state, near.department.outlook, party, ticket.filed_for_name),
        "turn": turn_card(at),
        "steps": steps_shown(at, filed.words, steps_done(ticket.state, entries)),
        "yours": party and ticket.state in (State.ANSWERED, State.POSTPONED),
        "entries": entries_shown(member, ticket, entries, service_name(), seen=seen_before(ticket)),
        "files": all_files(entries, files_at(member)),
        "promise": by_when(promised) if promised else "",
        "seen": seen_by(member, draft_of(ticket, following), desk_name()),
        **people_shown(member, ticket, near),
        "follows": near.follows,
        "refused": refused,
        "reply_form": reply_form,
        "kept": files_shown(reply_form.files.rows(member), files_at(member)) if reply_form else [],
        "objection_form": _form(ObjectionForm, refused, shown=allowed.object),
        "watchers_form": _form(WatchersForm, refused, shown=allowed.watch),
        "reopening_form": _form(ReopeningForm, refused, shown=allowed.reopen),
        "can": allowed,
        "draft": draft,
        "replying": replying,
        "ending": ending_shown(ticket, near.resolution),
        "rating": rating_shown(member, ticket, near, refused),
        "extended": near.extended,
        "complaints": complaints(),
        "contact": card_of(near.contact, member.customer_number),
        "bell": unread_beside(ticket),
    }


def steps_done(state: State, entries: Sequence[Item]) -> dict[Stage, str]:
    """Return when the steps that are behind a request ended: looking into it with the answer, that with the end."""
    last = {entry.event: entry.at for entry in entries}
    ended = last.get("resolved") if state in (State.RESOLVED, State.CLOSED) else None
    times = {Stage.EXAMINED: last.get("answered") if state is State.ANSWERED else ended, Stage.SOLUTION: ended}
    return {stage: said(at).words for stage, at in times.items() if at is not None}


def _form(kind: type[F], refused: Form | None, *, shown: bool, data: dict[str, Any] | None = None) -> F | None:
    """Return the form that was refused, else a fresh one where it is shown; the page says its token by itself."""
    if isinstance(refused, kind):
        return refused
    return kind(formdata=None, data=data, meta={"csrf": False}) if shown else None


def ending_shown(ticket: Ticket, resolution: Resolution | None) -> list[tuple[str, ...]]:
    """Return how a request ended, and until when it can be opened again; nothing while it runs."""
    if ticket.turn is not Turn.NOBODY or resolution is None:
        return []
    rows: list[tuple[str, ...]] = [(_("Finished on"), day(resolution.at), reason_words(resolution.reason))]
    if ticket.state is State.RESOLVED:
        rows.append((_("Reopening possible until"), day(ticket.due_at)))
    return rows


def service_name() -> str:
    """Return the name of the service organisation."""
    return current_app.config["SERVICE_NAME"]


def situation(ticket: Ticket, near: Around, party: bool, whose: str) -> Situation:
    """Gather what the turn card depends on."""
    return Situation(
        state=ticket.state,
        outlook=near.department.outlook,
        party=party,
        whose=whose,
        agent=ticket.assignee_name.split()[0] if ticket.assignee_name else service_name(),
        promised_at=ticket.promised_at,
        due_at=ticket.due_at,
        reason=near.resolution.reason if near.resolution else None,
        sentence=named(near.department, "sentence"),
    )


def actions(member: Member, ticket: Ticket, near: Around) -> SimpleNamespace:
    """Return what `member` can do here now: exactly what a post of theirs would be accepted for."""
    resolution = near.resolution

    def open_to(action: Action, step: Step) -> bool:
        return permits(member, action, ticket) and can(step, ticket.state)

    return SimpleNamespace(
        reply=permits(member, Action.REPLY, ticket),
        solve=open_to(Action.RESOLVE, Step.SOLVE),
        withdraw=open_to(Action.WITHDRAW, Step.WITHDRAW),
        extend=open_to(Action.EXTEND, Step.EXTEND),
        reopen=open_to(Action.REOPEN, Step.REOPEN),
        rate=permits(member, Action.RATE, ticket) and resolution is not None and resolution.undone_at is None,
        **abilities(member, ticket, near),
    )


def rating_shown(member: Member, ticket: Ticket, near: Around, refused: Form | None) -> SimpleNamespace | None:
    """Return how it went according to this person, and the answer they are owed; None when it plays no part."""
    resolution = near.resolution
    if resolution is None or not permits(member, Action.RATE, ticket):
        return None
    mine = [(given, owed) for given, owed in near.ratings if given.person_id == member.person_id]
    current = next((pair for pair in mine if pair[0].resolution_id == resolution.id), None)
    given, owed = current or (None, next((owed for _given, owed in mine if owed), None))
    changeable = given is None or now() - given.given_at <= RATING_CHANGES_WITHIN
    form = refused if isinstance(refused, RatingForm) else _filled(given)
    return SimpleNamespace(
        given=given,
        owed=owed,
        due=day(owed.due_at) if owed else "",
        changeable=changeable and resolution.undone_at is None,
        form=form,
        satisfied=given is not None and given.verdict is Verdict.SATISFIED,
        asked=resolution.reason is not Reason.WITHDRAWN,
    )


def _filled(given: Any) -> RatingForm:
    form = RatingForm(formdata=None, meta={"csrf": False})
    if given is not None:
        form.verdict.data, form.words.data, form.call.data = given.verdict, given.words, given.call
        form.reasons.data = [str(reason) for reason in given.reasons]
    return form
