"""What the worker does to erase somebody: every feature's part, every text that may name them, the bytes of files."""

from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select

from portal.files.verbs import remove_bytes, remove_of
from portal.search.verbs import forget_deleted
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.organisations import all_organisations
from tenants.privacy import Part, parts
from tenants.scope import Scope, inside

from .desk_erasing import places_of, seen_from
from .erasing import Claimed, Digests, claim, digests_left, finish, goes_on, keep_digests, wait
from .models import Erasure
from .setting_apart import set_apart
from .sweeping import sweep, swept_models

log = structlog.get_logger()
SETTLED = timedelta(minutes=10)
"""Bytes that were put there since may be an upload that has no row yet: they wait so long."""


def carry_out_erasures() -> int:
    """Erase who is to be erased; return how many are done now."""
    with inside(Scope(frozenset(all_organisations()))):
        due = select(Erasure.organisation_id, Erasure.id).where(Erasure.done_at.is_(None), Erasure.due_at <= now())
        found: list[Any] = list(db.session.execute(due.order_by(Erasure.id)))
        db.session.rollback()
    return sum(_tried(organisation_id, erasure_id) for organisation_id, erasure_id in found)


def _tried(organisation_id: int, erasure_id: int) -> bool:
    """Erase somebody; what fails is tried again when its lease is over, and the others are erased."""
    try:
        with inside(organisation_id):
            return _erase(erasure_id)
    except Exception:
        log.exception("erasing failed", organisation=organisation_id, erasure=erasure_id)
        db.session.rollback()
        return False


def _erase(erasure_id: int) -> bool:
    with write_transaction():
        claimed = claim(erasure_id)
    if claimed is None:
        return False
    steps = [(name, place, do) for place in places_of(claimed.erasing) for name, do in _steps(claimed, place)]
    names = [name for name, _place, _do in steps]
    start = names.index(claimed.step) if claimed.step in names else 0
    for name, place, do in steps[start:]:
        do(claimed, place, name)
    _set_apart(claimed)
    return _end(claimed)


def _steps(claimed: Claimed, place: int) -> list[tuple[str, Any]]:
    """Return the steps in an organisation by name, in order: what is known to be theirs, then what may name them."""
    own = [(f"part {part.name}", _part_step(part)) for part in parts() if part.erases is not None]
    texts = [(f"texts {model.__tablename__}", _text_step(model, columns)) for model, columns in swept_models()]
    where = "" if place == claimed.erasing.about.organisation_id else f"{place} "
    return [(f"{where}{name}", do) for name, do in (*own, ("files", _files_step), *texts)]


def _set_apart(claimed: Claimed) -> None:
    if not claimed.erasing.account:
        with write_transaction():
            set_apart(claimed.erasing.about, claimed.erasing.pseudonym)


def _part_step(part: Part) -> Any:
    def do(claimed: Claimed, place: int, name: str) -> None:
        more = True
        while more:
            with write_transaction():
                with inside(place):
                    erasing = seen_from(claimed.erasing, claimed.marks, place)
                    more = bool(part.erases and part.erases(erasing))
                goes_on(claimed, name)

    return do


def _text_step(model: type[Any], columns: list[str]) -> Any:
    def do(claimed: Claimed, place: int, name: str) -> None:
        with inside(place):
            count = sweep(seen_from(claimed.erasing, claimed.marks, place), model, columns)
        with write_transaction():
            goes_on(claimed, name, texts=count)

    return do


def _files_step(claimed: Claimed, place: int, name: str) -> None:
    account_id = claimed.erasing.about.account_id
    while account_id:
        with write_transaction():
            with inside(place):
                gone = remove_of(account_id, sent=claimed.erasing.files)
            keep_digests(claimed, place, gone)
            goes_on(claimed, name, files=len(gone))
        if not gone:
            return


def _end(claimed: Claimed) -> bool:
    """Let the last bytes go, when they may, and be done."""
    with write_transaction():
        digests = digests_left(claimed)
    waiting: Digests = {}
    for place, some in digests.items():
        with inside(place):
            left = remove_bytes(place, some, now() - SETTLED)
        waiting |= {place: left} if left else {}
    with write_transaction():
        if waiting:
            wait(claimed, waiting, SETTLED)
            return False
        forget_deleted()
        finish(claimed)
    return True


DUTIES = (carry_out_erasures,)
