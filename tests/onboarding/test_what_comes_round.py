"""What the worker does about first admins: reminders, forgetting, and organisations that nobody manages."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from portal.onboarding.gaps import watch_admins
from portal.onboarding.models import AdminApplication, AdminGap
from portal.trail.models import Trail
from tenants.clock import at
from tenants.database import db, write_transaction
from tenants.models import Account, Organisation
from tenants.scope import inside
from tests.admin.setting_up import adds_organisation, listed
from tests.onboarding.applying import QUEUE, applies, approves, declines, first_in_queue, waiting, without_admin

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
WAITS = "1 aanmelding van een eerste beheerder wacht"
NOBODY = "1 organisatie heeft niemand die de mensen beheert"


def works_at(post_office, moment: datetime) -> None:
    with at(moment):
        post_office.works()


def reminders(post_office, moment: datetime) -> int:
    with at(moment):
        return sum("aanmelding" in subject for subject in post_office.subjects("ruud"))


def brings_back(app, email: str = "dewi@eemland.example") -> None:
    with app.app_context(), write_transaction():
        db.session.execute(update(Account).where(Account.email == email).values(active=True))


def test_service_admins_get_one_mail_a_day_when_all_but_one_working_day_is_gone(nobody, ruud, post_office):
    with at(MONDAY):
        applies(nobody, organisation="De Brug", customer_number="555", email="kees@debrug.example")
        post_office.works()
    assert reminders(post_office, MONDAY + timedelta(hours=5)) == 0

    assert reminders(post_office, MONDAY + timedelta(days=1)) == 1
    assert reminders(post_office, MONDAY + timedelta(days=1, hours=4)) == 1
    assert reminders(post_office, MONDAY + timedelta(days=2)) == 2
    with at(MONDAY + timedelta(days=2)):  # to read is to let the worker work, and today is another day
        (first, second) = [mail for mail in post_office.mails("ruud") if "aanmelding" in mail["Subject"]]
    assert "De Brug: Nog 1 werkdag" in first.get_body(("plain",)).get_content()
    assert "De Brug: Vandaag is de laatste dag" in second.get_body(("plain",)).get_content()
    with at(MONDAY + timedelta(days=2)):
        declines(ruud, first_in_queue(ruud))
    assert reminders(post_office, MONDAY + timedelta(days=3)) == 2


def test_late_ones_come_first_and_are_marked(nobody, ruud, post_office):
    for days, name, number in ((0, "De Brug", "555"), (2, "De Dam", "556")):
        with at(MONDAY + timedelta(days=days)):
            applies(nobody, organisation=name, customer_number=number, email=f"kees@{number}.example")
            post_office.works()
    with at(MONDAY + timedelta(days=3)):
        mail = [one for one in post_office.mails("ruud") if "wachten" in one["Subject"]][-1]
        page = ruud.opens(QUEUE)

    text = mail.get_body(("plain",)).get_content()
    assert text.index("De Brug: 1 werkdag te laat") < text.index("De Dam: Nog 1 werkdag")
    assert page.soup.select_one(".list b").get_text() == "1 werkdag te laat"


def test_at_the_weekend_nobody_is_reminded(nobody, post_office):
    friday = MONDAY - timedelta(days=3)
    with at(friday):
        applies(nobody, customer_number="555", email="kees@debrug.example")
        post_office.works()

    assert reminders(post_office, friday + timedelta(days=1)) == 0
    assert reminders(post_office, MONDAY) == 1


def test_what_names_people_is_gone_ninety_days_after_the_decision(app, nobody, ruud, post_office, later):
    applies(nobody, organisation="De Brug", customer_number="555", email="kees@debrug.example")
    applies(nobody, organisation="De Dam", customer_number="556", email="jan@dedam.example")
    post_office.works()
    declines(ruud, first_in_queue(ruud))
    with later(days=89):
        post_office.works()
        assert "kees@debrug.example" in ruud_again(app).opens(first_in_queue(ruud_again(app), "declined"))
    with later(days=91):
        post_office.works()
        player = ruud_again(app)
        page = player.opens(first_in_queue(player, "declined"))
        assert waiting(player) == ["De Dam"]

    assert "De Brug" in page
    assert "555" in page
    assert "gewist" in page
    with app.app_context():
        gone, kept = db.session.scalars(select(AdminApplication).order_by(AdminApplication.id))
    texts = (gone.name, gone.function, gone.email, gone.address_hash, gone.telephone, gone.contact_name, gone.reason)
    assert set(texts) == {""}
    assert kept.email == "jan@dedam.example"


def ruud_again(app):
    from tests.players import Player, somebody

    return Player(app, somebody("ruud"))


def test_an_organisation_that_loses_its_admin_is_told_of_once_each_time(app, ruud, post_office):
    post_office.works()
    assert post_office.subjects("ruud") == []
    without_admin(app)
    for _time in range(3):
        post_office.works()
    assert post_office.subjects("ruud") == [NOBODY]
    (mail,) = post_office.mails("ruud")
    assert "EEMLAND: Thuiszorg Eemland" in mail.get_body(("plain",)).get_content()

    brings_back(app)
    post_office.works()
    assert post_office.subjects("ruud") == [NOBODY]
    without_admin(app)
    post_office.works()
    assert post_office.subjects("ruud") == [NOBODY, NOBODY]


def test_their_log_says_that_nobody_manages_it_and_that_somebody_does_again(app, post_office):
    without_admin(app)
    post_office.works()
    brings_back(app)
    post_office.works()

    with app.app_context():
        home = db.session.scalars(select(Organisation.id).where(Organisation.key == "EEMLAND")).one()
        with inside(home):
            told = [row for row in db.session.scalars(select(Trail.action).order_by(Trail.id)) if "admin" in row]
        assert db.session.scalars(select(AdminGap.ended_at)).one() is not None
    assert told == ["organisation.without admin", "organisation.admin again"]


def test_the_overview_and_the_list_show_who_nobody_manages(app, ruud):
    assert "niemand die de mensen beheert" not in ruud.opens("/admin")
    without_admin(app)

    assert f"{NOBODY} Thuiszorg Eemland" in ruud.opens("/admin")
    assert listed(ruud, "/admin/organisations?admin=none") == ["Thuiszorg Eemland"]
    assert "Geen beheerder" in ruud.opens("/admin/organisations?admin=none")
    assert listed(ruud, "/admin/organisations?admin=none&q=linde") == []
    assert len(listed(ruud, "/admin/organisations?admin=")) == 3


def test_a_new_organisation_has_no_admin_yet_and_is_told_of_after_a_week(app, ruud, post_office, later):
    adds_organisation(ruud)
    post_office.works()
    assert post_office.subjects("ruud") == []
    assert "Nog geen beheerder" in ruud.opens("/admin/organisations?admin=none")
    assert ruud.opens("/admin").soup.select_one(".alert.bad") is None
    with later(days=6):
        post_office.works()
    assert post_office.subjects("ruud") == []

    with later(days=8):
        post_office.works()
        assert post_office.subjects("ruud") == [NOBODY]
        assert "Nog geen beheerder" not in ruud_again(app).opens("/admin/organisations?admin=none")


def test_an_organisation_that_lost_its_admin_is_processed_again(app, nobody, ruud, post_office):
    applies(nobody)
    post_office.works()
    assert waiting(ruud) == []

    without_admin(app)
    applies(nobody)
    post_office.works()

    assert waiting(ruud) == ["Thuiszorg Eemland"]
    assert approves(ruud, first_in_queue(ruud), reason="Geen beheerder meer.").status == 303


@pytest.mark.parametrize("times", [2, 5])
def test_several_organisations_at_once_are_one_mail(app, post_office, times):
    without_admin(app, addresses=("dewi@eemland.example", "henk@linde.example"))
    with app.app_context():
        assert [watch_admins() for _time in range(times)] == [2, *[0] * (times - 1)]

    assert post_office.subjects("ruud") == ["2 organisaties hebben niemand die de mensen beheert"]
