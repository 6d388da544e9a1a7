"""Who asks is told when no answer comes; the admins are told who waits, and look back at who was answered."""

from sqlalchemy import select

from tenants.asker_rows import Asker, State
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.admin.test_domains import adds, removes
from tests.joining.asks import approves, asks_and_confirms, declines, memberships, waiting

ANSWERED = "/linde/org/joining/decided"
CLOSED = "Je vraag is gesloten"


def test_who_asks_is_told_that_no_answer_comes_when_the_domain_goes_and_who_was_let_in_stays(
    app, henk, ruud, nobody, sanne, post_office
):
    asks_and_confirms(nobody, post_office, "piet@linde.example", name="Piet Jansen")
    approves(henk, waiting(henk)["Piet Jansen"])
    removes(ruud, "linde", "linde.example")

    assert waiting(henk) == {}
    assert "Niemand besliste op tijd" in henk.opens(sanne)
    assert post_office.subjects("sanne")[-1] == CLOSED
    assert memberships(app, "piet@linde.example") == [{"employee"}]
    assert CLOSED not in post_office.subjects("piet")


def test_who_asks_with_another_domain_of_the_organisation_stays(henk, ruud, nobody, sanne, post_office):
    adds(ruud, "linde", "zorg-linde.example")
    asks_and_confirms(nobody, post_office, "piet@zorg-linde.example", name="Piet Jansen")
    removes(ruud, "linde", "linde.example")

    assert list(waiting(henk)) == ["Piet Jansen"]


def test_the_admins_are_mailed_once_a_day(henk, nobody, post_office, later):
    said = "Iemand vraagt om een account"
    for name in ("aat", "bea", "cor"):
        asks_and_confirms(nobody, post_office, f"{name}@linde.example", name=f"{name} Smit".title())
    assert post_office.subjects("henk").count(said) == 1

    with later(hours=23):
        post_office.works()
        assert post_office.subjects("henk").count(said) == 1
    with later(hours=25):
        assert post_office.subjects("henk").count(said) == 2
        assert "3 collega’s vragen" in post_office.mails("henk")[-1].get_body(("plain",)).get_content()
    with later(days=3):
        assert post_office.subjects("henk").count(said) == 2


def test_nobody_is_mailed_a_day_later_when_all_have_an_answer(henk, nobody, post_office, later):
    said = "Iemand vraagt om een account"
    for name in ("aat", "bea"):
        asks_and_confirms(nobody, post_office, f"{name}@linde.example", name=f"{name} Smit".title())
    for path in waiting(henk).values():
        declines(henk, path)

    with later(hours=25):
        assert post_office.subjects("henk").count(said) == 1


def test_no_admin_of_another_organisation_is_mailed(nobody, post_office):
    asks_and_confirms(nobody, post_office)

    assert "Iemand vraagt om een account" in post_office.subjects("henk")
    assert "Iemand vraagt om een account" not in post_office.subjects("ilse")


def test_who_gets_no_answer_in_thirty_days_is_told_alike_once_and_may_ask_again(
    app, henk, nobody, sanne, post_office, later
):
    with later(days=29):
        post_office.works()
        henk.signs_in()
        assert list(waiting(henk)) == ["Sanne Vermeer"]
    with later(days=31):
        for _round in range(2):
            post_office.works()
        henk.signs_in()
        assert waiting(henk) == {}
        assert post_office.subjects("sanne").count(CLOSED) == 1
        text = post_office.mails("sanne")[-1].get_body(("plain",)).get_content()
        assert "Niemand besliste erover." in " ".join(text.split())
        assert "Niemand besliste op tijd" in henk.opens(sanne)
        asks_and_confirms(nobody, post_office)
        assert list(waiting(henk)) == ["Sanne Vermeer"]


def test_the_mail_is_the_same_whether_nobody_decided_or_the_domain_went(henk, ruud, nobody, sanne, post_office, later):
    asks_and_confirms(nobody, post_office, "piet@linde.example", name="Piet Jansen")
    with later(days=31):
        post_office.works()
    with later(days=32):
        asks_and_confirms(nobody, post_office, "piet@linde.example", name="Piet Jansen")
        ruud.signs_in()
        removes(ruud, "linde", "linde.example")
        post_office.works()
    closed = [mail for mail in post_office.mails("piet") if mail["Subject"] == CLOSED]
    texts = {mail.get_body(("plain",)).get_content() for mail in closed}

    assert (len(closed), len(texts)) == (2, 1)


