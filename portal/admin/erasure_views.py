"""The page on which a service admin erases somebody of the service organisation."""

from typing import Any

from flask import g, redirect, render_template, url_for
from flask_babel import lazy_gettext

from portal.editing import saving
from portal.privacy.desk_erasing import person_at_the_desk, why_not_at_the_desk
from portal.privacy.erasing import elsewhere, erase, why_not
from portal.privacy.foreseeing import erasure_of
from portal.tickets.desk_handover import in_hand_of
from portal.web.forms import AtMost, Form, Line, Needed
from portal.web.language import said
from portal.web.limits import limiter
from tenants.context import Member
from tenants.database import write_transaction
from tenants.errors import Invalid, NotNow
from tenants.guard import dangerous, private, requires
from tenants.permissions import Action
from tenants.personal import concerned

from .blueprint import blueprint


class DeskErasureForm(Form):
    """Who is erased, written out."""

    typed = Line(validators=[Needed(lazy_gettext("Write the name exactly as it stands above")), AtMost(200)])


@blueprint.get("/people/<user>/erasure")
@requires(Action.ADMINISTER)
@private
def erasure(user: str) -> str:
    """Show what goes and what stays when somebody of the desk is erased; of who is erased, how far it is."""
    return _page(user, DeskErasureForm(formdata=None))


@blueprint.post("/people/<user>/erasure")
@requires(Action.ADMINISTER)
@limiter.limit("60/hour")
@dangerous(lazy_gettext("Erase somebody"))
def erase_person(user: str) -> Any:
    """Erase somebody of the desk: they have a pseudonym at once, the worker does the rest in every organisation."""
    member: Member = g.member
    form = DeskErasureForm()
    with saving.at_home():
        public_id = person_at_the_desk(member, user).public_id
    if not form.validate_on_submit():
        return _page(user, form), 422
    try:
        with write_transaction(), saving.at_home():
            erase(member, public_id, form.typed.data, files=False)
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(user, form), 422
    except NotNow as refusal:
        return _page(user, form, str(refusal.why)), 409
    return redirect(url_for(".erasure", user=user), 303)


def _page(user: str, form: DeskErasureForm, told: str = "") -> str:
    member: Member = g.member
    with saving.at_home():
        person = person_at_the_desk(member, user)
        if person.erased_at is not None:
            at = erasure_of(person)
            return render_template("admin/erased.html", name=person.name, at=at, when=said(person.erased_at))
        about = concerned(member.organisation_id, person.id)
        why = told or str(why_not(member, person) or why_not_at_the_desk(member, about, alone=not elsewhere(about)))
        hands_over = bool(why) and person.id != member.person_id and in_hand_of(member, about.account_id) > 0
        given = {"form": form, "name": person.name, "user": user, "why": why, "hands_over": hands_over}
        return render_template("admin/erasure.html", **given)
