"""A mail becomes a question of its sender, or a reply to what they see; whoever may not, learns nothing."""

import pytest

from tests.mailin.mailing import arrives, hands_over, mail, reference_in
from tests.people.inviting import fields_of, handle_of
from tests.players import Filed

PDF = b"%PDF-1.4\n%%EOF\n"


def test_noor_mails_a_question_and_reads_its_number_and_link(app, noor, joost, post_office):
    assert arrives(app, post_office, mail()) == "filed"

    (told,) = post_office.mails("noor")
    assert told["Subject"] == "Ontvangen: Waar vind ik mijn rooster? (LINDE-1)"
    assert "http://localhost/linde/requests/1" in told.get_body(("plain",)).get_content()
    page = noor.opens("/linde/requests/1")
    assert page.title == "Waar vind ik mijn rooster?"
    assert "Ik zoek het rooster van week 48." in page
    assert "Ik zoek het rooster van week 48." in joost.opens("/desk/requests/LINDE-1")


def test_the_same_mail_twice_is_one_question(app, noor, post_office):
    message = mail().as_bytes()

    assert [hands_over(app, message) for _time in range(2)] == [0, 0]
    post_office.works()
    by_another_way = b"Received: from elsewhere\r\n" + message
    assert arrives(app, post_office, by_another_way) == "kept: again"
    assert noor.opens("/linde/requests/2").status == 404
    assert len(post_office.mails("noor")) == 1


def test_two_mails_with_one_name_and_other_words_are_two_questions(app, noor, post_office):
    for text in ("Een vraag.", "Een andere vraag."):
        assert arrives(app, post_office, mail(text=text, message_id="<one@mail.example>")) == "filed"


def test_a_mail_to_updates_arrives_at_that_department(app, noor, joost, post_office, monkeypatch):
    monkeypatch.setitem(app.config, "MAILBOXES", {"updates@nova.example": "updates"})

    arrives(app, post_office, mail(to="Updates <Updates@nova.example>"))
    arrives(app, post_office, mail(), "--to", "updates@nova.example")
    arrives(app, post_office, mail())

    listed = joost.opens("/desk/inbox/department-updates").text
    assert "LINDE-1" in listed
    assert "LINDE-2" in listed
    assert "LINDE-3" not in listed


def test_an_answer_to_our_mail_is_a_reply(app, bram, joost, post_office):
    ticket = bram.files()
    joost.answers(ticket, "Kijk bij Planning.")
    ours = post_office.mails("bram")[-1]

    answer = mail(
        "bram@linde.example",
        f"Re: {ours['Subject']}",
        "Dank je wel, gevonden.\n\nOp ma 16 nov. 2026 schreef Nova <balie@nova.example>:\n> Kijk bij Planning.\n",
        in_reply_to=ours["Message-ID"],
    )
    assert arrives(app, post_office, answer) == "filed"

    page = bram.opens(ticket.path)
    assert "Dank je wel, gevonden." in page
    assert "De hele e-mail.txt" in page
    assert bram.opens("/linde/requests/2").status == 404


@pytest.mark.parametrize("subject", ["Re: iets [LINDE-1]", "Antw: Ontvangen: iets (LINDE-1)", "[linde-1]"])
def test_a_number_in_the_subject_is_enough_for_who_sees_that_request(app, bram, post_office, subject):
    ticket = bram.files()

    assert arrives(app, post_office, mail("bram@linde.example", subject, "Er is nog iets.")) == "filed"
    assert "Er is nog iets." in bram.opens(ticket.path)


@pytest.mark.parametrize("number", [1, 987654])
def test_for_who_does_not_see_it_there_is_no_such_number(app, bram, samira, joost, post_office, number):
    ticket = samira.files("Over mijn salaris", "Niet voor anderen.")

    found = arrives(app, post_office, mail("bram@linde.example", f"[LINDE-{number}]", "Wat staat hier?"))

    assert found == "held: not theirs"
    assert "Wat staat hier?" not in samira.opens(ticket.path)
    assert post_office.mails("bram") == []
    assert "Wat staat hier?" in joost.opens(_first_waiting(joost))


