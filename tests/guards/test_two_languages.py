"""Nothing on a page or in a mail is left in one language: every word of ours goes through the catalogue.

The pages are made once more in a language in which every message stands in brackets. What stands outside them,
and was not written by people, nobody can translate.
"""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import select

from portal.demo.applied import HANNEKE
from portal.demo.cast import PASSWORD
from portal.listing.export_files import ask_for_file
from portal.notices.letters import kinds
from portal.outbox.models import Mail
from portal.outbox.verbs import post
from portal.signin.factor_letters import HAPPENED, tell_owner
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.models import Leaving, Person
from tenants.roles import Authorisation
from tests.admin.test_domains import adds, removes
from tests.deputies.standing_in import ends, names
from tests.guards.acting import Acts
from tests.guards.brackets import everything_in_brackets, left_out, left_out_of_mail
from tests.guards.conftest import PLANTED
from tests.joining import asks as joining
from tests.mailin.mailing import arrives, mail
from tests.news.telling import publishes, wants
from tests.onboarding.applying import applies, approves, declines, first_in_queue, without_admin
from tests.people.inviting import fields_of, handle_of, invites, token_in
from tests.people.test_handing_over import hands_over
from tests.players import Player, somebody


def addresses_of(walks: Any) -> Iterable[tuple[str, str]]:
    """Return (first name, address) of one page of each kind for each person, and of every state of a request."""
    names = {"employee": "bram", "manager": "anneke", "professional": "samira", "agent": "joost", "lead": "marijke"}
    for walk in walks.walks:
        if walk.who not in (*names, "visitor"):
            continue
        seen: dict[str, int] = {}
        for visit in walk.pages():
            if visit.endpoint in WORDLESS:
                continue
            most = 12 if visit.endpoint.endswith(".show") else 3
            if visit.status == 200 and seen.setdefault(visit.endpoint, 0) < most:
                seen[visit.endpoint] += 1
                yield names.get(walk.who, ""), visit.path


WORDLESS = ("web.healthz", "operations.readyz", "development.styleguide", "development.mails", "development.mail")
"""What a machine reads, samples for who builds, and mails that were worded before."""

REFUSED = (
    # who, the page of the form, where it posts, what is wrong
    ("", "/forgot", "/forgot", {"email": "geen adres"}),
    ("", "/join", "/join", {"email": "iemand@gmail.com", "name": "", "words": "x" * 400}),
    ("henk", "/linde/org/users/new", "/linde/org/users/new", {"email": "bram@linde.example", "name": "x"}),
    ("henk", "/linde/org/users/new", "/linde/org/users/new", {"email": "a@b.nl", "name": "x", "roles": "agent"}),
    ("bram", "/account", "/account", {"name": "", "language": "fr", "theme": "x"}),
    ("bram", "/account/security", "/account/security/password", {"current": "mis", "password": "kort"}),
    ("bram", "/account/notifications", "/account/notifications", {"wanted": "alles"}),
    ("", "/signin", "/signin", {"email": "geen adres"}),
    ("", "/signin", "/signin", {"email": "bram@linde.example", "password": "mis"}),
    ("bram", "/linde/new/question/planning", "/linde/new/question/planning", {"subject": "", "note": ""}),
    ("bram", "/linde/new/question/planning", "/linde/new/question/planning", {"subject": "x" * 300, "note": "x"}),
)


def test_no_page_has_words_outside_the_catalogue(demo, walks):
    players: dict[str, Player] = {"": Player(demo, None)}
    found = set()
    for name, path in addresses_of(walks):
        if name not in players:
            players[name] = Player(demo, somebody(name))
        with everything_in_brackets():
            html = players[name].opens(path).html
        assert "⟦" in html
        found |= {f"{path}: {words}" for words in left_out(html)}

    assert sorted(found) == []


