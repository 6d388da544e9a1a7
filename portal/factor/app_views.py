"""An app that makes codes: begin with a picture, confirm with a code, remove; and recovery codes."""

from io import BytesIO
from typing import Any

from flask import abort, current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup

from portal.signin.entering import enter, opened
from portal.signin.factor_letters import tell_owner
from portal.web.limits import limiter
from tenants.accounts import own_account
from tenants.codes import begin_app, confirm_app, has_app, new_recovery_codes, unconfirmed_app
from tenants.database import write_transaction
from tenants.errors import NotNow
from tenants.everywhere import tell_everywhere
from tenants.factors import factor_added, has_second_factor, remove_own_app
from tenants.guard import dangerous, requires
from tenants.permissions import Action

from .forms import AppForm, ButtonForm
from .views import blueprint

ADD_APP = lazy_gettext("Add codes of an app")


@blueprint.post("/app")
@requires(Action.ENTER)
@dangerous(ADD_APP)
@limiter.limit("10/minute")
def begin_with_app() -> Any:
    """Make a secret."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    with write_transaction():
        begin_app(g.visitor.account_id)
    return redirect(url_for(".app"), 303)


@blueprint.get("/app")
@requires(Action.ENTER)
@dangerous(ADD_APP)
def app() -> Any:
    """Show the picture for the app, and ask for a code of it."""
    return _app_page(AppForm(formdata=None))


@blueprint.post("/app/confirmation")
@requires(Action.ENTER)
@dangerous(ADD_APP)
@limiter.limit("20/minute")
def confirm() -> Any:
    """Let the app count, and show the recovery codes: this once."""
    account_id, form = g.visitor.account_id, AppForm()
    if not form.validate_on_submit():
        return _app_page(form), 422
    with write_transaction():
        right = confirm_app(account_id, form.code.data)
        codes = factor_added(account_id) if right else []
        if right:
            tell_owner(account_id, "app")
        name = opened(account_id) if right else ""
    if not right:
        form.code.errors = [_("This code is not right. Fill in the newest code of the app")]
        return _app_page(form), 422
    enter(name)
    return added(codes, _("The app counts from now on."))


def added(codes: list[str], words: str) -> Any:
    """Show the recovery codes that were made; without new ones go back to how it stands."""
    if codes:
        return _codes_page(codes, words)
    flash(words, "ok")
    return redirect(url_for(".show"), 303)


def _codes_page(codes: list[str], words: str) -> str:
    """Show codes this once: on screen, on paper and as a text, each with whose they are and what they are for."""
    email, service = own_account(g.visitor.account_id).email, current_app.config["SERVICE_NAME"]
    whose = _("Recovery codes of %(email)s for Balie of %(name)s", email=email, name=service)
    what_for = _("With one of them you sign in when you have lost your telephone. Each works once.")
    file = "\r\n".join([whose, what_for, "", *codes, ""])
    return render_template("factor/codes.html", codes=codes, words=words, whose=whose, what_for=what_for, file=file)


def _app_page(form: AppForm) -> Any:
    account = own_account(g.visitor.account_id)
    shared = unconfirmed_app(account.id, current_app.config["SERVICE_NAME"], account.email)
    if shared is None:
        return redirect(url_for(".show"), 303)
    return render_template(
        "factor/app.html", form=form, picture=_picture(shared.address), secret=_spaced(shared.secret)
    )


def _picture(address: str) -> Markup:
    """Return a QR code as SVG, dark on white whatever the colours of the page: cameras want it so."""
    import segno  # only here: it brings a library for XML along

    out = BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, dark="#000", light="#fff", svgclass="qr"
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - squares that segno drew; the text in them is not in it


def _spaced(secret: str) -> str:
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


@blueprint.route("/app/removal", methods=["GET", "POST"])
@requires(Action.ENTER)
@dangerous(lazy_gettext("Remove the app"))
@limiter.limit("20/minute")
def remove_app() -> Any:
    """Remove the app; every other session ends."""
    if not has_app(g.visitor.account_id):
        return redirect(url_for(".show"), 303)
    return removal(_("Remove the app"), lambda: remove_own_app(g.visitor.account_id), url_for(".remove_app"))


def removal(title: str, act: Any, address: str) -> Any:
    """Ask on a page of its own whether it is meant, and carry out what was asked."""
    account_id = g.visitor.account_id
    status, refusal = 200, ""
    if ButtonForm().validate_on_submit():
        try:
            with write_transaction():
                act()
                tell_owner(account_id, "removed")
                name = opened(account_id)
        except NotNow as why:
            status, refusal = 409, str(why.why)
        else:
            enter(name)
            flash(_("Removed. You are signed out on all other devices."), "ok")
            return redirect(url_for(".show"), 303)
    follows = _("You are signed out on all other devices.")
    return _sure(title, address, follows, refusal), status


def _sure(title: str, address: str, follows: str, refusal: str = "") -> str:
    return render_template("factor/sure.html", title=title, address=address, follows=follows, refusal=refusal)


@blueprint.route("/codes", methods=["GET", "POST"])
@requires(Action.ENTER)
@dangerous(lazy_gettext("New recovery codes"))
@limiter.limit("20/minute")
def codes() -> Any:
    """Make new recovery codes; the old ones work no more."""
    account_id = g.visitor.account_id
    if not has_second_factor(account_id):
        return redirect(url_for(".show"), 303)
    if ButtonForm().validate_on_submit():
        with write_transaction():
            made = new_recovery_codes(account_id)
            tell_everywhere("member.recovery codes", account_id)
            tell_owner(account_id, "codes")
        return _codes_page(made, _("The codes you had before do not work."))
    follows = _("The codes you have now do not work any more after this.")
    return _sure(_("New recovery codes"), url_for(".codes"), follows)
