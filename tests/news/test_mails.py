"""The mails about what must be read: to whom, when, in which words, and never twice."""

import pytest
from sqlalchemy import func, select, update

from portal.news import duties
from portal.news.duties import mail_rounds
from portal.outbox.models import Mail
from tenants.database import db, write_transaction
from tenants.models import Account, Membership
from tenants.scope import Scope, enter
from tests.news.telling import presses, publishes, wants, writes
from tests.players import Player, somebody

DE_LINDE = {"henk", "samira", "noor", "anneke", "bram", "karim"}


def got(post_office) -> list[str]:
    """First names of everybody who got a mail so far, sorted."""
    return sorted(str(mail["To"]).rpartition("<")[2].partition("@")[0] for mail in post_office.mails())


def test_the_story_of_a_message_that_must_be_read(noon, app, henk, bram, post_office, later):
    code = publishes(henk, "Declaraties", "Lever ze op tijd in. Anders komt het later.", read_before="2026-11-30")
    assert got(post_office) == sorted(DE_LINDE)

    mail = post_office.mails("bram@")[0]
    assert str(mail["Subject"]) == "Lees dit vóór maandag 30 november: Declaraties"
    text = mail.get_body(("plain",)).get_content()
    assert "Lever ze op tijd in." in text
    assert "Anders komt het later." not in text
    assert f"Lees het bericht: http://localhost/linde/news/{code}" in text
    assert bram.opens(f"/linde/news/{code}").status == 200

    presses(bram, code, "acknowledgement")
    with later(days=9):
        assert len(got(post_office)) == len(DE_LINDE)
    with later(days=11):  # two days before the date
        assert got(post_office) == sorted([*DE_LINDE, *(DE_LINDE - {"bram"})])
        subject = "Nog niet gelezen. Lees dit vóór maandag 30 november: Declaraties"
        assert post_office.subjects("karim@")[-1] == subject
        assert len(got(post_office)) == 2 * len(DE_LINDE) - 1


def test_who_reads_english_gets_english(noon, ruud, post_office):
    publishes(ruud, "Nederlands", title_en="English", text_en="First. Second.", read_before="2026-11-30")

    assert post_office.subjects("dewi@") == ["Read this before Monday 30 November: English"]
    assert post_office.subjects("bram@") == ["Lees dit vóór maandag 30 november: Nederlands"]


def test_who_is_in_two_organisations_gets_the_mail_of_each(noon, ruud, post_office):
    publishes(ruud, "Voor allen", read_before="2026-11-30")

    texts = [mail.get_body(("plain",)).get_content() for mail in post_office.mails("karin@")]
    assert sorted("/eemland/news/" in text for text in texts) == [False, True]
    assert len(got(post_office)) == 13


def test_news_that_need_not_be_read_is_mailed_to_who_asks_for_it(noon, henk, bram, karim, tom, post_office, later):
    assert not bram.opens("/account/notifications").soup.select_one("[value=news][checked]")
    for player in (bram, karim, tom):
        wants(player, "news", "replies")
    wants(karim, "replies")  # thought better of it
    code = publishes(henk, "Kerstpakket", "Haal het op bij de receptie. Tot vier uur.")

    assert got(post_office) == ["bram"]
    mail = post_office.mails("bram@")[0]
    text = mail.get_body(("plain",)).get_content()
    assert str(mail["Subject"]) == "Mededeling: Kerstpakket"
    assert "Haal het op bij de receptie." in text
    assert "Tot vier uur." not in text
    assert f"Lees het bericht: http://localhost/linde/news/{code}" in text
    assert "/account/notifications" in text
    with later(days=30):
        assert got(post_office) == ["bram"]


def test_news_that_was_read_before_the_mail_left_is_not_mailed(noon, app, henk, bram, post_office):
    wants(bram, "news")
    code = publishes(henk, "Kerstpakket")
    with app.app_context():
        assert mail_rounds() == 1
    bram.opens(f"/linde/news/{code}")

    assert got(post_office) == []


def test_nobody_is_mailed_unasked_or_before_it_has_begun(noon, henk, post_office, later):
    publishes(henk, "Gewoon")
    writes(henk, "Concept", send="save", read_before="2026-11-30")
    publishes(henk, "Later", publish_from="2026-11-18T09:00", read_before="2026-11-30")
    assert got(post_office) == []

    with later(days=1):
        assert got(post_office) == sorted(DE_LINDE)


def test_what_was_taken_back_before_the_mail_left_is_not_mailed(noon, app, henk, post_office):
    code = publishes(henk, "Foutje", read_before="2026-11-30")
    with app.app_context():
        assert mail_rounds() == 6  # written, not yet sent
    presses(henk, code, "withdrawal")

    assert got(post_office) == []


