"""The pages on which somebody asks for a change: a list of parts, each part, and the check before sending."""

import hmac
from collections.abc import Sequence
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from flask import abort, current_app, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.catalogue.fields import Part
from portal.catalogue.forms import PARTS_OF_CHANGE
from portal.catalogue.models import Service
from portal.catalogue.queries import service_of, services
from portal.catalogue.rules import Kind
from portal.catalogue.wording import KINDS
from portal.drafts.models import Draft
from portal.drafts.rules import files_in
from portal.files.forms import arranging, refusal_of, settle_within
from portal.files.wording import files_shown
from portal.signin.keeping import forget_kept, kept_after_sign_in, restored
from portal.web.language import said
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound
from tenants.guard import requires
from tenants.permissions import Action, permits

from .answers import checked
from .blacking_views import wished
from .changing import (
    Colleague,
    begin,
    colleagues,
    draft_for,
    drafts_of,
    hand_over,
    send,
    throw_away,
    write,
    wrong_in,
)
from .coming_back import leads_on
from .filing import Filing, file_request
from .forms import EmptyForm, HandOverForm, RequestForm, SendForm, form_of, form_of_part
from .once import sent_before
from .people_page import look_asked, part_answer, people_part
from .reply_drafts import by_script, saved_words
from .show import files_at
from .views import blueprint
from .ways_in import choose_service, prefilled

WORDS = KINDS[Kind.CHANGE]

BEGUN_WITH = {"subject", "description"}
"""What an address may fill in before the parts are."""


def for_the_entitled(view: Any) -> Any:
    """Let a view answer who may ask for changes; others read which colleagues may."""

    def entitled_only(**arguments: Any) -> Any:
        if not permits(g.member, Action.FILE_CHANGE):
            return _not_yours()
        return view(**arguments)

    entitled_only.__name__, entitled_only.__doc__ = view.__name__, view.__doc__
    return entitled_only


@blueprint.get("/new/change")
@requires(Action.SEE)
@for_the_entitled
def new_change() -> str | Response:
    """Let the person choose what the change is about."""
    return choose_service(Kind.CHANGE, services())


@blueprint.route("/new/change/<service>", methods=["GET", "POST"])
@requires(Action.SEE)
@for_the_entitled
def ask_change(service: str) -> Any:
    """Show the parts there are, and begin; a post that holds the whole form is filed at once."""
    chosen = _service(service)
    form = form_of(Kind.CHANGE)()
    form.narrow(g.member, Action.FILE_CHANGE)
    if form.is_submitted():
        right = form.validate_on_submit()
        right = form.files.take(g.member.organisation_id) and right
        typed = {key: text for key, text in form.typed().items() if text}
        if right:
            return _file(service, form, typed)
        with write_transaction():
            draft = begin(g.member, service, form.key.data or "", typed)
        if set(typed) - BEGUN_WITH:
            return _check_page(draft, chosen, form), refusal_of(form)
        return redirect(url_for(".change_part", service=service, draft=draft.public, part=PARTS_OF_CHANGE[0].key), 303)
    return render_template(
        "tickets/change.html",
        words=WORDS,
        form=form,
        given=prefilled(Kind.CHANGE),
        service=chosen,
        parts=[(part, "") for part in PARTS_OF_CHANGE],
        begun=[_begun(draft) for draft in drafts_of(g.member, service)],
    )


@blueprint.get("/new/change/<service>/<draft>")
@requires(Action.SEE)
@for_the_entitled
@leads_on
def change(service: str, draft: str) -> str:
    """Show how far a change has come: which parts are done."""
    mine = _draft(service, draft)
    return render_template(
        "tickets/change_parts.html",
        words=WORDS,
        draft=mine,
        service=_service(service),
        parts=[(part, state_of(part, mine)) for part in PARTS_OF_CHANGE],
        complete=not wrong_in(mine.answers),
        form=EmptyForm(formdata=None),
    )


def state_of(part: Part, draft: Draft) -> str:
    """Return `done`, `todo`, or `optional` for a part in which nothing is needed and nothing was said."""
    if wrong_in(draft.answers, part.key):
        return "todo"
    return "done" if any(draft.answers.get(field.key) for field in part.fields) else "optional"


