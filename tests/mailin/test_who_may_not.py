"""Who is nobody, or may not ask: nothing is filed, a polite answer once a day, and their own people see the message."""

import pytest
from sqlalchemy import update

from tenants.database import db, write_transaction
from tenants.models import Person
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.mailin.mailing import arrives, hands_over, mail

SANNE = "Sanne Vermeer <sanne@linde.example>"
RIA = "Ria Smit <ria@linde.example>"


@pytest.fixture
def ria(app):
    """Ria stands in the directory with an address, and has no account."""
    with app.app_context(), inside(organisation_named("linde") or 0), write_transaction():
        db.session.execute(
            update(Person).where(Person.name == "Ria Smit").values(email="ria@linde.example"),
            execution_options={"synchronize_session": False},
        )
    return RIA


def messages(player) -> list[str]:
    page = player.opens("/linde/messages")
    return [link["href"] for link in page.soup.select(".list a.t")]


def text_of(message) -> str:
    return message.get_body(("plain",)).get_content()


def test_a_stranger_reads_in_two_languages_how_to_get_access_and_nothing_is_filed(app, joost, post_office):
    found = arrives(app, post_office, mail("Vreemde <iemand@nergens.example>", "Koop nu <b>goedkoop</b>", "Kwaad."))

    assert found == "kept: unknown"
    (told,) = post_office.mails("iemand@nergens")
    assert "We kennen dit adres niet." in text_of(told)
    assert "We do not know this address" in text_of(told)
    assert "goedkoop" not in told.as_string()
    assert "Linde" not in told.as_string()
    assert "Niemand kent deze afzender hier." in joost.opens("/desk/mail?show=nothing-done")


def test_an_answer_says_that_a_machine_wrote_it_and_to_what(app, post_office):
    message = mail("iemand@nergens.example", message_id="<vraag-1@nergens.example>")
    arrives(app, post_office, message)

    (told,) = post_office.mails("iemand@nergens")
    assert told["Auto-Submitted"] == "auto-replied"
    assert told["In-Reply-To"] == "<vraag-1@nergens.example>"
    assert told["X-Auto-Response-Suppress"] == "All"


def test_a_stranger_is_answered_once_a_day(app, post_office, later):
    for _time in range(3):
        arrives(app, post_office, mail("iemand@nergens.example"))
    assert len(post_office.mails("iemand@nergens")) == 1

    with later(days=1, minutes=1):
        arrives(app, post_office, mail("iemand@nergens.example"))
        assert len(post_office.mails("iemand@nergens")) == 2


def test_who_has_no_account_reads_who_asks_and_noor_asks_it_for_her(app, ria, noor, post_office):
    assert arrives(app, post_office, mail(ria, "Mijn rooster klopt niet", "Zie week 48.")) == "passed: colleague"

    (told,) = post_office.mails("ria@")
    assert "Noor de Graaf, Samira El Amrani" in text_of(told)
    assert "Zie week 48." not in text_of(told)
    assert "Een collega stuurde een vraag" in post_office.subjects("noor")

    (path,) = messages(noor)
    assert "Zie week 48." in noor.opens(path)
    filed = noor.posts(f"{path}/filing", {}, on=path)
    assert filed.location == "/linde/requests/1"
    page = noor.opens("/linde/requests/1")
    assert "Zie week 48." in page
    assert "namens Ria Smit" in page
    assert "/linde/requests/1" in noor.opens(path).links
    assert noor.browser.post(f"{path}/filing", data=noor.opens(path).form("/signout")).status_code in (303, 400, 422)
    assert noor.opens("/linde/requests/2").status == 404


def test_who_is_unknown_at_a_known_domain_is_for_the_professionals_and_the_desk(app, noor, joost, post_office):
    assert arrives(app, post_office, mail(SANNE, "Hoe vraag ik verlof aan?", "Ik ben nieuw.")) == "held: domain"

    (told,) = post_office.mails("sanne@")
    for name in ("Noor", "Samira", "Henk"):
        assert name not in text_of(told)
    assert "Hoe vraag ik verlof aan?" in joost.opens("/desk/mail")
    (path,) = messages(noor)
    noor.posts(f"{path}/filing", {}, on=path)
    page = noor.opens("/linde/requests/1")
    assert "E-mail van Sanne Vermeer (sanne@linde.example):" in page
    assert "Hoe vraag ik verlof aan?" not in joost.opens("/desk/mail")


