"""Drafts in an organisation: the list of one's own, saving one, throwing one away and taking it back."""

from typing import Any

from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.catalogue.forms import fields_of
from portal.catalogue.queries import services
from portal.catalogue.rules import Kind
from portal.catalogue.wording import KINDS
from portal.drafts import verbs
from portal.drafts.models import Draft
from portal.drafts.queries import drafts_of
from portal.drafts.rules import Answers, TooLong, kept
from portal.signin.keeping import kept_on
from portal.web.language import named, said
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid
from tenants.guard import ask, private, requires
from tenants.passwords import new_token
from tenants.permissions import Action

from .blacking_views import wished
from .coming_back import lead_to
from .filing import ACTIONS
from .forms import EmptyForm, form_of
from .once import done_with
from .reply_drafts import by_script, saved_words

blueprint = Blueprint("drafts", __name__, url_prefix="/<key>/drafts")

AT_ONCE = (Kind.QUESTION, Kind.PROBLEM)
"""Kinds whose form is one page, and saved as one."""


@blueprint.get("")
@requires(Action.FILE_QUESTION)
@private
def index() -> str:
    """Show one's drafts, last saved first."""
    member: Member = g.member
    names = {one.slug: named(one, "name") for one in services()}
    rows = [_shown(member, draft, names) for draft in drafts_of(member)]
    return render_template("drafts/list.html", rows=rows, gone=request.args.get("gone", "")[:60])


def _shown(member: Member, draft: Draft, names: dict[str, str]) -> dict[str, Any]:
    return {
        "public": draft.public,
        "href": address_of(member, draft),
        "subject": str(draft.answers.get("subject") or _("No subject yet")),
        "kind": KINDS[draft.kind],
        "service": names.get(draft.service, ""),
        "when": said(draft.updated_at),
    }


def address_of(member: Member, draft: Draft) -> str:
    """Return where a draft goes on."""
    form = f"/{member.organisation_key}/new/{draft.kind}/{draft.service}"
    return f"{form}?draft={draft.public}" if draft.kind in AT_ONCE else f"{form}/{draft.public}"


def _form_page() -> str:
    """Return the page with the form that is saved: where it is shown again to who was signed out meanwhile."""
    kind, service = (request.args.get(name, "")[:60] for name in ("kind", "service"))
    return f"{request.path.removesuffix('/drafts')}/new/{kind}/{service}"


@blueprint.post("")
@requires(Action.FILE_QUESTION)
@kept_on(_form_page)
def save() -> Any:
    """Save a form as it is now; a script asks for JSON, a press on the button leads back to the form."""
    kind, service = _asked()
    ask(g.member, ACTIONS[kind])
    form = form_of(kind)()
    form.files.take(g.member.organisation_id)
    try:
        answers = kept(request.form.lists())
        with write_transaction():
            done, number = done_with(g.member, form.key.data or "")
            if done:
                return _sent_already(number)
            if files := list(form.files.stage(g.member)):
                answers["files"] = files
            public, version = form.saved
            draft = verbs.save(
                g.member, kind, service, answers, public=public, version=version, key=form.key.data or ""
            )
    except TooLong:
        abort(413)
    except Invalid as refusal:
        return _refused(str(refusal.why), 422)
    except verbs.Overtaken as news:
        return _both(kind, service, answers, news.draft)
    if by_script():
        return jsonify(draft=draft.public, version=draft.version, words=saved_words())
    here = address_of(g.member, draft)
    if (onward := wished(form, f"{here}#files")) is not None:
        return redirect(onward, 303)
    for error in form.files.errors:
        flash(str(error), "bad")
    flash(saved_words(), "ok")
    return redirect(here, 303)


def _sent_already(number: int | None) -> Any:
    """Answer saving that comes after sending: the text is in the request, and no draft of it is left behind."""
    if by_script():
        words = _("You already sent this draft. This is the request it became.")
        return jsonify(words=words, sent=number), 409
    return lead_to(number) if number else redirect(url_for(".index"), 303)


def _asked() -> tuple[Kind, str]:
    kind, service = request.args.get("kind", ""), request.args.get("service", "")
    if kind not in AT_ONCE or not any(one.slug == service for one in services()):
        abort(404)
    return Kind(kind), service


def _refused(why: str, status: int) -> Any:
    if by_script():
        return jsonify(words=why), status
    raise Invalid("subject", why)


def _both(kind: Kind, service: str, answers: Answers, there: Draft) -> Any:
    """Show what stands here and what another tab saved: nothing of either is lost."""
    if by_script():
        return jsonify(words=_("This draft was changed in another tab. Your text is still here.")), 409
    fields = fields_of(kind)
    differing = [
        {"label": fields[key].label, "there": there.answers.get(key, ""), "here": answers.get(key, "")}
        for key in fields
        if there.answers.get(key, "") != answers.get(key, "")
    ]
    page = render_template(
        "drafts/both.html",
        differing=differing,
        answers=[
            (key, one) for key, value in answers.items() for one in ([value] if isinstance(value, str) else value)
        ],
        save=url_for(".save", kind=kind, service=service),
        there={"href": address_of(g.member, there), "public": there.public, "version": there.version, "key": there.key},
        key=new_token(),
    )
    return page, 409


@blueprint.post("/<draft>/deletion")
@requires(Action.FILE_QUESTION)
def throw_away(draft: str) -> Response:
    """Throw a draft away, and offer to take it back."""
    if not EmptyForm().validate_on_submit():
        abort(400)
    with write_transaction():
        verbs.throw_away(g.member, draft)
    return redirect(url_for(".index", gone=draft), 303)


@blueprint.post("/<draft>/restoration")
@requires(Action.FILE_QUESTION)
def take_back(draft: str) -> Response:
    """Take back a draft that was thrown away."""
    if not EmptyForm().validate_on_submit():
        abort(400)
    with write_transaction():
        verbs.take_back(g.member, draft)
    flash(_("The draft is back."), "ok")
    return redirect(url_for(".index"), 303)