def test_no_refusal_has_words_outside_the_catalogue(demo):
    found = set()
    for name, page, path, fields in REFUSED:
        player = Player(demo, somebody(name) if name else None)
        form = {"csrf_token": _token(player.opens(page).html)}
        form |= {"key": "12345678"} if "new" in path else {}
        form |= {"language": "nl"} if "users" in path else {}
        with everything_in_brackets():
            answer = player.browser.post(path, data=form | fields)
        assert answer.status_code == 422
        found |= {f"{path}: {words}" for words in left_out(answer.get_data(as_text=True))}

    assert sorted(found) == []


def _token(html: str) -> str:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    assert token
    return token[1]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nergens/te/vinden", 404),
        ("PUT", "/linde/", 405),
        ("POST", "/linde/requests/1/replies", 400),
        ("GET", "/rate/linde.nothing", 404),
    ],
)
def test_no_page_of_an_error_has_words_outside_the_catalogue(demo, method, path, status):
    player = Player(demo, somebody("bram"))
    with everything_in_brackets():
        answer = player.browser.open(path, method=method)

    assert answer.status_code == status
    assert left_out(answer.get_data(as_text=True)) == []


def test_no_mail_has_words_outside_the_catalogue(
    app, noon, bram, noor, samira, joost, marijke, henk, ruud, post_office, later
):
    publishes(henk, "Declaraties", read_before="2026-11-24")
    draft = samira.begins_a_change(subject="Waar vind ik mijn jaaropgaaf?")
    with app.app_context():
        Acts("linde").authorise("anneke", Authorisation.FILE_CHANGES)
        Acts("linde").authorise("samira")
        Acts.leaves()
    with everything_in_brackets():
        _everything_about_accounts(henk, ruud, bram, post_office)
        wants(noor, "news")
        publishes(henk, "Declaraties")
        samira.hands_over(draft, "Anneke de Boer")
        hands_over(henk, "Bram Kuipers", "Noor de Graaf", bram.files("Waar vind ik mijn jaaropgaaf?"))
        _everything_that_is_mailed(bram, noor, joost, marijke, post_office, later)
        _everything_about_first_admins(ruud, post_office, later)
        _everything_by_mail(ruud, post_office)
        mails = post_office.mails()

    assert len(mails) > 8
    with app.app_context():
        posted = set(db.session.scalars(select(Mail.kind)))
    assert posted == set(kinds())
    assert sorted({words for mail in mails for words in left_out_of_mail(mail)}) == []


def _everything_about_accounts(henk: Player, ruud: Player, bram: Player, post_office: Any) -> None:
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    invites(henk, "els@eemland.example", "Els Prins")
    _everything_about_joining(henk, ruud, post_office)
    bram.posts("/forgot", {"email": "bram@linde.example"}, on="/forgot")
    post_office.works()
    Player(henk.app, somebody("bram"))  # at a browser that is new
    karim = Player(henk.app, somebody("karim"))
    karim.files("Waar vind ik mijn jaaropgaaf?")
    karim.posts("/account/address", {"email": "k.bouali@linde.example"}, on="/account/address")
    confirm = f"/address/{token_in(post_office.mails('k.bouali')[-1], 'address')}"
    karim.posts(confirm, {"password": PASSWORD}, on=confirm)
    with henk.app.app_context():
        admin = Acts("linde").comes("henk")
        with write_transaction():
            ask_for_file(admin, "scope=organisation", "csv")
            # The only admin is to leave: that is refused when the moment has come.
            db.session.add(Leaving(membership_id=admin.membership_id, ends_at=now()))
            post("work account", admin.organisation_id, admin.person_id)
        Acts.leaves()
    henk.posts("/linde/org/export", {}, on="/linde/org/export")
    _everything_about_second_steps(bram, post_office)
    _everything_about_deputies(henk, post_office)
    path = f"/linde/org/users/{handle_of(henk, 'Karim Bouali')}/deactivation"
    form = fields_of(henk.opens(path), path) | {"successor": handle_of(henk, "Noor de Graaf")}
    assert henk.browser.post(path, data=form).status_code == 303