def test_what_waits_stands_on_the_start_page_of_who_sorts_messages_until_somebody_decides(
    app, ria, noor, samira, bram, post_office, come
):
    for subject in ("Een", "Twee"):
        arrives(app, post_office, mail(ria, subject))

    assert "2 berichten van collega's" in noor.opens("/linde/")
    assert samira.opens("/linde/").soup.select_one(".todo a.t[href='/linde/messages']")
    assert "van collega" not in bram.opens("/linde/")
    assert "van collega" not in come("ilse").opens("/vechtdal/")

    for path in messages(noor):
        noor.posts(f"{path}/aside", {"note": "Al gebeld."}, on=path)
    assert "van collega" not in samira.opens("/linde/").soup.select_one("main").get_text()


def test_a_message_is_put_aside_with_a_reason(app, ria, noor, samira, post_office):
    arrives(app, post_office, mail(ria))
    (path,) = messages(noor)

    refused = noor.posts(f"{path}/aside", {"note": ""}, on=path)
    assert refused.status == 422
    assert refused.errors == ["Schrijf op waarom je dit opzij legt"]
    noor.posts(f"{path}/aside", {"note": "Al gebeld."}, on=path)

    page = samira.opens(path)
    assert "Al gebeld." in page
    assert "Noor de Graaf" in page
    assert samira.opens("/linde/requests/1").status == 404


def test_of_two_who_decide_the_second_reads_so(app, ria, noor, samira, post_office):
    arrives(app, post_office, mail(ria))
    (path,) = messages(noor)
    form = samira.opens(path).form(f"{path}/filing")
    noor.posts(f"{path}/aside", {"note": "Al gebeld."}, on=path)

    answer = samira.browser.post(f"{path}/filing", data=form, follow_redirects=True)
    assert "Iemand heeft net over dit bericht besloten." in answer.get_data(as_text=True)
    assert samira.opens("/linde/requests/1").status == 404


@pytest.mark.parametrize(("name", "status"), [("bram", 403), ("anneke", 403), ("noor", 200), ("henk", 200)])
def test_professionals_and_admins_sort_messages_and_nobody_else(app, come, name, status):
    assert come(name).opens("/linde/messages").status == status


def test_nothing_of_a_message_is_for_another_organisation(app, ria, noor, come, post_office):
    arrives(app, post_office, mail(ria, "Kwetsal"))
    (path,) = messages(noor)

    ilse = come("ilse")
    assert ilse.opens(path).status == 404
    assert ilse.opens(path.replace("/linde/", "/vechtdal/")).status == 404
    assert "Kwetsal" not in ilse.opens("/vechtdal/messages")


def test_professionals_are_mailed_once_a_day(app, ria, post_office):
    for subject in ("Een", "Twee", "Drie"):
        arrives(app, post_office, mail(ria, subject))

    assert post_office.subjects("noor").count("Een collega stuurde een vraag") == 1


def test_a_directory_of_another_domain_makes_nobody_a_colleague(app, post_office):
    with app.app_context(), inside(organisation_named("vechtdal") or 0), write_transaction():
        db.session.add(Person(name="Iemand", email="iemand@nergens.example"))

    assert arrives(app, post_office, mail("iemand@nergens.example")) == "kept: unknown"


LOOPS = {
    "says that a machine answered": {"auto_submitted": "auto-replied"},
    "says that a machine wrote it": {"auto_submitted": "auto-generated (vacation)"},
    "is bulk": {"precedence": "bulk"},
    "is a list": {"list_id": "<nieuws.linde.example>"},
    "wants no answer of a machine": {"x_auto_response_suppress": "OOF, AutoReply"},
    "has no sender to go back to": {"return_path": "<>"},
}


@pytest.mark.parametrize("headers", LOOPS.values(), ids=LOOPS)
@pytest.mark.parametrize("sender", ["noor@linde.example", "iemand@nergens.example", "sanne@linde.example"])
def test_a_mail_of_a_machine_is_kept_and_never_answered(app, noor, post_office, headers, sender):
    assert arrives(app, post_office, mail(sender, **headers)) == "kept: automatic"

    assert post_office.mails() == []
    assert noor.opens("/linde/requests/1").status == 404
    assert messages(noor) == []


def test_a_mail_of_ours_that_comes_back_is_kept(app, bram, post_office):
    bram.files()
    ours = post_office.mails("bram")[-1]

    assert arrives(app, post_office, ours.as_bytes()) == "kept: own"
    assert len(post_office.mails("bram")) == 1


def test_who_floods_us_is_not_answered_any_more(app, noor, post_office):
    for number in range(30):
        assert hands_over(app, mail(subject=f"Vraag {number}")) == 0
    assert arrives(app, post_office, mail(subject="Nog een")) == "kept: flood"
    assert noor.opens("/linde/requests/31").status == 404


def test_auto_submitted_no_is_a_person(app, post_office):
    assert arrives(app, post_office, mail(auto_submitted="no")) == "filed"
