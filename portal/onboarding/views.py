"""Apply to be the first admin, without an account. The answer is the same for everybody."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for

from portal.web.language import language
from portal.web.limits import limiter
from tenants.database import write_transaction
from tenants.guard import public

from .applying import apply
from .forms import ApplicationForm
from .letters import within_words

blueprint = Blueprint("onboarding", __name__, url_prefix="/start/organisation")
REASON = "who has no account yet may ask to be the first of their organisation"


@blueprint.get("")
@public(REASON)
def organisation() -> str:
    """Ask who they are, and for which organisation; the page reads nothing from the database."""
    return _page(ApplicationForm(formdata=None))


@blueprint.post("")
@public(REASON)
@limiter.limit("10/minute;60/hour")
def send() -> Any:
    """Write the application down, whatever is known of whom."""
    form = ApplicationForm()
    if not form.validate_on_submit():
        return _page(form), 422
    with write_transaction():
        apply(form.applying(), language(), form.key.data or "")
    return redirect(url_for(".sent"), 303)


@blueprint.get("/sent")
@public(REASON)
def sent() -> str:
    """Say when they hear from us."""
    return render_template("onboarding/sent.html", when=_when())


def _page(form: ApplicationForm) -> str:
    return render_template("onboarding/apply.html", form=form, when=_when())


def _when() -> str:
    return within_words(current_app.config["ONBOARDING_DAYS"])
