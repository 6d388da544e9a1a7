"""Links of mails and cookies: random, for one purpose, used once; what the database holds of them opens nothing."""

import pytest
from sqlalchemy import select

from tenants.database import db
from tenants.models import Invitation, Recovery
from tenants.scope import inside
from tests.people.inviting import invites, token_in
from tests.players import Page, Player


def forgets(visitor: Player, email: str) -> Page:
    return visitor.posts("/forgot", {"email": email}, on="/forgot")


def test_what_is_stored_of_a_link_opens_nothing(app, henk, nobody, post_office):
    forgets(nobody, "bram@linde.example")
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    sent = token_in(post_office.mails("bram")[-1], "reset"), token_in(post_office.mails("lotte")[-1])
    with app.app_context():
        recovery = db.session.scalars(select(Recovery)).one()
        with inside(2):
            invitation = db.session.scalars(select(Invitation).order_by(Invitation.id.desc())).first()
            stored = [recovery.seed, recovery.token_hash, invitation.seed, invitation.token_hash]
        db.session.remove()

    for token in sent:
        assert len(token.rpartition(".")[2]) >= 43  # 256 bits
        assert token not in stored
    for token in (*stored, *(f"linde.{one}" for one in stored)):
        assert {nobody.opens(f"/{door}/{token}").status for door in ("reset", "activate")} == {410}


def test_a_link_for_one_purpose_opens_nothing_else(app, henk, nobody, post_office):
    forgets(nobody, "bram@linde.example")
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    reset, invitation = token_in(post_office.mails("bram")[-1], "reset"), token_in(post_office.mails("lotte")[-1])

    for path in (f"/activate/{reset}", f"/activate/linde.{reset}", f"/reset/{invitation}", f"/rate/linde.{reset}"):
        assert nobody.opens(path).status in (404, 410), path


@pytest.mark.parametrize("token", ["%20", "linde.", ".", "%00", "linde.%00"])
def test_an_empty_link_opens_nothing(nobody, token):
    for door in ("reset", "activate", "rate"):
        assert nobody.opens(f"/{door}/{token}").status in (404, 410)


def test_a_cookie_that_was_changed_or_made_with_another_key_is_nobodys(app, bram):
    cookie = bram.browser.get_cookie("balie").value
    for forged in (cookie[:-2] + ("AA" if cookie[-2:] != "AA" else "BB"), "x" + cookie, cookie.partition(".")[0], ""):
        thief = Player(app, None)
        thief.browser.set_cookie("balie", forged)
        assert thief.opens("/linde/").location.startswith("/signin")
