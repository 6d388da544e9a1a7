"""How each kind of mail about a request reads, in both languages."""

import pytest

from tests.notices.reading import (
    Desk,
    follows,
    is_for,
)


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