def test_who_is_no_reader_any_more_when_the_mail_leaves_gets_none(noon, app, henk, post_office):
    publishes(henk, "Voor Noord", units="Noord", read_before="2026-11-30")
    with app.app_context():
        assert mail_rounds() == 2
        enter(Scope.of(2))
        moved = update(Membership).where(Membership.account_id == _account("bram")).values(active=False)
        with write_transaction():
            db.session.execute(moved, execution_options={"synchronize_session": False})
        db.session.remove()

    assert got(post_office) == ["anneke"]


def _account(name: str) -> int:
    return db.session.scalars(select(Account.id).where(Account.email == somebody(name).email)).one()


def test_a_publisher_reminds_who_has_not_read_it_once_a_day(noon, app, henk, bram, post_office, later):
    code = publishes(henk, "Declaraties", read_before="2026-12-10")
    presses(bram, code, "acknowledgement")
    page = henk.opens(f"/linde/news/{code}/receipts")
    assert "1 van de 6 mensen zeggen dat ze het lazen." in page
    assert "Herinner wie het niet las" not in page.buttons  # the first mail went out today
    first = len(got(post_office))

    with later(days=1):
        henk.signs_in()
        assert "Herinner wie het niet las" in henk.opens(f"/linde/news/{code}/receipts").buttons
        assert presses(henk, code, "reminder").status == 303
        assert len(got(post_office)) == first + 5
        assert "Herinner wie het niet las" not in henk.opens(f"/linde/news/{code}/receipts").buttons
        assert henk.sends(f"/linde/news/{code}/reminder", {}).status == 303
        assert len(got(post_office)) == first + 5
    assert post_office.subjects("bram@") == []  # he was quicker than the first mail


def test_receipts_name_who_did_and_who_did_not_and_can_be_searched(noon, henk, bram):
    code = publishes(henk, "Declaraties", read_before="2026-12-10")
    presses(bram, code, "acknowledgement")

    page = henk.opens(f"/linde/news/{code}/receipts")
    missing, done = (section.get_text(" ") for section in page.soup.select("main .stack > .card"))
    assert "Bram Kuipers" in done
    assert "Karim Bouali" in missing
    assert "Bram Kuipers" not in missing
    found = henk.opens(f"/linde/news/{code}/receipts?q=KAR")
    assert "Karim Bouali" in found
    assert "Noor de Graaf" not in found


def test_the_service_organisation_sees_receipts_by_organisation_and_names_when_it_asks(noon, ruud, bram, tom):
    code = publishes(ruud, "Inloggen", read_before="2026-12-10")
    presses(bram, code, "acknowledgement")

    page = ruud.opens(f"/admin/broadcasts/{code}/receipts")
    assert "1 van de 13 mensen zeggen dat ze het lazen." in page
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]
    assert rows == ["Gemeente Vechtdal 4 0 0", "Thuiszorg Eemland 3 0 0", "Zorggroep De Linde 6 1 1"]
    assert "Bram Kuipers" not in page
    named = ruud.opens(f"/admin/broadcasts/{code}/receipts?house=linde")
    assert "Bram Kuipers" in named
    assert "Tom Bakker" not in named


def test_a_change_of_the_date_moves_the_reminder_and_mails_nobody_again(noon, henk, post_office, later):
    code = publishes(henk, "Declaraties", read_before="2026-11-24")
    assert len(got(post_office)) == 6
    path = f"/linde/news/{code}/edit"
    henk.posts(path, {"read_before": "2026-12-01", "send": "save"}, on=path)

    with later(days=5, hours=1):
        assert len(got(post_office)) == 6
    with later(days=12):
        assert len(got(post_office)) == 12


def test_many_readers_are_mailed_in_parts_and_a_dead_worker_is_taken_over(noon, app, henk, monkeypatch, post_office):
    publishes(henk, "Declaraties", read_before="2026-11-30")
    monkeypatch.setattr(duties, "AT_ONCE", 4)
    real, written = duties._some, []

    def dies_after_the_first(round_id: int) -> int:
        if written:
            raise RuntimeError("killed")
        written.append(real(round_id))
        return written[-1]

    with app.app_context():
        monkeypatch.setattr(duties, "_some", dies_after_the_first)
        with pytest.raises(RuntimeError):
            mail_rounds()
        db.session.remove()
        assert db.session.scalar(select(func.count(Mail.id))) == 4
        monkeypatch.setattr(duties, "_some", real)
        assert mail_rounds() == 2
        assert mail_rounds() == 0
        db.session.remove()
    assert got(post_office) == sorted(DE_LINDE)


def test_publishing_writes_no_mail_in_the_request(noon, app, henk):
    publishes(henk, "Declaraties", read_before="2026-11-30")

    with app.app_context():
        assert db.session.scalar(select(func.count(Mail.id))) == 0
        db.session.remove()


def test_the_link_of_a_mail_asks_to_sign_in_and_leads_to_the_message(noon, app, henk, post_office):
    code = publishes(henk, "Declaraties", read_before="2026-11-30")
    stranger = Player(app, None)

    assert stranger.opens(f"/linde/news/{code}").location == f"/signin?next=/linde/news/{code}"
