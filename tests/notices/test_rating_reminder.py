"""Who has not said how it went is asked once more, after five working days, and never again."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from portal.outbox.models import Mail
from portal.tickets.duties import ask_again
from portal.tickets.models import RatingLink, Ticket
from portal.tickets.rules import ZONE, ask_again_at
from tenants.database import db, write_transaction
from tenants.scope import inside
from tests.notices.reading import Desk, house_id, is_for, joins, read, speaks, switched_off

pytestmark = pytest.mark.usefixtures("noon")  # a Tuesday

MARK = "Hoe ging het?"


@pytest.fixture
def ticket(app, bram):
    ticket = bram.files("Rooster leeg")
    Desk(app).resolves(ticket, "Het staat er weer.")
    return ticket


def reminders(post_office, to: str = "") -> list[str]:
    return [subject for subject in post_office.subjects(to) if subject.startswith(MARK)]


def make_confidential(app) -> None:
    with app.app_context(), inside(house_id("linde")), write_transaction():
        db.session.execute(update(Ticket).values(confidential=True), execution_options={"synchronize_session": False})


def test_five_working_days_after_it_was_solved_bram_is_asked_once_more_and_never_again(
    ticket, bram, post_office, later
):
    with later(days=6, hours=20):
        assert reminders(post_office) == []
    for days in (7, 7, 8, 9, 20, 29):
        with later(days=days):
            assert reminders(post_office, "bram") == ["Hoe ging het? Rooster leeg. (LINDE-1)"]
    assert reminders(post_office, "samira") == []


def test_a_weekend_does_not_count(ticket):
    friday = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)

    assert ask_again_at(friday).astimezone(ZONE).isoformat() == "2026-11-27T09:00:00+01:00"


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_it_is_always_asked_on_a_morning_of_a_working_day_about_a_week_later(moment):
    morning = ask_again_at(moment).astimezone(ZONE)

    assert morning.weekday() < 5
    assert morning.hour == 9
    assert timedelta(days=4) < morning - moment < timedelta(days=8)


@pytest.mark.parametrize(
    ("tongue", "words"),
    [("nl", "Deze aanvraag is op dinsdag 17 november afgerond."), ("en", "was finished on Tuesday 17 November.")],
)
def test_the_reminder_says_what_it_is_about_and_that_it_is_the_last(app, ticket, post_office, later, tongue, words):
    speaks(app, "bram", tongue)
    with later(days=7):
        mail = read(post_office.mails("bram")[-1])

    assert words in mail
    assert ("Hierna vragen we het niet meer." if tongue == "nl" else "We do not ask again after this.") in mail
    assert mail.buttons[:2] == (["Tevreden", "Niet tevreden"] if tongue == "nl" else ["Satisfied", "Not satisfied"])


def test_both_mails_lead_to_the_same_page_and_the_first_link_goes_on_working(
    app, ticket, nobody, bram, post_office, later
):
    first = [link for link in read(post_office.mails("bram")[-1]).links if "/rate/" in link]
    with later(days=7):
        again = [link for link in read(post_office.mails("bram")[-1]).links if "/rate/" in link]

        assert again == first
        path = urlsplit(first[1]).path
        assert nobody.posts(path, {"verdict": "satisfied"}, on=path).status == 303
        with app.app_context(), inside(house_id("linde")):
            assert len(db.session.scalars(select(RatingLink)).all()) == 1


def test_each_of_two_people_is_asked_for_themselves(app, bram, anneke, post_office, later):
    ticket = anneke.files("Voor Bram")
    is_for(app, ticket, "bram")
    Desk(app).resolves(ticket)
    bram.rates(ticket, "satisfied")

    with later(days=7):
        assert len(reminders(post_office, "anneke")) == 1
        assert reminders(post_office, "bram") == []


@pytest.mark.parametrize("reason", ["duplicate"])
def test_nobody_is_asked_again_about_what_nobody_was_asked_about(app, bram, post_office, later, reason):
    Desk(app).resolves(bram.files(), reason=reason)

    with later(days=7):
        assert reminders(post_office) == []


def test_nobody_is_asked_about_what_they_withdrew_or_solved_themselves(bram, post_office, later):
    bram.withdraws(bram.files())
    bram.solves(bram.files())

    with later(days=7):
        assert reminders(post_office) == []


def test_nobody_is_asked_about_what_was_opened_again(ticket, bram, post_office, later):
    bram.reopens(ticket)

    with later(days=7):
        assert reminders(post_office) == []


def test_the_next_resolution_is_asked_about_in_its_own_time(app, ticket, bram, post_office, later):
    with later(days=3):  # a Friday
        bram.signs_in()
        assert bram.reopens(ticket).status == 303
        Desk(app).resolves(ticket)

    with later(days=8):
        assert reminders(post_office) == []
    with later(days=10):
        assert len(reminders(post_office)) == 1


def test_who_said_it_between_the_asking_and_the_sending_is_not_asked(app, ticket, bram, post_office, later):
    with later(days=7):
        with app.app_context():
            assert (ask_again(), ask_again()) == (1, 0)
        bram.signs_in()
        assert bram.rates(ticket, "satisfied").status == 303

        assert reminders(post_office) == []


def test_a_worker_that_stood_still_does_not_ask_about_what_is_long_ago(ticket, post_office, later):
    with later(days=15):
        assert reminders(post_office) == []


def test_who_left_is_not_asked(app, ticket, post_office, later):
    switched_off(app, "bram")

    with later(days=7):
        assert reminders(post_office) == []


def test_who_worked_on_it_for_the_desk_is_not_asked(app, samira, post_office, later):
    joins(app, "joost", "linde")
    ticket = samira.files()
    is_for(app, ticket, "joost")
    Desk(app, "joost").comments(ticket, "Ik kijk zelf even.")
    Desk(app, "fatma").resolves(ticket, "Klaar.")

    with later(days=7):
        assert reminders(post_office, "joost") == []
        assert len(reminders(post_office, "samira")) == 1


def test_of_a_confidential_request_the_reminder_has_no_link_to_rate_and_no_subject(app, ticket, post_office, later):
    make_confidential(app)

    with later(days=7):
        mail = read(post_office.mails("bram")[-1])

    assert mail.subject == "Hoe ging het met je aanvraag? (LINDE-1)"
    assert "Rooster leeg" not in mail
    assert "Het staat er weer." not in mail
    assert [urlsplit(link).path for link in mail.links] == ["/linde/requests/1"]


def test_each_reminder_is_one_row_of_the_outbox(app, ticket, post_office, later):
    with later(days=7):
        post_office.works()
        with app.app_context():
            rows = db.session.execute(select(Mail.person_id, Mail.outcome).where(Mail.kind == "rating reminder")).all()

    assert [row.outcome for row in rows] == ["sent"]
