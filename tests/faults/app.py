"""Balie with places where it stops and says so, that a test may kill it exactly there.

The file `FAULT_POINT` holds the name of the place, the file `FAULT_LOG` tells who reached it. Nothing of this is in
the product.
"""

import os
import time
from pathlib import Path

from sqlalchemy.orm import Session

from portal.app import create_app
from portal.notices import sending

POINT, LOG = Path(os.environ["FAULT_POINT"]), Path(os.environ["FAULT_LOG"])


def reached(point: str) -> None:
    """Say that a place was reached, and give the test time to kill."""
    if POINT.exists() and POINT.read_text() == point:
        with LOG.open("a") as log:
            log.write(f"{point} {os.getpid()}\n")
        time.sleep(30)


def _around_commit() -> None:
    commit = Session.commit

    def slow_commit(self: Session) -> None:
        if self.info.get("writing"):
            reached("before commit")
        commit(self)
        if self.info.get("writing"):
            reached("after commit")

    Session.commit = slow_commit  # type: ignore[method-assign]


def _around_rename() -> None:
    rename = Path.rename

    def slow_rename(self: Path, target: Path) -> Path:
        done = rename(self, target)
        reached("after rename")
        return done

    Path.rename = slow_rename  # type: ignore[method-assign, assignment]


def _around_delivery() -> None:
    deliver = sending.deliver

    def slow_delivery(*args: object) -> None:
        reached("before DATA")
        deliver(*args)  # type: ignore[arg-type]
        reached("after DATA")

    sending.deliver = slow_delivery


_around_commit()
_around_rename()
_around_delivery()
app = create_app()