@blueprint.route("/new/change/<service>/<draft>/<part>", methods=["GET", "POST"])
@requires(Action.SEE)
@kept_after_sign_in
@for_the_entitled
@leads_on
def change_part(service: str, draft: str, part: str) -> Any:
    """Show one part of a change, and keep what is typed there: also when it is not right yet."""
    mine = _draft(service, draft)
    place = next((place for place, one in enumerate(PARTS_OF_CHANGE) if one.key == part), None)
    if place is None:
        raise NotFound
    shown = PARTS_OF_CHANGE[place]
    form = form_of_part(part)(data=mine.answers)
    if again := None if form.is_submitted() else restored(form_of_part(part)):
        form = again
    if form.is_submitted():
        right = form.validate_on_submit()
        right = form.files.take(g.member.organisation_id) and right
        with write_transaction():
            files = settle_within(form.files, g.member)
            write(g.member, draft_for(g.member, draft, lock=True), form.typed() | {"files": files})
            forget_kept()
        form.files.stay()
        if by_script():
            return jsonify(words=saved_words())
        here = url_for(".change_part", service=service, draft=draft, part=part, back=_back(), _anchor="files")
        if (onward := wished(form, here)) is not None:
            return redirect(onward, 303)
        if not arranging(form) and right:
            return redirect(_after(service, draft, place), 303)
    page = render_template(
        "tickets/change_part.html",
        words=WORDS,
        form=form,
        part=shown,
        place=place + 1,
        places=len(PARTS_OF_CHANGE),
        draft=mine,
        service=_service(service),
        kept=files_shown(form.files.rows(g.member), files_at(g.member)),
        address=url_for(".change_part", service=service, draft=draft, part=part, back=_back()),
        back=_back(),
    )
    return page, refusal_of(form) if form.errors else 200


def _back() -> str | None:
    return "check" if request.args.get("back") == "check" else None


def _after(service: str, draft: str, place: int) -> str:
    """Return where somebody goes who finished a part: back to the check they came from, or on."""
    if _back() or place + 1 == len(PARTS_OF_CHANGE):
        return url_for(".check_change", service=service, draft=draft)
    return url_for(".change_part", service=service, draft=draft, part=PARTS_OF_CHANGE[place + 1].key)


@blueprint.route("/new/change/<service>/<draft>/check", methods=["GET", "POST"])
@requires(Action.SEE)
@kept_after_sign_in
@for_the_entitled
@leads_on
def check_change(service: str, draft: str) -> Any:
    """Show all answers before they are sent, and send them."""
    form = SendForm()
    if form.is_submitted() and (number := sent_before(g.member, draft)):
        return redirect(url_for(".sent", number=number), 303)
    mine = _draft(service, draft)
    if not form.is_submitted():
        form = restored(SendForm) or SendForm(data={**mine.answers, "files": files_in(mine.answers)})
        return _check_page(mine, _service(service), form)
    if look_asked():
        return part_answer(g.member, form, Action.FILE_CHANGE) or _check_page(mine, _service(service), form)
    right = form.validate_on_submit()
    right = form.files.take(g.member.organisation_id) and right
    adding = arranging(form)
    if right and not adding and not wrong_in(mine.answers):
        return _file(service, form, mine.answers, draft)
    with write_transaction():
        mine = draft_for(g.member, draft, lock=True)
        told = {"watchers": form.watchers.data or [], "confidential": bool(form.confidential.data)}
        write(g.member, mine, told | {"files": settle_within(form.files, g.member)})
        forget_kept()
    form.files.stay()
    here = url_for(".check_change", service=service, draft=draft, _anchor="files")
    if (onward := wished(form, here)) is not None:
        return redirect(onward, 303)
    return _check_page(mine, _service(service), form), 200 if adding and not form.errors else refusal_of(form)


def _file(service: str, form: RequestForm | SendForm, typed: dict[str, str], draft: str = "") -> Response:
    filing = Filing(Kind.CHANGE, service, typed, confidential=form.confidential.data, people=form.asked())
    with write_transaction():
        files = form.files.stage(g.member)
        if not draft:
            number = file_request(g.member, filing, key=form.key.data or "", files=files).number
        else:
            number = _sent(draft, filing, files)
            forget_kept()
    return redirect(url_for(".sent", number=number), 303)


