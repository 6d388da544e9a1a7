"""What the mails about requests say, to whom, and when they stay silent."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import select

import portal
from portal.news.rules import Round
from portal.notices.letters import kinds
from portal.outbox.models import Mail
from portal.outbox.verbs import post
from portal.tickets.duties import remind_waiting
from portal.tickets.models import Entry, RatingLink, Ticket
from tenants.database import db, write_transaction
from tenants.models import Membership, Person
from tenants.scope import inside
from tests.notices.reading import (
    Desk,
    Read,
    follows,
    house_id,
    is_for,
    joins,
    no_longer_follows,
    person_id,
    read,
    speaks,
    switched_off,
)

SECRET = "zeegroen"


@pytest.fixture
def desk(app):
    return Desk(app)


@pytest.fixture
def newest(post_office):
    """The last mail to somebody of which the subject holds these words, as they read it."""

    def find(to: str, words: str = "") -> Read:
        mails = [mail for mail in map(read, post_office.mails(to)) if words in mail.subject]
        assert mails, f"no mail to {to} about {words!r} among {post_office.subjects()}"
        return mails[-1]

    return find


@pytest.fixture(params=["nl", "en"])
def tongue(request, app):
    """Run the test in both languages; `tongue(nl, en)` chooses."""
    for one in ("bram", "samira"):
        speaks(app, one, request.param)
    return lambda nl, en: nl if request.param == "nl" else en


# Every kind that is written is worded, and the other way round.


def kinds_written(source: str) -> set[str]:
    """The kinds of mail that a piece of code writes with `tell` or `post`."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    first = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("tell", "post")]
    return {
        node.value
        for argument in first
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_kind_of_mail_that_is_written_is_worded_and_the_other_way_round(app):
    written = {kind for path in Path(portal.__file__).parent.rglob("*.py") for kind in kinds_written(path.read_text())}

    written |= set(Round)  # the news writes its mails by what they are called there

    assert written == set(kinds())


def test_the_kinds_are_found_in_code_also_behind_a_condition():
    planted = 'tell("moved" if late else "left", ticket, people)\npost("digest", 1, 2)\nsay("hello")'

    assert kinds_written(planted) == {"moved", "left", "digest"}


# How each kind reads.


def test_the_confirmation(bram, newest, noon, tongue):
    bram.files("Hoe ruil ik een dienst?", "Ik wil **dinsdag** ruilen.")

    mail = newest("bram")

    assert mail.subject == tongue(
        "Ontvangen: Hoe ruil ik een dienst? (LINDE-1)", "Received: Hoe ruil ik een dienst? (LINDE-1)"
    )
    assert tongue("Hallo Bram,", "Hello Bram,") in mail
    assert (
        tongue(
            "Je aanvraag is goed aangekomen. Je hoort uiterlijk woensdag 18 november van ons. "
            "Je hoeft nu niets te doen.",
            "Your request has arrived. You will hear from us by Wednesday 18 November. "
            "There is nothing you need to do now.",
        )
        in mail
    )
    assert mail.links == ["http://localhost/linde/requests/1"]
    assert mail.buttons == [tongue("Bekijk je aanvraag", "View your request")]
    assert tongue("In het kort", "In short") in mail
    for fact in tongue(
        (
            "Nummer: LINDE-1",
            "Onderwerp: Hoe ruil ik een dienst?",
            "Status: Ontvangen",
            "Je hoort van ons uiterlijk: woensdag 18 november",
        ),
        (
            "Number: LINDE-1",
            "Subject: Hoe ruil ik een dienst?",
            "Status: Received",
            "You will hear from us by: Wednesday 18 November",
        ),
    ):
        assert fact in mail
    assert (
        tongue(
            "Waarom krijg ik deze mail? Omdat je deze aanvraag hebt gedaan.",
            "Why do I get this e-mail? Because you filed this request.",
        )
        in mail
    )
    assert "Nova Zorgsoftware" in mail
    assert "http://localhost" in mail


def test_an_answer_of_the_desk(bram, desk, newest, noon, tongue):
    ticket = bram.files("Hoe ruil ik een dienst?")
    desk.answers(ticket, "Kies **Ruilen**:\n\n- in het rooster\n- of in de app")

    mail = newest("bram")

    assert mail.subject == tongue(
        "Joost reageerde: Hoe ruil ik een dienst? (LINDE-1)", "Joost replied: Hoe ruil ik een dienst? (LINDE-1)"
    )
    assert tongue("Joost schreef:", "Joost wrote:") in mail
    assert "Kies **Ruilen**: - in het rooster - of in de app" in mail.text
    assert "Kies Ruilen: in het rooster of in de app" in mail.html
    assert (
        tongue(
            "Klopt het niet? Reageer uiterlijk dinsdag 1 december. Horen we niets, dan sluiten we de aanvraag",
            "Is it not? Reply by Tuesday 1 December. If we hear nothing, we close the request that day.",
        )
        in mail
    )
    assert mail.links == ["http://localhost/linde/requests/1#turn", "http://localhost/linde/requests/1#reply"]
    assert tongue("Status: Jij bent aan zet", "Status: Your turn") in mail


def test_a_word_of_the_desk_while_it_works(bram, desk, newest, noon, tongue):
    desk.comments(bram.files("Rooster leeg"), "We kijken ernaar.")

    mail = newest("bram")

    assert mail.subject == tongue("Joost reageerde: Rooster leeg (LINDE-1)", "Joost replied: Rooster leeg (LINDE-1)")
    assert "We kijken ernaar." in mail
    assert (
        tongue(
            "Joost werkt eraan. Je hoort uiterlijk woensdag 18 november hoe het staat.",
            "Joost is working on it. You will get an update by Wednesday 18 November.",
        )
        in mail
    )


def test_a_question_to_the_customer(bram, desk, newest, noon, tongue):
    desk.asks(bram.files("Rooster leeg"), "Welke week bedoel je?")

    mail = newest("bram")

    assert mail.subject == tongue("Jij bent aan zet: Rooster leeg (LINDE-1)", "Your turn: Rooster leeg (LINDE-1)")
    assert tongue("Joost wil graag van je weten: Welke week", "Joost would like to know: Welke week") in mail
    assert (
        tongue(
            "Reageer uiterlijk dinsdag 1 december. Horen we niets, dan sluiten we de aanvraag",
            "Please reply by Tuesday 1 December. If we hear nothing, we close the request that day. "
            "You can reopen it for 30 days after that.",
        )
        in mail
    )
    assert mail.links == ["http://localhost/linde/requests/1#reply"]


def test_a_colleague_who_follows_reads_whose_turn_it_is(app, bram, desk, newest, noon, tongue):
    ticket = bram.files("Rooster leeg")
    follows(app, ticket, "samira")
    desk.asks(ticket, "Welke week bedoel je?")

    mail = newest("samira")

    assert mail.subject == tongue("Bram is aan zet: Rooster leeg (LINDE-1)", "Bram's turn: Rooster leeg (LINDE-1)")
    assert tongue("Status: Jij", "Status: Your turn") not in mail
    assert mail.links == ["http://localhost/linde/requests/1"]
    assert tongue("Omdat je meekijkt met deze aanvraag.", "Because you follow this request.") in mail


@pytest.mark.parametrize(("days", "left"), [(7, 7), (12, 2), (13, 1)])
def test_a_reminder_tells_how_many_days_are_left(bram, desk, newest, noon, later, tongue, days, left):
    desk.asks(bram.files("Rooster leeg"), "Welke week bedoel je?")
    with later(days=days):
        mail = newest("bram", "wacht op jou" if tongue(True, False) else "is waiting for you")

    assert mail.subject == tongue(
        f"Nog {left} {'dag' if left == 1 else 'dagen'}: Rooster leeg wacht op jou (LINDE-1)",
        f"{left} {'day' if left == 1 else 'days'} left: Rooster leeg is waiting for you (LINDE-1)",
    )
    assert tongue("We wachten nog op je antwoord over:", "We are still waiting for your answer about:") in mail
    assert "Welke week bedoel je?" in mail
    assert mail.buttons == tongue(
        ["Reageer", "Geef me 2 weken extra", "Sluit de aanvraag"],
        ["Reply", "Give me 2 more weeks", "Close the request"],
    )
    assert set(mail.links) == {f"http://localhost/linde/requests/1{anchor}" for anchor in ("#reply", "#turn")}


def test_a_move_to_another_department(bram, desk, newest, noon, tongue):
    desk.moves(bram.files("Rooster leeg"), "internal-discussion", "Dit raakt meer mensen.")

    mail = newest("bram")

    assert mail.subject == tongue(
        "Waar de aanvraag nu is: Rooster leeg (LINDE-1)", "Where the request is now: Rooster leeg (LINDE-1)"
    )
    assert (
        tongue(
            "Joost heeft de aanvraag verplaatst naar Intern bespreken. We bespreken dit met de productmanager. "
            "Je hoort binnen twee weken meer.",
            "Joost moved the request to Internal discussion. We are discussing this with the product manager. "
            "You will hear more within two weeks.",
        )
        in mail
    )
    assert "Dit raakt meer mensen." in mail
    assert tongue("Status: In overleg", "Status: Being discussed") in mail


def test_the_solution_asks_how_it_went_and_offers_reopening(bram, desk, newest, noon, tongue):
    desk.resolves(bram.files("Rooster leeg"), "Het staat er weer.")

    mail = newest("bram")

    assert mail.subject == tongue(
        "Opgelost: Rooster leeg. Klopt het? (LINDE-1)", "Solved: Rooster leeg. Is that right? (LINDE-1)"
    )
    assert tongue("Joost heeft dit opgelost. Het staat er weer.", "Joost solved this. Het staat er weer.") in mail
    assert tongue("Hoe ging het?", "How did it go?") in mail
    assert (
        tongue(
            "Werkt het toch niet? Heropen de aanvraag vóór donderdag 17 december.",
            "Does it still not work? Reopen the request before Thursday 17 December.",
        )
        in mail
    )
    assert mail.buttons == tongue(["Tevreden", "Niet tevreden", "Heropenen"], ["Satisfied", "Not satisfied", "Reopen"])
    satisfied, dissatisfied, reopen = mail.links
    assert satisfied.startswith("http://localhost/rate/linde.")
    assert satisfied.endswith("?verdict=satisfied")
    assert dissatisfied == satisfied.replace("satisfied", "dissatisfied")
    assert reopen == "http://localhost/linde/requests/1#reopen"


def test_what_is_declined_is_not_called_solved(bram, desk, newest, noon, tongue):
    desk.resolves(bram.files("Rooster in het Fries"), "Dit doen we niet.", reason="declined")

    mail = newest("bram")

    assert mail.subject == tongue(
        "Afgerond: Rooster in het Fries (LINDE-1)", "Finished: Rooster in het Fries (LINDE-1)"
    )
    assert tongue("Joost heeft dit afgerond: Doen we niet.", "Joost finished this: Declined.") in mail


def test_a_follower_reads_the_solution_without_being_asked(app, bram, desk, newest, noon, tongue):
    ticket = bram.files("Rooster leeg")
    follows(app, ticket, "samira")
    desk.resolves(ticket, "Het staat er weer.")

    mail = newest("samira")

    assert mail.subject == tongue("Opgelost: Rooster leeg (LINDE-1)", "Solved: Rooster leeg (LINDE-1)")
    assert "Het staat er weer." in mail
    assert not [link for link in mail.links if "/rate/" in link]


def test_who_it_is_for_reads_that_the_filer_withdrew_it(app, samira, newest, noon, tongue):
    ticket = samira.files("Rooster leeg")
    is_for(app, ticket, "bram")
    samira.withdraws(ticket)

    mail = newest("bram")

    assert mail.subject == tongue("Ingetrokken: Rooster leeg (LINDE-1)", "Withdrawn: Rooster leeg (LINDE-1)")
    assert tongue("Samira El Amrani heeft de aanvraag ingetrokken.", "Samira El Amrani withdrew the request.") in mail
    assert tongue("Omdat deze aanvraag voor jou is gedaan.", "Because this request was filed for you.") in mail
    assert not [link for link in mail.links if "/rate/" in link]


def test_the_filer_is_asked_too_when_a_colleague_says_it_is_solved(app, samira, bram, newest, noon, tongue):
    ticket = samira.files("Rooster leeg")
    is_for(app, ticket, "bram")
    bram.solves(ticket)

    mail = newest("samira")

    assert tongue("Bram Kuipers zegt dat het is opgelost.", "Bram Kuipers says it is solved.") in mail
    assert len([link for link in mail.links if "/rate/" in link]) == 2


def test_a_request_closed_for_want_of_an_answer(bram, desk, newest, noon, later, tongue):
    desk.asks(bram.files("Rooster leeg"))
    with later(days=15):
        mail = newest("bram")

    assert mail.subject == tongue("Gesloten: Rooster leeg (LINDE-1)", "Closed: Rooster leeg (LINDE-1)")
    assert (
        tongue(
            "We hoorden niets meer. Speelt het nog? Heropen de aanvraag vóór vrijdag 1 januari 2027. "
            "Alles wat je schreef is bewaard.",
            "We did not hear back. Is it still a problem? Reopen the request before Friday 1 January 2027. "
            "Everything you wrote is kept.",
        )
        in mail
    )
    assert mail.links == ["http://localhost/linde/requests/1#reopen"]


def test_a_colleague_reopens_it(app, samira, bram, desk, newest, noon, tongue):
    ticket = samira.files("Rooster leeg")
    is_for(app, ticket, "bram")
    desk.resolves(ticket)
    bram.reopens(ticket, "Het rooster is weer leeg.")

    mail = newest("samira")

    assert mail.subject == tongue("Heropend: Rooster leeg (LINDE-1)", "Reopened: Rooster leeg (LINDE-1)")
    assert tongue("Bram Kuipers heeft de aanvraag heropend:", "Bram Kuipers reopened the request:") in mail
    assert "Het rooster is weer leeg." in mail


def test_the_dissatisfied_read_who_answers_before_when_and_then_the_answer(bram, desk, newest, noon, tongue):
    ticket = bram.files("Rooster leeg")
    desk.resolves(ticket)
    bram.rates(ticket, "dissatisfied", "Het duurde te lang.")

    mail = newest("bram")
    assert mail.subject == tongue(
        "We lazen je beoordeling van Rooster leeg (LINDE-1)", "We read your rating of Rooster leeg (LINDE-1)"
    )
    assert (
        tongue(
            "Jammer dat het niet goed ging. Marijke Brandsma reageert uiterlijk donderdag 19 november.",
            "We are sorry it did not go well. Marijke Brandsma will reply by Thursday 19 November.",
        )
        in mail
    )

    Desk(desk.app, "marijke").makes_good(ticket, "Dat had sneller gekund.")

    mail = newest("bram")
    assert mail.subject == tongue(
        "Marijke reageerde op je beoordeling: Rooster leeg (LINDE-1)",
        "Marijke replied to your rating: Rooster leeg (LINDE-1)",
    )
    assert "Dat had sneller gekund." in mail
    assert mail.links == ["http://localhost/linde/requests/1#rating"]


def test_a_subject_that_is_a_question_keeps_its_mark_and_gets_no_second_one(bram, desk, newest, noon, later, tongue):
    desk.resolves(bram.files("Waar is mijn rooster?"))
    desk.asks(bram.files("Wie plant mij in?"))

    assert newest("bram", tongue("Opgelost", "Solved")).subject == tongue(
        "Opgelost: Waar is mijn rooster? Klopt het? (LINDE-1)",
        "Solved: Waar is mijn rooster? Is that right? (LINDE-1)",
    )
    with later(days=7):
        assert newest("bram", tongue("Nog", "left")).subject == tongue(
            "Nog 7 dagen: “Wie plant mij in?” wacht op jou (LINDE-2)",
            "7 days left: “Wie plant mij in?” is waiting for you (LINDE-2)",
        )


def test_links_lead_to_the_configured_address_wherever_the_portal_is_opened(app, bram, newest, monkeypatch):
    monkeypatch.setitem(app.config, "BASE_URL", "https://loket.example/balie/")
    bram.files()

    mail = newest("bram")

    assert mail.links == ["https://loket.example/balie/linde/requests/1"]
    assert "https://loket.example/balie" in mail


def test_dates_are_said_in_full_since_a_mail_is_read_later(bram, newest, noon):
    bram.files()

    mail = newest("bram")

    for word in ("vandaag", "morgen", "today", "tomorrow"):
        assert word not in mail


def test_nobody_is_invited_to_answer_by_mail(bram, post_office, noon):
    bram.files()

    [message] = post_office.mails("bram")

    assert "niet door deze mail te beantwoorden" in read(message) or "not by replying to this e-mail" in read(message)
    assert message["Reply-To"] is None


def test_the_plain_part_has_short_lines_whole_addresses_and_no_entities(bram, desk, post_office, noon):
    ticket = bram.files("Jan's & Piet's <rooster>")
    desk.answers(ticket, "Zie https://ergens.example/" + "lang/" * 30 + " & klik op <Ruilen>. " + "Woord " * 60)

    plain = post_office.mails("bram")[-1].get_body(("plain",)).get_content()

    assert "https://ergens.example/" + "lang/" * 30 in plain
    assert "Onderwerp: Jan's & Piet's <rooster>" in plain or "Subject: Jan's & Piet's <rooster>" in plain
    assert "& klik op <Ruilen>." in " ".join(plain.split())
    assert "&amp;" not in plain
    assert all(len(line) <= 72 for line in plain.splitlines() if "http" not in line)


def test_the_html_part_shows_what_people_typed_as_they_typed_it(bram, desk, post_office, noon):
    ticket = bram.files("<b>Vet</b> & <img src=x>")
    desk.answers(ticket, "<script>alert(1)</script> en <img src=https://elders.example/p.png>")

    html = post_office.mails("bram")[-1].get_body(("html",)).get_content()

    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html


# Confidential.


def test_no_mail_tells_what_a_confidential_request_is_about(bram, desk, post_office, noon, later):
    ticket = bram.files(f"Over {SECRET}", f"Mijn collega {SECRET}.", confidential="y")
    desk.comments(ticket, SECRET)
    desk.answers(ticket, SECRET)
    desk.moves(ticket, "bi", SECRET)
    desk.asks(ticket, SECRET)
    with later(days=8):
        post_office.works()
        desk.resolves(ticket, SECRET)
        bram.signs_in()
        bram.rates(ticket, "dissatisfied", SECRET)
        Desk(desk.app, "marijke").makes_good(ticket, SECRET)
        mails = [read(mail) for mail in post_office.mails("bram")]

    assert len(mails) == 8
    for mail in mails:
        assert SECRET not in f"{mail.subject} {mail.text} {mail.html} {mail.links}".lower()
        assert mail.subject in ("Er is nieuws over je aanvraag (LINDE-1)", "There is news about your request (LINDE-1)")
        assert mail.links == ["http://localhost/linde/requests/1"]


def test_a_mail_to_a_follower_of_a_confidential_request_names_nobody(app, bram, desk, newest, noon):
    ticket = bram.files(f"Over {SECRET}", confidential="y")
    follows(app, ticket, "samira")
    desk.asks(ticket, SECRET)

    mail = newest("samira")

    for name in ("Bram", "Kuipers", "Joost", SECRET):
        assert name not in mail


def test_no_link_opens_a_confidential_request_without_signing_in(app, bram, desk, newest, noon):
    desk.resolves(bram.files(confidential="y"))

    assert not [link for link in newest("bram").links if "/rate/" in link]
    with app.app_context(), inside(house_id("linde")):
        assert db.session.scalars(select(RatingLink)).all() == []


# Sight is asked again when a mail leaves.


def test_who_no_longer_follows_gets_nothing(app, bram, desk, post_office):
    ticket = bram.files()
    for one in ("karim", "noor"):
        follows(app, ticket, one)
    desk.answers(ticket)
    for one in ("karim", "noor"):  # Noor still sees it: she sees all of the organisation
        no_longer_follows(app, ticket, one)

    assert post_office.mails("karim") == post_office.mails("noor") == []


def test_whose_account_was_switched_off_gets_nothing(app, bram, desk, post_office):
    desk.answers(bram.files())
    switched_off(app, "bram")

    assert post_office.mails() == []
    with app.app_context():
        assert set(outcomes().values()) == {"no address"}


def test_who_left_the_organisation_gets_nothing(app, bram, desk, post_office):
    desk.answers(bram.files())
    with app.app_context(), inside(house_id("linde")), write_transaction():
        membership = db.session.scalars(select(Membership).where(Membership.person_id == person_id("bram"))).one()
        membership.active = False

    assert post_office.mails() == []


def test_a_note_of_the_desk_never_leaves_whatever_points_at_it(app, bram, desk, post_office):
    ticket = bram.files()
    desk.notes(ticket, "Lijkt op zaak zevenhonderd.")
    post_office.works()
    with app.app_context(), inside(house_id("linde")), write_transaction():
        note = db.session.scalars(select(Entry).where(Entry.event == "noted")).one()
        post("reply", note.organisation_id, person_id("bram"), note.ticket_id, note.id)

    assert len(post_office.mails()) == 1  # the confirmation
    with app.app_context():
        assert outcomes()["reply"] == "nothing to say"


def test_a_mail_about_a_request_of_another_organisation_says_nothing(app, bram, tom, post_office):
    theirs = tom.files()
    post_office.works()
    with app.app_context():
        with inside(house_id("vechtdal")):
            ticket = db.session.scalars(select(Ticket).where(Ticket.number == theirs.number)).one()
            entry = db.session.scalars(select(Entry)).one()
            ids = ticket.id, entry.id
        with inside(house_id("linde")):
            person, house = person_id("bram"), house_id("linde")
        with write_transaction():
            post("reply", house, person, *ids)

    assert post_office.mails("bram") == []


# Someone without an account.


@pytest.fixture
def ria_has_an_address(app):
    with app.app_context(), inside(house_id("linde")), write_transaction():
        db.session.get_one(Person, person_id("ria")).email = "ria@linde.example"


@pytest.mark.usefixtures("ria_has_an_address")
def test_who_has_no_account_can_say_how_it_went_and_is_shown_no_closed_doors(app, samira, desk, newest):
    ticket = samira.files("Pasje van Ria")
    is_for(app, ticket, "ria")
    desk.resolves(ticket, "Het pasje werkt.")

    mail = newest("ria")

    assert "Het pasje werkt." in mail
    assert len(mail.links) == 2
    assert all(link.startswith("http://localhost/rate/linde.") for link in mail.links)


@pytest.mark.usefixtures("ria_has_an_address")
def test_who_has_no_account_gets_no_mail_as_a_follower_nor_about_a_confidential_request(app, samira, desk, post_office):
    followed = samira.files("Pasje")
    follows(app, followed, "ria")
    secret = samira.files("Gesprek", confidential="y")
    is_for(app, secret, "ria")
    for ticket in (followed, secret):
        desk.answers(ticket)

    assert post_office.mails("ria") == []


def test_who_was_invited_and_has_not_come_is_a_person_of_the_directory(app, samira, desk, newest):
    ticket = samira.files("Rooster van Pim")
    is_for(app, ticket, "pim")
    desk.answers(ticket)

    assert newest("pim").links == []


# News that is over.


def test_no_reminder_arrives_after_the_reply(app, bram, desk, post_office, noon, later):
    ticket = bram.files()
    desk.asks(ticket)
    with later(days=8):
        with app.app_context():
            assert remind_waiting() == 1
        bram.signs_in()
        bram.replies(ticket, "Week 12.")
        post_office.works()

    with app.app_context():
        assert outcomes()["reminder"] == outcomes()["your turn"] == "nothing to say"


def test_no_question_how_it_went_arrives_after_the_reopening(app, samira, bram, desk, post_office):
    ticket = samira.files()
    is_for(app, ticket, "bram")
    desk.resolves(ticket)
    bram.reopens(ticket)
    post_office.works()

    with app.app_context():
        assert outcomes()["solved"] == "nothing to say"
        with inside(house_id("linde")):
            assert db.session.scalars(select(RatingLink)).all() == []


def test_only_the_last_of_two_solutions_is_told_when_both_wait(app, samira, bram, desk, post_office):
    ticket = samira.files()
    is_for(app, ticket, "bram")
    desk.resolves(ticket, "Het werkt.")
    bram.reopens(ticket)
    desk.resolves(ticket, "Nu werkt het echt.")

    told = [mail for mail in map(read, post_office.mails("samira")) if "/rate/" in " ".join(mail.links)]

    assert len(told) == 1
    assert "Nu werkt het echt." in told[0]


def test_a_move_that_was_overtaken_is_not_told(app, bram, desk, post_office):
    ticket = bram.files()
    desk.moves(ticket, "bi")
    desk.moves(ticket, "updates")

    told = [mail for mail in map(read, post_office.mails("bram")) if "Updates" in mail or "BI" in mail]

    assert len(told) == 1
    assert "Updates" in told[0]


def test_the_promise_to_answer_the_dissatisfied_is_not_sent_after_the_answer(app, bram, desk, post_office):
    ticket = bram.files()
    desk.resolves(ticket)
    bram.rates(ticket, "dissatisfied")
    Desk(app, "marijke").makes_good(ticket)
    post_office.works()

    with app.app_context():
        assert outcomes()["we read your rating"] == "nothing to say"
        assert outcomes()["dissatisfaction answered"] == "sent"


# Who is asked how it went.


def test_who_worked_on_it_for_the_desk_is_not_asked(app, samira, post_office):
    joins(app, "joost", "linde")
    ticket = samira.files()
    is_for(app, ticket, "joost")
    Desk(app, "joost").comments(ticket, "Ik kijk zelf even.")
    Desk(app, "fatma").resolves(ticket, "Klaar.")

    solved_for_joost, solved_for_samira = (read(post_office.mails(one)[-1]) for one in ("joost", "samira"))

    assert "Klaar." in solved_for_joost
    assert not [link for link in solved_for_joost.links if "/rate/" in link]
    assert len([link for link in solved_for_samira.links if "/rate/" in link]) == 2


def test_who_already_said_how_it_went_is_not_asked(bram, desk, newest):
    ticket = bram.files()
    desk.resolves(ticket)
    bram.rates(ticket, "satisfied")

    assert not [link for link in newest("bram").links if "/rate/" in link]


def test_nobody_is_asked_about_a_duplicate(bram, desk, newest):
    desk.resolves(bram.files(), reason="duplicate")

    assert not [link for link in newest("bram").links if "/rate/" in link]


def outcomes() -> dict[str, str]:
    """What became of the last mail of each kind."""
    return {row.kind: row.outcome for row in db.session.execute(select(Mail.kind, Mail.outcome).order_by(Mail.id))}