def test_an_answer_to_a_mail_of_another_organisation_is_held(app, bram, post_office, joost, come):
    tom = come("tom")
    secret = tom.files("Kwetsal", "Alleen voor Vechtdal.")
    theirs = post_office.mails("tom")[-1]

    found = arrives(app, post_office, mail("bram@linde.example", "Re: Kwetsal", in_reply_to=theirs["Message-ID"]))

    assert found == "held: not theirs"
    assert "week 48" not in tom.opens(secret.path)
    assert bram.opens("/linde/requests/1").status == 404


def test_a_number_of_an_organisation_they_are_not_in_is_a_word_like_any_other(app, noor, post_office, come):
    tom = come("tom")
    theirs = tom.files()

    assert arrives(app, post_office, mail(subject="[VECHTDAL-1] Wat is dit?")) == "filed"
    assert noor.opens("/linde/requests/1").title == "[VECHTDAL-1] Wat is dit?"
    assert "week 48" not in tom.opens(theirs.path)


def test_who_may_ask_in_two_organisations_is_asked_for_by_the_desk(app, come, joost, post_office):
    assert arrives(app, post_office, mail("karin@eemland.example")) == "held: several"

    path = _first_waiting(joost)
    filed = joost.posts(f"{path}/filing", {"organisation": "EEMLAND"}, on=path)
    assert filed.location == "/desk/requests/EEMLAND-1"
    assert "week 48" in come("karin", "eemland").opens("/eemland/requests/1")
    assert reference_in(post_office.mails("karin")[-1]) == "EEMLAND-1"
    assert joost.opens(path).buttons == []
    assert joost.opens("/desk/mail?show=settled").soup.select_one(".list a.t")["href"] == path


def test_files_come_along_and_what_is_not_kept_is_named(app, noor, post_office):
    message = mail()
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="rooster.pdf")
    message.add_attachment(b"MZ\x90\x00", maintype="application", subtype="octet-stream", filename="virus.exe")

    arrives(app, post_office, message)

    page = noor.opens("/linde/requests/1")
    assert "rooster.pdf" in page
    assert "virus.exe" in page
    assert "Niet bewaard van deze e-mail" in page
    assert {link.rpartition("/")[2] for link in page.links if "/linde/files/" in link} == {"rooster.pdf"}


def test_html_is_text_and_nothing_of_it_runs_or_is_fetched(app, noor, post_office):
    message = mail()
    message.set_content(
        "<p>Ik zoek <b>het rooster</b>.</p><script>alert(1)</script><img src='https://kwaad.example/x.png'>",
        subtype="html",
    )

    arrives(app, post_office, message)

    page = noor.opens("/linde/requests/1")
    assert "Ik zoek het rooster." in page
    assert "alert(1)" not in page.html
    assert "kwaad.example" not in page.html


def test_a_reply_to_what_was_closed_long_ago_is_a_new_question_beside_it(app, bram, joost, post_office, later):
    ticket = bram.files()
    joost.resolves(ticket)
    with later(days=40):
        post_office.works()
        arrives(app, post_office, mail("bram@linde.example", f"[{ticket.reference}]", "Het is er weer."))

        follow_up = Filed("linde", 2)
        bram.signs_in()
        assert "Het is er weer." in bram.opens(follow_up.path)


def test_who_was_put_out_is_a_colleague_without_an_account(app, henk, bram, post_office):
    path = f"/linde/org/users/{handle_of(henk, 'Bram Kuipers')}/deactivation"
    form = fields_of(henk.opens(path), path) | {"successor": handle_of(henk, "Noor de Graaf")}
    assert henk.browser.post(path, data=form).status_code == 303

    assert arrives(app, post_office, mail("bram@linde.example")) == "passed: colleague"
    assert bram.opens("/linde/requests/1").status == 302  # to sign in, which they cannot


def _first_waiting(agent) -> str:
    page = agent.opens("/desk/mail")
    return page.soup.select_one(".list a.t")["href"]
