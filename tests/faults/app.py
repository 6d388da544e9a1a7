"""Balie with places where it stops and says so, that a test may kill it exactly there.

`FAULT_POINT` names the place, `FAULT_LOG` the file that says it was reached. Nothing of this is in the product.
"""

import os
import time
from pathlib import Path

from sqlalchemy.orm import Session

from portal.app import create_app
from portal.notices import sending

POINT = os.environ.get("FAULT_POINT", "")


def reached(point: str) -> None:
    """Say that a place was reached, and give the test time to kill."""
    if point == POINT:
        with Path(os.environ["FAULT_LOG"]).open("a") as log:
            log.write(point + "\n")
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


def _around_delivery() -> None:
    deliver = sending.deliver

    def slow_delivery(*args: object) -> None:
        reached("before delivery")
        deliver(*args)  # type: ignore[arg-type]
        reached("after delivery")

    sending.deliver = slow_delivery


_around_commit()
_around_delivery()
app = create_app()
