"""The desk sees whom mail about a request does not reach: refused for good, or given up."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from portal.outbox.models import Mail
from tenants.clock import now
from tenants.database import db, write_transaction

WORDS = "Mail komt niet aan bij: Bram Kuipers"


@pytest.fixture
def becomes(app: Any) -> Callable[..., None]:
    """Let something become of all mails."""

    def note(**values: Any) -> None:
        with app.app_context(), write_transaction():
            db.session.execute(update(Mail).values(**values))

    return note


def test_a_mail_that_is_refused_for_good_is_shown_while_it_is_still_tried(bram, joost, becomes):
    ticket = bram.files()
    assert WORDS not in joost.page(ticket)

    becomes(outcome="smtp 550")

    assert WORDS in joost.page(ticket)
    assert "Mail komt niet aan" not in bram.page(ticket)


def test_a_mail_that_was_given_up_is_shown(bram, joost, becomes):
    ticket = bram.files()
    becomes(outcome="TimeoutError", failed_at=now())
    assert WORDS in joost.page(ticket)


@pytest.mark.parametrize(
    "values", [{"outcome": "smtp 451"}, {"outcome": "server 535"}, {"outcome": "sent", "sent_at": now()}]
)
def test_a_mail_that_waits_or_arrived_is_not(bram, joost, becomes, values):
    ticket = bram.files()
    becomes(**values)
    assert "Mail komt niet aan" not in joost.page(ticket)


def test_it_is_shown_at_its_own_request_only_and_a_name_once(bram, joost, becomes):
    first = bram.files()
    joost.answers(first)
    becomes(outcome="smtp 550")
    second = bram.files()

    assert joost.page(first).text.count("Bram Kuipers") >= 1
    assert f"{WORDS}, Bram" not in joost.page(first)
    assert "Mail komt niet aan" not in joost.page(second)
