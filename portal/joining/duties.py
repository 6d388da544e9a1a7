"""What the worker does for who asks to join."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from portal.notices.letters import OUTSIDE
from portal.outbox.verbs import post
from tenants.asker_rows import Asker
from tenants.askers import close_old_askers, decided_long_ago, forget_old_askers, waited_too_long
from tenants.asking import answer, asked_and_not_answered, forget_old_questions, old_questions
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.organisations import all_organisations
from tenants.scope import Scope, enter, inside


def answer_askers() -> int:
    """Write the mail for each who asked to join; return how many mails."""
    count = 0
    for asked_id in asked_and_not_answered():
        with write_transaction():
            told = answer(asked_id)
            if told is not None:
                post("joining", told[0], OUTSIDE, seed=told[1])
            count += told is not None
        enter(None)
    return count


def close_what_waits() -> None:
    """Close what nobody decided about for thirty days."""
    _in_each(waited_too_long(), close_old_askers)


def forget_askers() -> None:
    """Forget who was answered thirty days ago."""
    _in_each(decided_long_ago(), forget_old_askers)


def _in_each(wanted: tuple[Any, ...], act: Callable[[], None]) -> None:
    """Act in each organisation where somebody fits, in a transaction of its own."""
    with inside(Scope(frozenset(all_organisations()))):
        found = list(db.session.scalars(select(Asker.organisation_id).where(*wanted).distinct()))
        db.session.rollback()
    for organisation_id in found:
        with inside(organisation_id), write_transaction():
            act()


def forget_questions() -> None:
    """Forget what was asked and never confirmed."""
    if old_questions(now()):
        with write_transaction():
            forget_old_questions()


DUTIES = (close_what_waits, forget_askers, forget_questions)
