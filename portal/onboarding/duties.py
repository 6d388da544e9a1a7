"""What the worker does: answer who applied, remind who decides, forget what is long over, notice who has no admin."""

from datetime import datetime, time, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import func, select, update

from portal.outbox.verbs import post
from portal.web.language import ZONE, today
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.passwords import new_token
from tenants.scope import enter

from .deciding import forget, look_at, waiting_to_be_read
from .gaps import watch_admins
from .models import AdminApplication
from .queries import left, one_at_a_time, service_admins, working_days
from .rules import KEPT_DAYS, OVER, State, presses

AT_ONCE = 200


def answer_applications() -> int:
    """Look at each application that has come; return how many."""
    count = 0
    for application_id in waiting_to_be_read():
        with write_transaction():
            count += look_at(application_id)
        enter(None)
    return count


def remind_of_applications() -> int:
    """On a working day, once, tell service admins of what waits too long; return how many applications."""
    works = working_days()
    if not works(today()) or not _pressing(works) or _reminded_today():
        return 0
    with write_transaction():
        home = one_at_a_time()
        pressing = _pressing(works)
        if not pressing or _reminded_today():  # another worker was first
            return 0
        db.session.execute(
            update(AdminApplication).where(AdminApplication.id.in_(pressing)).values(reminded_at=now()),
            execution_options={"synchronize_session": False},
        )
        seed = new_token()
        for person_id in service_admins(home):
            post("applications wait", home, person_id, seed=seed)
    return len(pressing)


def forget_applications() -> int:
    """Empty what names people in applications that were decided long ago; return how many."""
    long_ago = (AdminApplication.decided_at < now() - timedelta(days=KEPT_DAYS), AdminApplication.state.in_(OVER))
    old = select(AdminApplication.id).where(*long_ago, AdminApplication.forgotten_at.is_(None)).limit(AT_ONCE)
    count = 0
    for application_id in list(db.session.scalars(old)):
        with write_transaction():
            count += forget(application_id)
        enter(None)
    return count


DUTIES = (answer_applications, remind_of_applications, forget_applications, watch_admins)


def _pressing(works: Any) -> list[int]:
    """Return the applications for which one working day is left, or none."""
    waiting = select(AdminApplication.id, AdminApplication.asked_at).where(AdminApplication.state == State.WAITING)
    days = current_app.config["ONBOARDING_DAYS"]
    rows = db.session.execute(waiting.order_by(AdminApplication.id).limit(AT_ONCE))
    return [row.id for row in rows if presses(left(row.asked_at, days, works))]


def _reminded_today() -> bool:
    last = db.session.scalar(select(func.max(AdminApplication.reminded_at)))
    return last is not None and last >= datetime.combine(today(), time(), tzinfo=ZONE)
