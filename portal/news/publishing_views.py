"""The pages on which news is written: the same inside an organisation and at the service organisation."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from portal.catalogue.addressees import Choice
from portal.catalogue.wording import role_words
from portal.web.forms import Form
from portal.web.language import day, said
from portal.web.text import one_line
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import requires
from tenants.permissions import Action
from tenants.roles import TENANT_ROLES, Role

from . import addressees, publishing
from .forms import BroadcastForm, EmptyForm, NewsForm, draft_in, filled, version_in
from .mailing import reminded_today
from .models import Broadcast
from .own import own_page
from .paging import edge_in, edge_of
from .rules import Kind, State
from .wording import kind_label, shown, state_label


def add_publishing(blueprint: Blueprint, own: str) -> None:
    """Give a blueprint the pages for publishing; the list of what was written stands at `own`."""
    blueprint.add_url_rule(own, "own", own_news, methods=["GET"])
    blueprint.add_url_rule("/new", "new", new, methods=["GET", "POST"])
    blueprint.add_url_rule("/<code>/edit", "edit", edit, methods=["GET", "POST"])
    blueprint.add_url_rule("/<code>/preview", "preview", preview, methods=["GET"])
    blueprint.add_url_rule("/<code>/publication", "publication", publication, methods=["POST"])
    blueprint.add_url_rule("/<code>/withdrawal", "withdrawal", withdrawal, methods=["POST"])
    blueprint.add_url_rule("/<code>/receipts", "receipts", receipts, methods=["GET"])
    blueprint.add_url_rule("/<code>/reminder", "reminder", reminder, methods=["POST"])


@requires(Action.PUBLISH_NEWS)
def own_news() -> str:
    """Show what this publisher wrote, newest first, with where it is."""
    rows, more = own_page(g.member, edge_in(request.args.get("after")))
    older = edge_of(0, rows[-1].created_at, rows[-1].code) if more else None
    return render_template(
        "news/own.html",
        rows=[_line(row) for row in rows],
        older=url_for(".own", after=older) if older else "",
        **_place(),
    )


@requires(Action.PUBLISH_NEWS)
def new() -> Any:
    """Write a new message."""
    return _written(None)


@requires(Action.PUBLISH_NEWS)
def edit(code: str) -> Any:
    """Change a message."""
    broadcast = publishing.written_by(g.member, code)
    if broadcast.state is State.ENDED:
        return redirect(url_for(".preview", code=code))
    return _written(broadcast)


@requires(Action.PUBLISH_NEWS)
def preview(code: str) -> str:
    """Show how a message looks, and how many people it is for."""
    broadcast = publishing.written_by(g.member, code)
    line, narrowed = _line(broadcast), _narrowed(broadcast)
    counted = addressees.counted(g.member, broadcast.id)
    return render_template(
        "news/preview.html",
        line=line,
        narrowed=narrowed,
        counted=counted,
        audience=reach_words(counted),
        **_place(),
    )


@requires(Action.PUBLISH_NEWS)
def publication(code: str) -> Any:
    """Publish a draft."""
    _expect_button()
    try:
        with write_transaction():
            broadcast = publishing.written_by(g.member, code, lock=True)
            publishing.publish(g.member, broadcast)
    except Invalid as refusal:
        flash(str(refusal.why), "bad")
        return redirect(url_for(".edit", code=code), 303)
    return _told(broadcast)


@requires(Action.PUBLISH_NEWS)
def withdrawal(code: str) -> Any:
    """Take a message back."""
    _expect_button()
    with write_transaction():
        was = publishing.withdraw(g.member, publishing.written_by(g.member, code, lock=True))
    match was:
        case State.DRAFT:
            flash(_("The draft is thrown away."), "ok")
        case State.SCHEDULED:
            flash(_("The message will not be published. It is a draft again."), "ok")
        case _:
            flash(_("The message is withdrawn. Nobody sees it any more."), "ok")
    return redirect(url_for(".own"), 303)


@requires(Action.PUBLISH_NEWS)
def receipts(code: str) -> str:
    """Show who read a message that must be read, and who did not."""
    member: Member = g.member
    broadcast = publishing.written_by(member, code)
    line, reminded = _line(broadcast), reminded_today(broadcast)
    words, house = one_line(request.args.get("q", ""))[:100], one_line(request.args.get("house", ""))[:40]
    named = broadcast.read_before is not None and (bool(house) or not member.is_desk)
    return render_template(
        "news/receipts.html",
        line=line,
        counted=addressees.counted(member, broadcast.id),
        houses=addressees.by_house(member, broadcast.id) if member.is_desk else [],
        house=house.lower(),
        named=named,
        missing=addressees.receipts(member, broadcast.id, False, words, house) if named else [],
        done=_receipts_said(addressees.receipts(member, broadcast.id, True, words, house)) if named else [],
        most=addressees.MOST_NAMES,
        words=words,
        reminds=broadcast.state is State.PUBLISHED and broadcast.read_before is not None and not reminded,
        reminded=reminded,
        **_place(),
    )


@requires(Action.PUBLISH_NEWS)
def reminder(code: str) -> Any:
    """Remind who has not read a message."""
    _expect_button()
    with write_transaction():
        first = publishing.remind(g.member, publishing.written_by(g.member, code, lock=True))
    if first:
        flash(_("Who has not read it yet gets a mail within a few minutes."), "ok")
    else:
        flash(_("A mail about this message went out today already. You can send another one tomorrow."), "info")
    return redirect(url_for(".receipts", code=code), 303)


def reach_words(counted: addressees.Counted) -> str:
    """Say how many people read a message."""
    people = ngettext("%(num)s person", "%(num)s people", counted.people)
    if not g.member.is_desk:
        return _("%(people)s can read this", people=people)
    houses = ngettext("%(num)s organisation", "%(num)s organisations", counted.houses)
    return _("%(people)s at %(houses)s can read this", people=people, houses=houses)


def _written(broadcast: Broadcast | None) -> Any:
    """Show the form of a message, new or not; save it when it is right."""
    member: Member = g.member
    offered = addressees.choices(member)
    form = _form(broadcast, offered)
    theirs, status = None, 200
    if form.is_submitted():
        status = 422
        if form.validate_on_submit():
            try:
                return _saved(form, broadcast, offered)
            except Invalid as refusal:
                form.refuse(refusal)
            except publishing.Overtaken as overtaken:
                code = overtaken.theirs.code
                broadcast, status = publishing.written_by(member, code), 409
                theirs, form.version.data = shown(broadcast), str(broadcast.version)
    page = render_template(
        "news/write.html",
        form=form,
        line=_line(broadcast) if broadcast else None,
        theirs=theirs,
        author=broadcast.author_name if broadcast else "",
        kinds=[(str(kind), kind_label(kind).words) for kind in Kind],
        roles=[(str(role), role_words(role)) for role in Role if role in TENANT_ROLES],
        offered={name: [(one.value, one.words) for one in some] for name, some in offered.items()},
        **_place(),
    )
    return page, status


def _form(broadcast: Broadcast | None, offered: dict[str, list[Choice]]) -> NewsForm:
    form = BroadcastForm if g.member.is_desk else NewsForm
    if request.method == "POST":
        return form()
    if broadcast is None:
        return form(data={"kind": str(Kind.NEWS)})
    return form(data=filled(broadcast, offered, publishing.aimed_at(broadcast)))


def _saved(form: NewsForm, broadcast: Broadcast | None, offered: dict[str, list[Choice]]) -> Response:
    member: Member = g.member
    draft = draft_in(form, offered)
    with write_transaction():
        if broadcast is None:
            saved = publishing.write(member, draft, form.key.data or "")
        else:
            locked = publishing.written_by(member, broadcast.code, lock=True)
            saved = publishing.revise(member, locked, draft, version_in(form))
        if form.send.data == "publish":
            publishing.publish(member, saved)
    if form.send.data == "publish":
        return _told(saved)
    if saved.state is State.DRAFT:
        flash(_("The draft is saved. Nobody else sees it yet."), "ok")
    else:
        flash(_("The message is saved."), "ok")
    return redirect(url_for(".preview", code=saved.code), 303)


def _told(broadcast: Broadcast) -> Response:
    if broadcast.state is State.SCHEDULED and broadcast.starts_at is not None:
        flash(_("The message will be published on %(date)s.", date=said(broadcast.starts_at).full), "ok")
    else:
        flash(_("The message is published."), "ok")
    return redirect(url_for(".own"), 303)


def _expect_button() -> None:
    form: Form = EmptyForm()
    if not form.validate_on_submit():
        abort(400)


def _place() -> dict[str, Any]:
    return {"everywhere": g.member.is_desk}


def _line(row: Any) -> dict[str, Any]:
    """Return a message as its publisher sees it."""
    return {
        "code": row.code,
        "text": shown(row),
        "both": bool(row.title_nl and row.title_en),
        "label": kind_label(row.kind),
        "state": row.state,
        "state_label": state_label(row.state),
        "starts": said(row.starts_at) if row.starts_at else None,
        "ends": said(row.ends_at) if row.ends_at else None,
        "read_before": day(row.read_before) if row.read_before else "",
        "next_message": said(row.next_at) if row.next_at else None,
        "pinned": row.pinned,
        "author": row.author_name,
    }


def _narrowed(broadcast: Broadcast) -> list[tuple[str, str]]:
    """Return the lists a publisher used to say for whom a message is, with what they chose."""
    headings = {"services": _("Services"), "organisations": _("Organisations"), "units": _("Units")}
    aimed, rows = publishing.aimed_at(broadcast), []
    if broadcast.roles:
        rows.append((_("Roles"), ", ".join(role_words(role) for role in Role if role in broadcast.roles)))
    for name, offered in addressees.choices(g.member).items():
        if words := [choice.words for choice in offered if choice.id in aimed[name]]:
            rows.append((headings[name], ", ".join(words)))
    return rows


def _receipts_said(rows: list[Any]) -> list[dict[str, Any]]:
    return [{"name": row.name, "unit": row.unit, "when": said(row.acknowledged_at)} for row in rows]
