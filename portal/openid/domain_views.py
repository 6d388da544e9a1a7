"""The page on which an admin proves which domains are the organisation's."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.web.limits import limiter
from tenants.database import db, end_reading, write_transaction
from tenants.domains import domains_of
from tenants.errors import Invalid, NotFound, NotNow
from tenants.guard import requires
from tenants.permissions import Action
from tenants.proving import ask_for_domain, drop_proof, note_look, proof_called, proofs_here, prove_domain, text_to_find

from .forms import ButtonForm, DomainForm
from .names import Found, look_for
from .set_up_views import blueprint
from .wording import FOUND


@blueprint.route("/domains", methods=["GET", "POST"])
@requires(Action.MANAGE_MEMBERS)
def domains() -> Any:
    """Show the domains, those that still have to be proved too, and add one."""
    form = DomainForm()
    if form.validate_on_submit():
        try:
            with write_transaction():
                ask_for_domain(g.member, form.folded)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved. Now put the text below in your domain's DNS."), "ok")
            return redirect(url_for(".domains"), 303)
    return _page(form), 422 if form.errors else 200


@blueprint.post("/domains/<proof>/look")
@requires(Action.MANAGE_MEMBERS)
@limiter.limit("30/minute")
def look(proof: str) -> Any:
    """Ask the domain's name server for our text; found, the domain is the organisation's."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    row = proof_called(proof)
    name, text = row.name, text_to_find(row)
    end_reading(db.session())  # nothing is held while another server thinks
    found = look_for(text, name)
    try:
        with write_transaction():
            if found is Found.IT:
                prove_domain(g.member, proof)
            else:
                note_look(g.member, proof, str(found))
    except NotNow as refusal:
        flash(str(refusal.why), "info")
    except NotFound:  # pressed twice: it was proved a moment ago
        pass
    else:
        if found is Found.IT:
            flash(_("%(name)s is now a domain of your organisation.", name=name), "ok")
        else:
            flash(f"{name}: {FOUND[found]}", "info")
    return redirect(url_for(".domains"), 303)


@blueprint.post("/domains/<proof>/removal")
@requires(Action.MANAGE_MEMBERS)
def removing(proof: str) -> Any:
    """Take a domain back that was not proved."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    proof_called(proof)
    with write_transaction():
        drop_proof(g.member, proof)
    return redirect(url_for(".domains"), 303)


def _page(form: DomainForm) -> str:
    proofs = [(row, text_to_find(row), FOUND.get(Found(row.found)) if row.found else "") for row in proofs_here()]
    return render_template(
        "openid/domains.html", form=form, domains=domains_of(g.member.organisation_id), proofs=proofs
    )
