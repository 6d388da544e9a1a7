"""The demo's past: the desk worked in working hours, nothing is still to come, and somebody is asked how it went."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from portal.catalogue.rules import Kind
from portal.demo.acting import act_all
from portal.demo.hours import DESK, OPENS, timetable
from portal.demo.stories import STORIES
from portal.tickets.lifecycle import State
from portal.tickets.models import Entry, Ticket
from portal.tickets.rules import ZONE
from tenants.clock import at
from tenants.database import db
from tenants.organisations import all_organisations
from tenants.roles import Side
from tenants.scope import Scope, inside
from tests.notices.reading import read

BEGINS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


def open_at(moment: datetime) -> bool:
    local = moment.astimezone(ZONE)
    return local.weekday() < 5 and OPENS.hour <= local.hour < 18


@given(BEGINS)
def test_whenever_the_demo_is_made_the_desk_worked_by_day_and_nothing_is_still_to_come(begin):
    for story, moments in zip(STORIES, timetable(STORIES, begin), strict=True):
        assert moments == sorted(moments)
        assert moments[-1] <= begin
        for act, moment in zip(story.acts, moments[1:], strict=True):
            assert act.who not in DESK or open_at(moment), (story.subject, act.verb, moment)


@given(BEGINS)
def test_requests_are_filed_in_the_order_of_their_stories_and_about_when_these_say(begin):
    times = timetable(STORIES, begin)
    for house in ("linde", "vechtdal", "eemland"):
        filed = [(story.days, times[place][0]) for place, story in enumerate(STORIES) if story.organisation == house]

        in_order = sorted(filed, key=lambda one: (-one[0], one[1]))
        assert [moment for _days, moment in in_order] == sorted(moment for _days, moment in filed)
        for days, moment in filed:
            assert timedelta(0) <= begin - timedelta(days=days) - moment < timedelta(days=4)


@pytest.mark.parametrize(
    "begin",
    [
        datetime(2026, 11, 15, 13, 0, tzinfo=UTC),  # a Sunday
        datetime(2026, 11, 16, 7, 40, tzinfo=UTC),  # early on Monday
        datetime(2026, 11, 17, 11, 0, tzinfo=UTC),
    ],
)
def test_the_demo_has_every_state_and_asks_bram_and_samira_how_it_went(app, nobody, post_office, begin):
    with at(begin):
        with app.app_context():
            act_all()
        with app.app_context(), inside(Scope(frozenset(all_organisations()))):
            kinds_and_states = {(row.kind, row.state) for row in db.session.execute(select(Ticket.kind, Ticket.state))}
            entries = db.session.execute(select(Entry.at, Entry.side)).all()
        assert kinds_and_states == {(kind, state) for kind in Kind for state in State}
        assert all(entry.at <= begin for entry in entries)
        assert all(open_at(entry.at) for entry in entries if entry.side is Side.DESK)

        for who in ("bram", "samira"):
            solved = [read(mail) for mail in post_office.mails(who) if str(mail["Subject"]).startswith("Opgelost")]
            link = next(link for mail in solved for link in mail.links if "/rate/" in link)
            path = urlsplit(link).path
            assert nobody.posts(path, {"verdict": "satisfied"}, on=path).status == 303


def test_no_story_speaks_of_a_button_that_is_not_there():
    told = " ".join(text for story in STORIES for text in (story.note, *(act.text for act in story.acts)))

    assert "Maak zwart" not in told
