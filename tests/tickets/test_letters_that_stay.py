"""Mails that are not sent: who may not see the request any more, what is over, who is not asked."""

from sqlalchemy import select

from portal.outbox.models import Mail
from portal.outbox.verbs import post
from portal.tickets.duties import remind_waiting
from portal.tickets.models import Entry, RatingLink, Ticket
from tenants.database import db, write_transaction
from tenants.models import Membership
from tenants.scope import inside
from tests.notices.reading import (
    Desk,
    follows,
    house_id,
    is_for,
    joins,
    no_longer_follows,
    person_id,
    read,
    switched_off,
)

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
