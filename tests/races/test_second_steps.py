"""At the same moment: one recovery code is one sign-in, and so is one code of the app, from whatever browser."""

from sqlalchemy import func, select

from tenants.clock import now
from tenants.database import db
from tenants.factor_rows import RecoveryCode
from tenants.models import Session
from tests.factor.proving import PASSWORD, sets_up_app
from tests.races.forked import serving
from tests.races.test_the_set_up import at_once
from tests.servers import Browser, Server

TIMES = 20


def half_way(server: Server) -> Browser:
    """A browser in which Bram has shown his password."""
    browser = Browser(server.port)
    fields = browser.fields_of("/signin") | {"email": "bram@linde.example", "password": PASSWORD}
    status, location, _text = browser.request("POST", "/signin", fields)
    assert (status, location) == (302, "/signin/code")
    return browser


def sessions(app) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Session.id))) or 0


def test_one_recovery_code_sent_twenty_times_from_one_browser_is_one_sign_in(app, bram):
    _telephone, codes = sets_up_app(bram)
    before = sessions(app)
    with serving(app, workers=2) as server, half_way(server) as browser:
        known = browser.fields_of("/signin/recovery-code") | {"code": codes[0]}
        answers = at_once(browser, "/signin/recovery-code", [known] * TIMES)

    assert answers.count(302) == 1, answers
    assert set(answers) <= {302, 303, 422, 429}
    assert sessions(app) == before + 1
    with app.app_context():
        used = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.used_at.is_not(None))
        assert db.session.scalar(used) == 1


def test_one_code_sent_from_two_browsers_is_one_sign_in(app, bram):
    telephone, _codes = sets_up_app(bram)
    before = sessions(app)
    with serving(app, workers=2) as server, half_way(server) as one, half_way(server) as other:
        code = telephone.code(ago=-30)
        answers = [
            *at_once(one, "/signin/code", [one.fields_of("/signin/code") | {"code": code}] * 4),
            *at_once(other, "/signin/code", [other.fields_of("/signin/code") | {"code": code}] * 4),
        ]

    assert answers.count(302) == 1, (answers, now())
    assert sessions(app) == before + 1
