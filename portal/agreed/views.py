"""The pages of the terms of use: members read and accept them, admins write them."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from portal.editing import saving
from portal.web.language import language
from portal.web.text import written
from portal.web.views import own_path
from tenants.database import write_transaction
from tenants.errors import NotNow
from tenants.guard import before_terms, requires
from tenants.permissions import Action

from .forms import AcceptForm, TermsForm
from .queries import newest
from .verbs import accept_terms, how_many_accepted, write_terms

blueprint = Blueprint("agreed", __name__, url_prefix="/<key>")


@blueprint.get("/terms")
@requires(Action.ENTER)
@before_terms
def read() -> Any:
    """Show the newest terms, to accept them or to read them once more."""
    form = AcceptForm(formdata=None, data={"next": request.args.get("next", "")})
    return _page(form)


@blueprint.post("/terms")
@requires(Action.ENTER)
@before_terms
def accept() -> Any:
    """Accept them, and go on. Who read an older text reads the newer one first."""
    form = AcceptForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        with write_transaction():
            accept_terms(g.member, form.version.data)
    except NotNow as refusal:
        return _page(form, str(refusal.why)), 409
    wanted = own_path(form.next.data)
    return redirect(wanted if wanted != "/" else url_for("tickets.start"), 303)


def _page(form: AcceptForm, remark: str = "") -> str:
    terms = newest()
    if not terms.text_nl:
        abort(404)
    form.version.data = terms.version
    text = written(terms.text_nl if language() == "nl" else terms.text_en).html
    return render_template("agreed/terms.html", form=form, text=text, owes=g.member.owes_terms, remark=remark)


@blueprint.route("/org/terms", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def edit() -> Any:
    """Write the terms; who is second reads both texts."""
    form = TermsForm(data=_filled()) if request.method == "GET" else TermsForm()
    return saving.edit(
        form,
        "agreed/write.html",
        lambda: write_terms(g.member, form.version.data, form.terms),
        _filled,
        url_for(".edit"),
        version=newest().version,
        accepted=how_many_accepted(newest().version),
    )


def _filled() -> dict[str, Any]:
    terms = newest()
    return {"version": terms.version, "text_nl": terms.text_nl, "text_en": terms.text_en}
