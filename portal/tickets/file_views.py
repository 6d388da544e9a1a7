"""The pages on which requests are filed: which kind, about which service, and the form."""

from collections.abc import Sequence
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.catalogue.forms import FORMS, NEWEST
from portal.catalogue.queries import service_of, services
from portal.catalogue.rules import Kind
from portal.catalogue.wording import KINDS
from portal.contact.wording import contact_card
from portal.drafts import verbs as drafts
from portal.drafts.queries import draft_for
from portal.drafts.rules import kept
from portal.files.forms import arranging, refusal_of, settle
from portal.files.wording import files_shown
from portal.knowledge.views import suggested
from portal.signin.keeping import forget_kept, kept_after_sign_in, restored
from portal.web.browser import browser, screen_in
from portal.web.text import one_line
from tenants.database import write_transaction
from tenants.errors import Invalid, NotFound
from tenants.guard import requires
from tenants.permissions import Action

from .coming_back import leads_on
from .filing import ACTIONS, Filing, file_request
from .forms import RequestForm, form_of
from .once import became
from .people_page import look_asked, part_answer, people_part
from .resending import SentBefore, note_sent, refuse_again
from .show import files_at
from .views import blueprint
from .ways_in import SERVICES_OF, choose_service, given, prefilled, tiles


@blueprint.get("/new")
@requires(Action.FILE_QUESTION)
def new() -> str | Response:
    """Show the kinds of requests this person may file; who may file one kind goes on."""
    about = given("service")
    ways = tiles(g.member, **about)
    if len(ways) == 1 and "service" in about:
        return redirect(ways[0].href)
    return render_template("tickets/new.html", tiles=ways)


@blueprint.get("/new/question")
@requires(Action.FILE_QUESTION)
def new_question() -> str | Response:
    """Let the person choose what their question is about."""
    return choose_service(Kind.QUESTION, services())


@blueprint.get("/new/problem")
@requires(Action.FILE_PROBLEM)
def new_problem() -> str | Response:
    """Let the person choose what the problem is about."""
    return choose_service(Kind.PROBLEM, services())


@blueprint.route("/new/question/<service>", methods=["GET", "POST"])
@requires(Action.FILE_QUESTION)
@kept_after_sign_in
@leads_on
def ask_question(service: str) -> Any:
    """Show the form for a question; file it when it is right."""
    return fill_in(Kind.QUESTION, service)


@blueprint.route("/new/problem/<service>", methods=["GET", "POST"])
@requires(Action.FILE_PROBLEM)
@kept_after_sign_in
@leads_on
def report_problem(service: str) -> Any:
    """Show the form for a problem; file it when it is right."""
    return fill_in(Kind.PROBLEM, service)


def fill_in(kind: Kind, service: str) -> Any:
    """Show the form of a kind; file it when it is right."""
    form, earlier = begun(kind) if request.method == "GET" else form_of(kind)(), 0
    form.narrow(g.member, ACTIONS[kind])
    if look_asked() and (part := part_answer(g.member, form, ACTIONS[kind])):
        return part
    right = not look_asked() and form.validate_on_submit()
    right = form.files.take(g.member.organisation_id) and right
    if not arranging(form) and right:
        try:
            answers = {**form.typed(), **_captured(form)}
            filing = Filing(kind, service, answers, confidential=form.confidential.data, people=form.asked())
            with write_transaction():
                refuse_again(g.member, form)
                files = form.files.stage(g.member)
                ticket = file_request(g.member, filing, key=form.key.data or "", files=files)
                note_sent(g.member, form, ticket.number)
                _end_draft(form, files, ticket.number)
                forget_kept()
            return redirect(url_for("tickets.sent", number=ticket.number), 303)
        except Invalid as refusal:
            form.refuse(refusal)
        except SentBefore as before:
            earlier = before.number
    return _page(kind, service, form, earlier)


def _end_draft(form: RequestForm, files: Sequence[str], number: int) -> None:
    answers = kept(request.form.lists()) | ({"files": list(files)} if files else {})
    if public := drafts.sent(g.member, *form.saved, key=form.key.data or "", answers=answers):
        became(g.member, public, number)


def _page(kind: Kind, service: str, form: RequestForm, earlier: int) -> tuple[str, int]:
    chosen = service_of(service)
    if chosen is None:
        abort(404)
    settle(form, g.member, write_transaction)
    page = render_template(
        "tickets/form.html",
        form=form,
        save=url_for("drafts.save", kind=kind, service=service),
        kept=files_shown(form.files.rows(g.member), files_at(g.member)),
        parts=FORMS[kind, NEWEST[kind]],
        words=KINDS[kind],
        service=chosen,
        another=url_for(SERVICES_OF[kind]),
        browser=browser() if "machine" in form else None,
        contact=contact_card(g.member.customer_number) if "impact" in form else None,
        people=people_part(g.member, form, ACTIONS[kind]),
        earlier=earlier,
        articles=suggested(one_line(form["subject"].data or "")),
    )
    return page, refusal_of(form) if form.errors else 409 if earlier else 200


def begun(kind: Kind) -> RequestForm:
    """Return the form as it was sent too late, or as a draft left it; else with what the address fills in."""
    if again := restored(form_of(kind)):
        return again
    if public := request.args.get("draft", ""):
        draft = draft_for(g.member, public)
        if draft.kind is not kind:
            raise NotFound
        return form_of(kind)(data={**draft.answers, "key": draft.key, "draft": public, "version": draft.version})
    return form_of(kind)(data={"machine": True, **prefilled(kind)})


def _captured(form: RequestForm) -> dict[str, str]:
    """Return what the form tells of the browser, when the person lets it."""
    if "machine" not in form or not form["machine"].data:
        return {}
    mine = browser()
    return {
        "browser": mine.name,
        "browser_version": mine.version,
        "screen": screen_in(form["screen"].data or ""),
        "browser_language": mine.language[:35],
    }