def test_who_was_answered_is_forgotten_after_thirty_days(app, henk, nobody, sanne, post_office, later):
    declines(henk, sanne)
    for days, kept in ((29, 1), (31, 0)):
        with later(days=days):
            post_office.works()
            with app.app_context(), inside(organisation_named("linde") or 0):
                assert len(db.session.scalars(select(Asker)).all()) == kept


def test_an_admin_looks_back_at_who_was_answered_by_whom_and_when(henk, bram, ilse, ruud, nobody, sanne, post_office):
    assert "In de laatste 30 dagen kreeg niemand antwoord." in henk.opens(ANSWERED)
    asks_and_confirms(nobody, post_office, "piet@linde.example", name="Piet Jansen")
    asks_and_confirms(nobody, post_office, "els@linde.example", name="Els Prins")
    declines(henk, waiting(henk)["Piet Jansen"], "Nu niet.")
    approves(henk, waiting(henk)["Els Prins"])
    removes(ruud, "linde", "linde.example")

    page = henk.opens(ANSWERED)

    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select(".table tbody tr")]
    assert [row.split(" ")[0] for row in rows] == ["Sanne", "Els", "Piet"]
    assert "Niemand besliste" in rows[0]
    assert "Goedgekeurd Henk Visser" in rows[1]
    assert "Afgewezen Henk Visser" in rows[2]
    assert "Nu niet." in henk.opens(page.soup.select(".table a")[2]["href"])
    assert ANSWERED in henk.opens("/linde/org/joining").links
    assert bram.opens(ANSWERED).status == 403
    assert ilse.opens(ANSWERED).status == 404
    assert "Piet" not in ilse.opens("/vechtdal/org/joining/decided")


def listed(page) -> list[str]:
    return [link.get_text() for link in page.soup.select(".table a")]


def to_the_end(henk, path):
    """Go through a list page by page; return who stands in it, its last page, and how many statements pages took."""
    seen, statements, last = [], set(), ""
    while path:
        page = henk.opens(path)
        statements.add(page.statements)
        seen += listed(page)
        older = page.soup.select_one("a[rel=next]")
        path, last = (older["href"] if older else ""), path
    return seen, last, statements


def test_many_answers_come_a_page_at_a_time_and_back(app, henk):
    many_ask(app, 60, answered=True)
    seen, last, statements = to_the_end(henk, ANSWERED)

    assert seen == [f"Nieuw {number:02}" for number in reversed(range(60))]
    back = henk.opens(henk.opens(last).soup.select_one("a[rel=prev]")["href"])
    assert listed(back) == seen[25:50]
    assert len(statements) == 1
    for odd in ("x", "%00", "9" * 99):
        assert henk.opens(f"{ANSWERED}?after={odd}&before={odd}").status == 200


def test_who_waits_longest_stands_first_and_many_come_a_page_at_a_time(app, henk):
    many_ask(app, 60)
    seen, last, statements = to_the_end(henk, "/linde/org/joining")

    assert seen == [f"Nieuw {number:02}" for number in range(60)]
    back = henk.opens(henk.opens(last).soup.select_one("a[rel=prev]")["href"])
    assert listed(back) == seen[25:50]
    assert len(statements) == 1


def test_an_organisation_without_a_domain_reads_how_it_gets_one(dewi):
    page = dewi.opens("/eemland/org/joining")

    assert "Nobody can ask for an account yet" in page
    assert "/contact" in " ".join(page.links)


def many_ask(app, count: int, answered: bool = False) -> None:
    from datetime import timedelta

    from tenants.clock import now
    from tenants.database import write_transaction

    with app.app_context(), inside(organisation_named("linde") or 0), write_transaction():
        for number in range(count):
            at = now() - timedelta(days=20) + timedelta(minutes=number // 2)
            handle = f"{number:012x}"
            row = Asker(handle=handle, email=f"n{number}@linde.example", name=f"Nieuw {number:02}", language="nl")
            row.asked_at = at
            if answered:
                row.state, row.decided_at = State.DECLINED, at
            db.session.add(row)