def _sent(draft: str, filing: Filing, files: Sequence[str]) -> int:
    """Send a draft; where the same press came a moment earlier, return the number of what it has become."""
    try:
        mine = draft_for(g.member, draft, lock=True)
    except NotFound:
        if number := sent_before(g.member, draft):
            return number
        raise
    return send(g.member, mine, filing, files).number


def _check_page(draft: Draft, service: Service, form: RequestForm | SendForm) -> str:
    wrong = wrong_in(draft.answers)
    return render_template(
        "tickets/change_check.html",
        words=WORDS,
        draft=draft,
        service=service,
        form=form,
        kept=files_shown(form.files.rows(g.member), files_at(g.member)),
        parts=[(part, checked(part, draft.answers, wrong)) for part in PARTS_OF_CHANGE],
        problems=[
            *((f"{key}-answer", str(why)) for key, why in wrong.items()),
            *(("files", str(why)) for why in form.files.errors),
            *(("find_watcher", str(why)) for why in form.watchers.errors),
        ],
        people=people_part(g.member, form, Action.FILE_CHANGE),
    )


@blueprint.post("/new/change/<service>/<draft>/removal")
@requires(Action.SEE)
def throw_change_away(service: str, draft: str) -> Any:
    """Throw a change that was begun away."""
    if not EmptyForm().validate_on_submit():
        abort(400)
    with write_transaction():
        throw_away(g.member, draft_for(g.member, draft, lock=True))
    flash(_("Your draft is deleted."), "ok")
    return redirect(url_for(".new"), 303)


@blueprint.post("/new/change/<service>/<draft>/colleague")
@requires(Action.SEE)
def hand_change_over(service: str, draft: str) -> Any:
    """Give a change that was begun to a colleague who may send it."""
    form, mine = HandOverForm(), _draft(service, draft)
    right = form.validate_on_submit()
    to = next((one for one in colleagues(g.member) if _name_of(one, mine) == form.to.data), None)
    try:
        if not right or to is None:
            raise Invalid("to", _("Choose a colleague who may request changes"))
        with write_transaction():
            hand_over(g.member, draft_for(g.member, draft, lock=True), to.person_id)
    except Invalid as refusal:
        form.refuse(refusal)
        return _not_yours(form, 422)
    flash(_("%(name)s has your draft now and gets an e-mail about it.", name=to.name), "ok")
    return redirect(url_for(".start"), 303)


def _name_of(one: Colleague, draft: Draft) -> str:
    """Return how a form calls a colleague: it tells nothing of them, and fits this draft only."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"{draft.public} {one.person_id}".encode(), sha256).hexdigest()[:20]


def _not_yours(refused: HandOverForm | None = None, status: int = 403) -> tuple[str, int]:
    """Say who may ask for changes, and let somebody who has begun one hand it over."""
    member: Member = g.member
    who = colleagues(member)
    begun = [
        SimpleNamespace(
            **_begun(draft),
            people=[(_name_of(one, draft), one.name) for one in who],
            form=refused if refused and request.view_args and request.view_args.get("draft") == draft.public else None,
        )
        for draft in drafts_of(member)
    ]
    empty = HandOverForm(formdata=None)
    page = render_template(
        "tickets/change_refused.html", words=WORDS, colleagues=[one.name for one in who], begun=begun, form=empty
    )
    return page, status


def _begun(draft: Draft) -> dict[str, Any]:
    return {
        "subject": draft.answers.get("subject", "") or _("No subject yet"),
        "service": draft.service,
        "public": draft.public,
        "when": said(draft.updated_at),
        "given_by": draft.given_by,
    }


def _service(slug: str) -> Service:
    chosen = service_of(slug)
    if chosen is None:
        raise NotFound
    return chosen


def _draft(service: str, public: str) -> Draft:
    draft = draft_for(g.member, public)
    if draft.service != service:
        raise NotFound
    return draft