def _everything_about_first_admins(ruud: Player, post_office: Any, later: Any) -> None:
    house, visitor = HANNEKE.organisation, Player(ruud.app, None)
    applies(visitor, organisation=house, name=HANNEKE.name, function=HANNEKE.function, customer_number="40217")
    applies(visitor, organisation=house, customer_number="999", email="eva@debrug.example")
    without_admin(ruud.app)
    applies(visitor, organisation=house, name="Els Prins", email="els@eemland.example")
    post_office.works()
    with later(days=17):
        post_office.works()
    declines(ruud, first_in_queue(ruud), "“Nee”")
    assert approves(ruud, first_in_queue(ruud), reason="“Nee”").status == 303
    post_office.works()


def _everything_by_mail(ruud: Player, post_office: Any) -> None:
    with ruud.app.app_context():
        Acts("linde").comes("henk")
        with write_transaction():
            db.session.add(Person(name="Sanne Vermeer", email="sanne@linde.example"))
        Acts.leaves()
    for address in ("iemand@nergens.example", "nieuw@linde.example", "sanne@linde.example"):
        arrives(ruud.app, post_office, mail(address))


def _everything_about_joining(henk: Player, ruud: Player, post_office: Any) -> None:
    nobody = Player(henk.app, None)
    for address in ("bram@linde.example", "iemand@nergens.example", "henk@elders.linde.example"):
        joining.asks(nobody, address)
    joining.asks_and_confirms(nobody, post_office, "k.bouali.nieuw@linde.example", name="Karim Bouali")
    (path,) = joining.waiting(henk).values()
    joining.declines(henk, path, "Karim Bouali")
    adds(ruud, "linde", "zorg-linde.example")
    joining.asks_and_confirms(nobody, post_office, "k.bouali@zorg-linde.example", name="Karim Bouali")
    removes(ruud, "linde", "zorg-linde.example")


def _everything_about_second_steps(bram: Player, post_office: Any) -> None:
    with bram.app.app_context():
        account_id = Acts("linde").comes("bram").account_id
        with write_transaction():
            for what in HAPPENED:
                tell_owner(account_id, what)
        Acts.leaves()
    post_office.works()


def _everything_about_deputies(henk: Player, post_office: Any) -> None:
    anneke = Player(henk.app, somebody("anneke"))
    assert names(anneke, "Samira El Amrani", henk).status == 303
    post_office.works()
    assert ends(anneke).status == 303


def _everything_that_is_mailed(
    bram: Player, noor: Player, joost: Player, marijke: Player, post_office: Any, later: Any
) -> None:
    ticket = bram.files("Waar vind ik mijn jaaropgaaf?")
    joost.comments(ticket)
    joost.acts(ticket, "department", department="bi", body="")
    joost.answers(ticket)
    bram.replies(ticket, "Nog niet.")
    joost.resolves(ticket)
    bram.rates(ticket, "dissatisfied", "Het duurde lang.")
    marijke.acts(ticket, "follow-up", body="Het spijt ons.")
    noor.reopens(ticket)
    noor.withdraws(ticket)
    asked = bram.files("Waar vind ik mijn jaaropgaaf?")
    joost.asks(asked)
    behalf = noor.files("Waar vind ik mijn jaaropgaaf?", watchers=noor.finds("amrani"), **{"for": "20418"})
    bram.acts(behalf, "objection", words="Het gaat om mijn loonstrook.")
    bram.acts(behalf, "takeover")
    silent = bram.files("Waar vind ik mijn jaaropgaaf?")
    joost.answers(silent)
    joost.resolves(bram.files("Waar vind ik mijn jaaropgaaf?"))
    joost.resolves(bram.files("Waar vind ik mijn jaaropgaaf?", confidential="y"))
    post_office.works()
    for days in (8, 13, 16):
        with later(days=days):
            post_office.works()


def test_planted_words_outside_the_catalogue_are_found():
    found = left_out((PLANTED / "one_language.html").read_text(encoding="utf-8"))

    assert found == ["Alleen in een attribuut", "Druk hier", "Nobody translated me", "{n} characters over"]
