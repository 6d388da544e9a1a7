"""Decide on an application: the worker once it is there, a service admin when it waits. Each application once."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update

from portal.audit.looking_in import expect_look_in, look_in
from portal.notices.letters import OUTSIDE
from portal.outbox.verbs import post
from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Forbidden, Invalid, NotFound, NotNow
from tenants.first_admin import appoint_first_admin
from tenants.guard import ask
from tenants.passwords import is_handle
from tenants.people import persons_with
from tenants.permissions import Action
from tenants.roles import Role
from tenants.scope import inside

from .matching import customers, matches
from .models import AdminApplication
from .queries import service_organisation
from .rules import MOST_TOLD_A_DAY, OVER, State, folded_number

NOT_OURS = _("The customer number is another one. Check it with the organisation, then tick this")


def waiting_to_be_read() -> list[int]:
    """Return the ids of applications that the worker has not looked at."""
    new = select(AdminApplication.id).where(AdminApplication.state == State.NEW)
    return list(db.session.scalars(new.order_by(AdminApplication.id).limit(100)))


def look_at(application_id: int) -> bool:
    """Look whether an organisation that somebody applied for has an admin; False when another worker was first.

    Then it is not processed: its admins and who applied are told. Otherwise it waits for a service admin.
    """
    new = (AdminApplication.id == application_id, AdminApplication.state == State.NEW)
    row = db.session.scalar(select(AdminApplication).where(*new).with_for_update(skip_locked=True))
    if row is None:
        return False
    code, about = row.code, (row.customer_number, row.email)
    match = matches({code: about})[code]
    home = service_organisation()
    if match.customer is None or not match.admins:
        _settle(application_id, state=State.WAITING)
        _note(home, application_id, "application.waiting")
        post("application received", home, OUTSIDE, seed=code)
        return True
    customer_id = match.customer.id
    if _told_lately(customer_id) < MOST_TOLD_A_DAY:
        with inside(customer_id):
            for person_id in persons_with(Role.ADMIN):
                post("application told", customer_id, person_id, seed=code)
    _settle(application_id, state=State.HAS_ADMIN, customer_id=customer_id, decided_at=now())
    _note(home, application_id, "application.not processed")
    post("application not processed", home, OUTSIDE, seed=code)
    return True


def approve(member: Member, code: str, key: str, checked: bool, reason: str) -> str:
    """Let who applied be the first admin of the organisation with this key; return its name.

    Raises NotFound, and NotNow when somebody decided before, or when there is an admin by now; Invalid when the
    customer number is another one and nobody checked that, or when there are people to look in at without a reason.
    """
    ask(member, Action.ADMINISTER)
    row = _locked(code)
    customer = next((one for one in customers() if one.key == key), None)
    if customer is None:
        raise Invalid("customer", _("Choose the organisation"))
    if folded_number(customer.number) != folded_number(row.customer_number) and not checked:
        raise Invalid("checked", NOT_OURS)
    _expect_reason(member, customer.id, reason)
    with inside(customer.id):
        was_there = appoint_first_admin(member, customer.id, row.email, row.name, row.language)
    _decided(member, row.id, State.APPROVED, customer_id=customer.id)
    if was_there:
        post("application approved", member.organisation_id, OUTSIDE, seed=code)
    return customer.name


def decline(member: Member, code: str, reason: str) -> None:
    """Decline an application; who applied reads why. Raises as approving it does."""
    ask(member, Action.ADMINISTER)
    row = _locked(code)
    _decided(member, row.id, State.DECLINED, reason=reason)
    post("application declined", member.organisation_id, OUTSIDE, seed=code)


def forget(application_id: int) -> bool:
    """Empty what names a person in an application that was decided long ago; False when that was done already."""
    nobody = dict.fromkeys(("name", "function", "email", "address_hash", "telephone", "contact_name", "reason"), "")
    old = (AdminApplication.id == application_id, AdminApplication.forgotten_at.is_(None))
    found = db.session.execute(
        update(AdminApplication).where(*old, AdminApplication.state.in_(OVER)).values(**nobody, forgotten_at=now()),
        execution_options={"synchronize_session": False},
    )
    done = bool(getattr(found, "rowcount", 0))
    if done:
        _note(service_organisation(), application_id, "application.forgotten")
    return done


def _expect_reason(member: Member, customer_id: int, reason: str) -> None:
    """Look in with the reason that was given, unless the member looks in already or nobody is there to be told."""
    try:
        expect_look_in(member, customer_id)
    except Forbidden:
        if not reason:
            raise Invalid("reason", _("There are people in this organisation. Write why you look in")) from None
        look_in(member, customer_id, reason)


def _locked(code: str) -> Any:
    """Lock an application that waits. Raises NotFound, and NotNow when it was decided."""
    if not is_handle(code):
        raise NotFound
    columns = (
        *(AdminApplication.id, AdminApplication.state, AdminApplication.decided_by, AdminApplication.email),
        *(AdminApplication.name, AdminApplication.language, AdminApplication.customer_number),
    )
    row = db.session.execute(select(*columns).where(AdminApplication.code == code).with_for_update()).first()
    if row is None:
        raise NotFound
    if row.state in OVER and row.decided_by:
        raise NotNow(_("%(name)s has decided on this already.", name=row.decided_by))
    if row.state is not State.WAITING:
        raise NotNow(_("There is nothing to decide on this application."))
    return row


def _decided(member: Member, application_id: int, state: State, **more: Any) -> None:
    by = {"decided_by": member.name, "decided_by_id": member.account_id}
    _settle(application_id, state=state, decided_at=now(), **by, **more)
    with inside(member.organisation_id):
        row = db.session.get_one(AdminApplication, application_id)
        leave_trail("application.approved" if state is State.APPROVED else "application.declined", row, by=member)
        db.session.flush()


def _settle(application_id: int, **values: Any) -> None:
    db.session.execute(
        update(AdminApplication).where(AdminApplication.id == application_id).values(**values),
        execution_options={"synchronize_session": False},
    )


def _note(home: int, application_id: int, what: str) -> None:
    """Record what Balie did itself, in the log of the service organisation."""
    with inside(home):
        leave_trail(what, db.session.get_one(AdminApplication, application_id), by=None)
        db.session.flush()


def _told_lately(customer_id: int) -> int:
    """Return how many strangers the admins of an organisation were told of in a day: nobody fills their mailbox."""
    mine = (AdminApplication.state == State.HAS_ADMIN, AdminApplication.customer_id == customer_id)
    lately = AdminApplication.decided_at > now() - timedelta(days=1)
    return db.session.scalar(select(func.count(AdminApplication.id)).where(*mine, lately)) or 0
