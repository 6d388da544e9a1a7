"""The page on which an admin erases somebody of the organisation, and where stands how far that is."""

from typing import Any

from flask import g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.web.forms import AtMost, Form, Line, Needed, OneOf
from portal.web.language import said
from portal.web.limits import limiter
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid, NotNow
from tenants.guard import dangerous, private, requires
from tenants.models import Person
from tenants.permissions import Action

from .erasing import erase, open_requests, person_to_erase, why_not
from .foreseeing import erasure_of, what_goes
from .views import blueprint


class ErasureForm(Form):
    """Who is erased, written out, and whether the files they uploaded go too."""

    files = Line(validators=[OneOf(("yes", "no"))])
    typed = Line(validators=[Needed(lazy_gettext("Write the name exactly as it stands above")), AtMost(200)])


@blueprint.route("/<key>/org/people/<person>/erasure")
@requires(Action.MANAGE_MEMBERS)
@private
def erasure(person: str) -> str:
    """Show what goes and what stays when somebody is erased; of who is erased, how far it is."""
    return _page(person_to_erase(person), ErasureForm(formdata=None, data={"files": "yes"}))


@blueprint.post("/<key>/org/people/<person>/erasure")
@requires(Action.MANAGE_MEMBERS)
@limiter.limit("60/hour")
@dangerous(lazy_gettext("Erase somebody"))
def carry_out(person: str) -> Any:
    """Erase somebody: they have a pseudonym at once, the worker does the rest."""
    form = ErasureForm()
    row = person_to_erase(person)
    if not form.validate_on_submit():
        return _page(row, form), 422
    try:
        with write_transaction():
            erase(g.member, person, form.typed.data, files=form.files.data == "yes")
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(person_to_erase(person), form), 422
    except NotNow as refusal:
        return _page(person_to_erase(person), form, str(refusal.why)), 409
    return redirect(url_for(".erasure", person=person), 303)


def _page(row: Person, form: ErasureForm, told: str = "") -> str:
    member: Member = g.member
    if row.erased_at is not None:
        at = erasure_of(row)
        return render_template("privacy/erased.html", name=row.name, at=at, when=said(row.erased_at))
    return render_template(
        "privacy/erasure.html",
        form=form,
        name=row.name,
        public_id=row.public_id,
        goes=what_goes(member, row),
        why=told or str(why_not(member, row)),
        hands_over=open_requests(row.id) > 0,
        files=[("yes", _("These go too")), ("no", _("These stay, with the messages"))],
    )
