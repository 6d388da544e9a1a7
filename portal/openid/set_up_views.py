"""The pages on which an admin arranges the sign-in with the work account."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from portal.editing import saving
from portal.web.language import said
from tenants.context import Member
from tenants.database import db, write_transaction
from tenants.domains import domains_of
from tenants.errors import Invalid, NotNow
from tenants.guard import dangerous, requires
from tenants.linking import unlink
from tenants.models import Account
from tenants.permissions import Action
from tenants.provider_rows import Provider
from tenants.provider_terms import Brand, Purpose, Standing
from tenants.providers import describe, keepers, provider_here, receive, switch
from tenants.roles import Role

from . import visiting
from .forms import (
    ENTRA,
    ComingForm,
    ProviderForm,
    StandingForm,
    TryForm,
    UnlinkForm,
)
from .views import leave
from .wording import STANDINGS, brand_words

blueprint = Blueprint("sso", __name__, url_prefix="/<key>/org/sso")


@blueprint.get("")
@requires(Action.MANAGE_MEMBERS)
def overview() -> str:
    """Show how far the organisation is with its own sign-in, and what comes next."""
    return _page()


def _page(standing: StandingForm | None = None, unlinking: UnlinkForm | None = None) -> str:
    member: Member = g.member
    row = provider_here()
    return render_template(
        "openid/overview.html",
        row=row,
        pill=STANDINGS[row.standing] if row else None,
        brand=brand_words(row.brand) if row else "",
        tested=_tested(row),
        domains=domains_of(member.organisation_id),
        keepers=keepers(member),
        standings={str(one) for one in _next(row)},
        form=standing or StandingForm(formdata=None),
        unlinking=unlinking or UnlinkForm(formdata=None),
    )


def _next(row: Provider | None) -> tuple[Standing, ...]:
    """Return what it can be switched to."""
    return _AFTER[row.standing] if row else ()


_AFTER = {
    Standing.DRAFT: (),
    Standing.TESTED: (Standing.ON,),
    Standing.ON: (Standing.TESTED, Standing.ENFORCED),
    Standing.ENFORCED: (Standing.ON, Standing.TESTED),
}


def _tested(row: Provider | None) -> tuple[Any, str] | None:
    if row is None or row.tested_at is None:
        return None
    name = db.session.scalar(select(Account.name).where(Account.id == row.tested_by))
    return said(row.tested_at), name or ""


@blueprint.route("/provider", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def provider() -> Any:
    """Say where the organisation signs in."""
    form = ProviderForm(data=_described()) if request.method == "GET" else ProviderForm()
    return saving.edit(
        form,
        "openid/provider.html",
        lambda: describe(g.member, form.version.data, form.said),
        _described,
        url_for(".overview"),
        return_to=visiting.redirect_uri(g.member.organisation_key),
        kept=provider_here() is not None,
    )


def _described() -> dict[str, Any]:
    row = provider_here()
    if row is None:
        return {"version": 0, "brand": "", "directory": "", "issuer": "", "client_id": ""}
    before, after = ENTRA.split("{}")
    directory = row.issuer.removeprefix(before).removesuffix(after) if row.brand is Brand.ENTRA else ""
    return {
        "version": row.version,
        "brand": str(row.brand),
        "directory": directory,
        "issuer": row.issuer if row.brand is Brand.OTHER else "",
        "client_id": row.client_id,
    }


@blueprint.route("/accounts", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Change who comes in with a work account"))
def accounts() -> Any:
    """Say what happens to who comes for the first time."""
    if provider_here() is None:
        return redirect(url_for(".provider"), 303)
    form = ComingForm(data=_coming()) if request.method == "GET" else ComingForm()
    return saving.edit(
        form,
        "openid/accounts.html",
        lambda: receive(g.member, form.version.data, form.coming),
        _coming,
        url_for(".overview"),
    )


def _coming() -> dict[str, Any]:
    row = provider_here()
    if row is None:
        return {"version": 0, "makes_accounts": False, "default_role": str(Role.EMPLOYEE)}
    return {
        "version": row.version,
        "makes_accounts": row.makes_accounts,
        "default_role": str(row.default_role),
        "role_claim": row.role_claim,
        "role_map": row.role_map,
    }


@blueprint.post("/test")
@requires(Action.MANAGE_MEMBERS)
def test() -> Any:
    """Sign in at the provider, to see what it says, before anybody has to."""
    member: Member = g.member
    form = TryForm()
    if not form.validate_on_submit():
        abort(400)
    here = visiting.here()
    if here is None or here.version != form.version.data:
        flash(_("Somebody has just changed this. Look at it, then test it."), "info")
        return redirect(url_for(".overview"), 303)
    return leave(
        *(member.organisation_id, member.organisation_name, here, Purpose.TEST, url_for(".overview")),
        account_id=member.account_id,
    )


@blueprint.post("/standing")
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Change how your organisation signs in"))
def standing() -> Any:
    """Switch it on or off, or make it the only way. Pressed twice it is switched once."""
    form = StandingForm()
    if not form.validate_on_submit():
        return _page(form), 422
    wanted = Standing(form.standing.data)
    try:
        with write_transaction():
            switch(g.member, form.version.data, wanted, form.keeper.data or "")
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(form), 422
    except NotNow as refusal:
        row = provider_here()
        if row is None or row.standing is not wanted:  # else it was sent twice
            form.standing.errors = [str(refusal.why)]
            return _page(form), 409
    flash(_("Saved."), "ok")
    return redirect(url_for(".overview"), 303)


@blueprint.post("/unlinking")
@requires(Action.MANAGE_MEMBERS)
@dangerous(lazy_gettext("Change who comes in with a work account"))
def unlinking() -> Any:
    """Forget which work account a colleague has, so that another one can be linked."""
    form = UnlinkForm()
    if form.validate_on_submit():
        try:
            with write_transaction():
                unlink(g.member, form.folded)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("The work account is forgotten. At the next sign-in it is linked anew."), "ok")
            return redirect(url_for(".overview"), 303)
    return _page(unlinking=form), 422
