"""An arrival that is cut off leaves no row, and no bytes for long."""

import errno
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.exchange import bringing
from portal.exchange.arriving import sweep_arrivals
from portal.exchange.moving import bring_in
from portal.exchange.opening import Refused
from portal.files import disk, storage
from portal.files.duties import sweep_bytes
from tenants.clock import at, now
from tenants.database import db
from tenants.models import Account, Organisation
from tests.conftest import SETTINGS

CUT = """
import os, signal, sys
from pathlib import Path
from portal.app import create_app
from portal.exchange import bringing, moving

def die(*_anything):
    print("in the middle", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

bringing.digest_here = die  # every row and every file is there by then, and nothing is committed
with create_app().app_context():
    moving.bring_in(Path(sys.argv[1]))
"""


def rows_in(app: Flask) -> int:
    with app.app_context():
        found = sum(
            db.session.scalar(select(func.count()).select_from(model)) or 0 for model in (Organisation, Account)
        )
        db.session.rollback()
        return found


def files_in(app: Flask) -> list[str]:
    with app.app_context():
        return [listed.name for listed in storage.place().listed()]


def test_a_process_that_is_killed_in_the_middle_leaves_nothing(empty: Flask, taken_out: Path) -> None:
    told = {f"BALIE_{name}": str(SETTINGS[name]) for name in ("ENV", "SECRET_KEY", "BASE_URL", "SERVICE_NAME")}
    told |= {"BALIE_DATABASE_URL": empty.config["SQLALCHEMY_DATABASE_URI"], "BALIE_INSTANCE": empty.config["INSTANCE"]}
    line = [sys.executable, "-c", CUT, str(taken_out)]
    done = subprocess.run(line, env=os.environ | told, capture_output=True, text=True, check=False)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert done.stdout.strip() == "in the middle"
    assert rows_in(empty) == 0
    assert len(files_in(empty)) > 5
    with empty.app_context():
        assert sweep_arrivals() == 0, "an arrival that still goes on was taken away"
        with at(now() + timedelta(hours=2)):
            assert sweep_arrivals() == 1
    assert files_in(empty) == []
    with empty.app_context():
        bring_in(taken_out)


def test_what_fails_half_way_takes_its_files_back(
    empty: Flask, taken_out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "digest_here", lambda notes: "0" * 64)
    with empty.app_context(), pytest.raises(Refused, match="another digest"):
        bring_in(taken_out)
    assert rows_in(empty) == 0
    assert files_in(empty) == []


def test_a_full_disk_is_called_that_and_not_a_damaged_file(
    empty: Flask, taken_out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(disk, "_write", Mock(side_effect=full))
    with empty.app_context(), pytest.raises(Refused, match=r"cannot be kept here: No space left"):
        bring_in(taken_out)
    assert rows_in(empty) == 0
    assert files_in(empty) == []


def test_files_of_who_arrived_stay(empty: Flask, taken_out: Path) -> None:
    with empty.app_context():
        bring_in(taken_out)
    there = files_in(empty)
    assert len(there) > 5
    assert not any(name.startswith("arriving") for name in there)
    with empty.app_context(), at(now() + timedelta(hours=2)):
        assert sweep_arrivals() == 0
        sweep_bytes()
    assert {*there} <= {*files_in(empty)}
