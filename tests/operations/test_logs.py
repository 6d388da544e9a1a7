"""Logs tell what happened, never what somebody wrote: a marker stands in every text, and in no line."""

import io
import json
import logging

import pytest
from sqlalchemy import text

from portal.app import DUTIES
from portal.jobs import runner
from portal.notices import sending
from portal.tickets import views
from portal.web import logs
from tenants.database import db
from tests.files.pictures import PDF
from tests.players import CHANGE, PROBLEM

MARKER = "zilvervis"


@pytest.fixture
def told(app, capfd):
    """Everything is logged; returns the lines."""
    logs.init("DEBUG")
    capfd.readouterr()

    def lines() -> list[str]:
        out, err = capfd.readouterr()
        return (out + err).splitlines()

    yield lines
    logs.init("ERROR")


def marked(fields: dict[str, str]) -> dict[str, str]:
    free = {"subject", "i_do", "i_see", "i_expect", "consequence", "description", "units", "groups", "dependencies"}
    return {name: f"{value} {MARKER}" if name in free else value for name, value in fields.items()}


def test_a_whole_story_with_faults_in_it_is_in_no_log(app, bram, samira, joost, nobody, told, monkeypatch):
    ticket = bram.files(f"Vraag {MARKER}", f"Tekst {MARKER}", files=[(io.BytesIO(PDF), f"{MARKER}.pdf")])
    samira.reports(**marked(PROBLEM))
    samira.asks_for_a_change(**marked({**CHANGE["change"], **CHANGE["where"]}))
    joost.notes(ticket, f"Notitie {MARKER}")
    bram.replies(ticket, f"Reactie {MARKER}")
    joost.resolves(ticket, f"Opgelost {MARKER}")
    bram.rates(ticket, "unhappy", words=f"Oordeel {MARKER}")
    bram.opens(f"/linde/requests?q={MARKER}")
    bram.opens(f"/linde/requests/{MARKER}")
    nobody.opens("/signin")
    form = nobody.opens("/signin").form("/signin")
    nobody.browser.post("/signin", data=form | {"email": f"{MARKER}@linde.example", "password": MARKER})

    monkeypatch.setattr(views, "page_about", fails)
    assert bram.opens(ticket.path).status == 500
    monkeypatch.setattr(sending, "deliver", refuses)
    with app.app_context():
        sending.send_due()
        runner._do_all(app, [*DUTIES, fails, breaks_a_rule])
        logging.getLogger("library").warning("took %s", MARKER)
        logging.getLogger("library").error("took it", exc_info=ValueError(MARKER))
        logging.getLogger("sqlalchemy.engine").info(MARKER)

    lines = told()
    assert not [line for line in lines if MARKER in line]
    happenings = [json.loads(line) for line in lines]
    assert {one["event"] for one in happenings} >= {"fault", "mail failed", "duty failed", "took %s", "took it"}
    (fault,) = [one for one in happenings if one["event"] == "fault"]
    assert fault["exception"][0]["type"] == "ValueError"
    assert "test_logs.py" in fault["exception"][0]["at"][-1]


def test_what_a_library_repeats_is_told_once_a_minute(told):
    for _ in range(5):
        logging.getLogger("huey.consumer.Scheduler").error("Error reading schedule.")
    logging.getLogger("huey.consumer.Scheduler").error("Something else.")

    assert [json.loads(line)["event"] for line in told()] == ["Error reading schedule.", "Something else."]


def fails(*_args: object, **_named: object) -> None:
    raise ValueError(f"this holds {MARKER}")


def refuses(*_args: object) -> None:
    raise RuntimeError(MARKER)


def breaks_a_rule() -> None:
    with db.engine.begin() as connection:
        connection.execute(text("insert into account (email) values (:email)"), {"email": MARKER})
