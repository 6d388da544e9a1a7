"""How long requests are kept: an admin reads what would go and chooses, the worker takes it away; a hold stops it."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from portal.files.models import Attachment
from portal.privacy import keeping
from portal.privacy.keeping_duties import keep_no_longer
from portal.privacy.retention_rules import Kept, after, before, files_too_late, offered
from portal.tickets.models import Entry, Ticket
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.files.pictures import PDF
from tests.players import Page
from tests.privacy.erased import erases
from tests.privacy.everything import digest_of_others

PATH = "/linde/org/retention"
WORD = "Zevenkruid"


@pytest.fixture
def closed(bram, joost, post_office, later):
    """A request with a file and words of everybody, handled and closed."""
    ticket = bram.files(f"Over {WORD}", f"Mijn {WORD}.", files=(io.BytesIO(PDF), f"{WORD}.pdf"))
    joost.resolves(ticket, f"{WORD} is klaar.")
    with later(days=31):
        post_office.works()
    return ticket


def chooses(henk, **months: str) -> Page:
    """Read what would go with a choice, and press again to keep it."""
    looked = henk.posts(PATH, months, on=PATH)
    assert looked.status == 200, looked.text
    fields = looked.form(PATH)
    assert fields["seen"]
    return Page(henk.browser.post(PATH, data=fields))


def works(app) -> int:
    with app.app_context():
        return keep_no_longer()


def kept_of(app, number: int) -> tuple[str, int, list[str]]:
    with app.app_context(), inside(organisation_named("linde") or 0):
        ticket = db.session.scalars(select(Ticket).where(Ticket.number == number)).one()
        files = db.session.scalar(select(func.count(Attachment.id)).where(Attachment.ticket_id == ticket.id))
        bodies = db.session.scalars(select(Entry.body).where(Entry.ticket_id == ticket.id, Entry.body != ""))
        return ticket.subject, files or 0, list(bodies)


def test_files_go_first_and_the_texts_later_by_the_clock(app, henk, closed, later):
    assert chooses(henk, question_texts="12", question_files="6").status == 303

    with later(days=31 + 170):
        assert works(app) == 0 or kept_of(app, closed.number)[1] == 1
    with later(days=31 + 190):
        works(app)
        subject, files, bodies = kept_of(app, closed.number)
        assert (subject, files) == (f"Over {WORD}", 0)
        assert bodies
    with later(days=31 + 370):
        works(app)
    assert kept_of(app, closed.number) == ("[gewist]", 0, [])


def test_nothing_goes_while_nobody_chose(app, closed, later):
    with later(days=4000):
        assert works(app) == 0
    assert kept_of(app, closed.number)[1] == 1


def test_an_admin_reads_what_would_go_before_it_is_kept(app, henk, closed, later):
    with later(days=31 + 190):
        henk.signs_in()
        page = henk.posts(PATH, {"question_texts": "12", "question_files": "6"}, on=PATH)

        assert page.status == 200
        assert "1 bestand nu" in page.text or "bestanden nu" in page.text
        assert "de volgende op" in page.text
        with app.app_context(), inside(organisation_named("linde") or 0):
            assert keeping.chosen()[0] == 0


def test_another_choice_than_the_one_that_was_read_is_shown_first(app, henk):
    looked = henk.posts(PATH, {"question_texts": "12", "question_files": "6"}, on=PATH)
    changed = looked.form(PATH) | {"question_files": "12"}

    page = Page(henk.browser.post(PATH, data=changed))

    assert page.status == 200
    with app.app_context(), inside(organisation_named("linde") or 0):
        assert keeping.chosen()[0] == 0


def test_files_never_outlast_their_texts(henk):
    looked = henk.posts(PATH, {"question_texts": "6", "question_files": ""}, on=PATH)
    page = Page(henk.browser.post(PATH, data=looked.form(PATH)))

    assert page.status == 422
    assert page.errors == ["Bestanden gaan uiterlijk met de teksten weg. Kies hetzelfde of korter"]


def test_only_what_the_service_organisation_allows_is_taken(henk):
    assert henk.sends(PATH, {"question_texts": "1", "question_files": "1"}).status == 422


def test_two_admins_at_once_the_second_reads_that_it_changed(henk, app):
    first = henk.posts(PATH, {"question_texts": "12", "question_files": "6"}, on=PATH).form(PATH)
    second = first | {"problem_texts": "24", "problem_files": "24"}
    assert Page(henk.browser.post(PATH, data=first)).status == 303
    looked = Page(henk.browser.post(PATH, data=second)).form(PATH)

    page = Page(henk.browser.post(PATH, data=looked))

    assert page.status == 409
    with app.app_context(), inside(organisation_named("linde") or 0):
        assert keeping.chosen()[1]["problem"] == Kept()


def test_what_is_held_stays_and_goes_when_the_hold_is_lifted(app, henk, closed, later):
    chooses(henk, question_texts="6", question_files="6")
    hold = f"/linde/requests/{closed.number}/hold"
    assert henk.posts(hold, {"reason": "Rechtszaak 12"}, on=hold).status == 303
    assert "Rechtszaak 12" in henk.page(closed).text

    with later(days=400):
        works(app)
        assert kept_of(app, closed.number)[1] == 1
        henk.signs_in()
        assert henk.posts(hold, {"reason": ""}, on=hold).status == 303
        works(app)
    assert kept_of(app, closed.number) == ("[gewist]", 0, [])


def test_a_hold_on_everything_stops_all_of_it_and_erasing_too(app, henk, bram, closed, later):
    chooses(henk, question_texts="6", question_files="6")
    henk.posts(f"{PATH}/hold", {"reason": "Onderzoek"}, on=PATH)

    with later(days=400):
        assert works(app) == 0
        henk.signs_in()
        page = erases(henk, bram.name)
        assert page.status == 409
        assert "wordt vastgehouden" in page.text


def test_only_who_may_reads_of_a_hold(henk, bram, samira, closed, dewi):
    hold = f"/linde/requests/{closed.number}/hold"
    henk.posts(hold, {"reason": "Rechtszaak 12"}, on=hold)

    assert "Rechtszaak 12" not in samira.page(closed).html
    assert samira.opens(hold).status == 403
    assert dewi.opens(hold).status == 404
    assert bram.opens(PATH).status == 403
    assert dewi.opens(PATH).status == 404


def test_counts_and_other_organisations_stay_as_they_are(app, henk, closed, later):
    chooses(henk, question_texts="6", question_files="6")
    with app.app_context():
        other = organisation_named("eemland") or 0
    before_ = digest_of_others(app, other)
    with app.app_context(), inside(organisation_named("linde") or 0):
        many = db.session.scalar(select(func.count(Ticket.id)))

    with later(days=400):
        assert works(app) > 0
        assert works(app) == 0  # a second round finds nothing left

    assert digest_of_others(app, other) == before_
    with app.app_context(), inside(organisation_named("linde") or 0):
        assert db.session.scalar(select(func.count(Ticket.id))) == many


def test_a_worker_that_dies_between_goes_on(app, henk, closed, later, monkeypatch):
    chooses(henk, question_texts="6", question_files="6")

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with later(days=400):
        with monkeypatch.context() as killing, app.app_context():
            killing.setattr(keeping, "_told", dies)
            with pytest.raises(KeyboardInterrupt):
                keep_no_longer()
            db.session.remove()
        assert kept_of(app, closed.number)[1] == 1
        works(app)
    assert kept_of(app, closed.number) == ("[gewist]", 0, [])


def test_the_log_tells_how_many(app, henk, closed, later):
    chooses(henk, question_texts="6", question_files="6")
    with later(days=400):
        works(app)
        henk.signs_in()
        log = henk.opens("/linde/org/audit?kind=privacy").text
    assert "gesloten aanvragen zijn weg" in log
    assert "wijzigde hoe lang aanvragen worden bewaard" in log


MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, st.integers(min_value=1, max_value=240))
def test_so_many_months_later_is_so_many_months_before(moment, months):
    moved = after(moment, months)

    assert (moved.year * 12 + moved.month) - (moment.year * 12 + moment.month) == months
    assert before(moved, months) <= moment
    assert moment - before(moved, months) < timedelta(days=4)


@given(st.integers(1, 200), st.integers(1, 200))
def test_what_is_offered_lies_within_the_bounds(shortest, longest):
    assert all(shortest <= months <= longest for months in offered(shortest, longest))


@pytest.mark.parametrize(
    ("kept", "late"),
    [(Kept(12, 6), False), (Kept(12, 12), False), (Kept(6, 12), True), (Kept(6, None), True), (Kept(None, 6), False)],
)
def test_files_are_too_late_when_they_outlast_their_texts(kept, late):
    assert files_too_late(kept) is late
