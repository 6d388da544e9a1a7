"""Whether an address is known shows nowhere at the doors: not in an answer, and not in how long it takes.

Source: medians within five percent over 200 interleaved tries; status, body, length and headers the same.
"""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update

from portal.demo.cast import PASSWORD
from portal.onboarding.models import AdminApplication
from portal.openid import discovery
from portal.signin import views
from portal.signin.models import SignInAttempt
from portal.web.limits import limiter
from tenants.asker_rows import AskedToJoin
from tenants.database import db, write_transaction
from tenants.models import Account, AddressChange, FailedSignIns, Recovery
from tenants.passwords import hash_password
from tenants.provider_rows import ProviderVisit
from tests.faults.figures import Figures, median
from tests.openid.provider import provider_running
from tests.openid.visiting import arranges
from tests.players import Player, somebody

pytestmark = pytest.mark.faults

TRIES = 200  # of each kind
MOST = 5.0  # percent
WARM_UP = 10
KNOWN, UNKNOWN = "kuipers@linde.example", "nobodys@linde.example"
TRACES = (FailedSignIns, Recovery, SignInAttempt, AskedToJoin, AdminApplication, ProviderVisit, AddressChange)
MASKED = re.compile(
    r'(name="(?:csrf_token|key)" value="|"challenge": ?"|[?&;](?:state|nonce|code_challenge|login_hint)=)[^"&]*'
)
DIFFERENT = {"set-cookie", "server-timing"}
"""Headers that differ for two of the same: a time, and a cookie that is sealed with one."""


@dataclass(frozen=True)
class Door:
    """A form in which an address is given, and what else is in it.

    `after` the first step at which the address is typed, the browser is at a door that does not ask it again.
    """

    path: str
    fields: Mapping[str, str] = field(default_factory=dict)
    after: bool = False

    def filled(self, visitor: Player) -> dict[str, str]:
        """Return what the form holds before an address is filled in."""
        if self.path.startswith("/signin/"):
            return {"csrf_token": visitor.opens("/signin").form("/signin")["csrf_token"]} | dict(self.fields)
        return visitor.opens(self.path).form(self.path) | self.fields


APPLICATION = {
    "organisation": "Zorggroep De Linde",
    "customer_number": "10234",
    "name": "Eva Smit",
    "function": "Manager",
    "telephone": "030 123 45 67",
    "contact_name": "",
    "may": "y",
}
DOORS = {
    "the first step": Door("/signin"),
    "a wrong password": Door("/signin", {"password": "niet het wachtwoord van iemand"}),
    "a forgotten password": Door("/forgot"),
    "the first admin": Door("/start/organisation", APPLICATION),
    "asking to join": Door("/join", {"name": "Sanne Vermeer", "words": "Ik werk in Zuid."}),
    "a passkey, after the first step": Door("/signin/passkey/options", after=True),
    "a passkey that is refused": Door("/signin/passkey", {"answer": "{}"}, after=True),
    "another address of one's own": Door("/account/address"),
}
AT_WORK = {
    "the first step, with a work account": Door("/signin"),
    "a wrong password, with a work account": Door("/signin", {"password": "niet het wachtwoord van iemand"}),
    "to the work account": Door("/signin/sso"),
}
"""Where the organisation of the address has a sign-in of its own."""

keys = (f"page.{number:032d}" for number in count())


HASHES = {"light": (1, 8, 1), "real": (3, 65_536, 4)}


@pytest.fixture
def hashes(app: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    """Bram, with an address as long as one that is nobody's, and a hash of these parameters; no limits in the way."""
    before = app.config["ARGON2"]
    app.config["ARGON2"] = HASHES[request.param]
    limiter.enabled = False
    with app.app_context():
        hashed = hash_password(PASSWORD)
        with write_transaction():
            bram = update(Account).where(Account.email == "bram@linde.example")
            db.session.execute(bram.values(email=KNOWN, password_hash=hashed))
        db.session.remove()
    yield f"{request.param} hashes"
    limiter.enabled = True
    app.config["ARGON2"] = before


def forget(app: Flask) -> None:
    """Forget every trace of tries before: each is a first one."""
    with app.app_context():
        with write_transaction():
            for kind in TRACES:
                db.session.execute(delete(kind))
        db.session.remove()


def told(answer: Any, address: str) -> tuple[Any, ...]:
    """What an answer tells, but for its tokens and the address that was typed."""
    body = MASKED.sub(r"\1", answer.get_data(as_text=True)).replace(address, "…")
    headers = sorted((k, MASKED.sub(r"\1", v)) for k, v in answer.headers.items() if k.lower() not in DIFFERENT)
    return answer.status_code, len(answer.data), body, headers


def tried(app: Flask, door: Door, tries: int) -> dict[str, list[tuple[float, tuple[Any, ...]]]]:
    """Try both kinds in turn, each first as often as the other; return seconds and answers."""
    visitor = Player(app, somebody("samira") if door.path.startswith("/account") else None)
    fields, first = door.filled(visitor), visitor.opens("/signin").form("/signin") if door.after else {}
    found: dict[str, list[tuple[float, tuple[Any, ...]]]] = {KNOWN: [], UNKNOWN: []}
    for number in range(tries):
        forget(app)
        for address in (KNOWN, UNKNOWN) if number % 2 else (UNKNOWN, KNOWN):
            if door.after:
                visitor.browser.post("/signin", data=first | {"email": address})
            known = {} if door.after else {"email": address}
            sent = fields | known | ({"key": next(keys)} if "key" in fields else {})
            began = time.perf_counter()
            answer = visitor.browser.post(door.path, data=sent)
            found[address].append((time.perf_counter() - began, told(answer, address)))
    return found


@pytest.mark.parametrize(
    ("name", "hashes"),
    [(name, "light") for name in DOORS] + [("a wrong password", "real")],  # nothing is hashed at the other doors
    indirect=["hashes"],
)
def test_known_and_unknown_addresses_are_told_the_same_in_the_same_time(
    app: Flask, figures: Figures, hashes: str, name: str
) -> None:
    """Known and unknown addresses: 200 interleaved tries at each form in which strangers fill in an address"""
    compared(app, figures, f"{name}, {hashes}", DOORS[name])


@pytest.mark.parametrize("hashes", ["light"], indirect=True)
@pytest.mark.parametrize("name", AT_WORK)
def test_they_are_told_the_same_where_the_organisation_signs_in_by_itself(
    app: Flask, figures: Figures, hashes: str, at_work: None, name: str
) -> None:
    """Known and unknown addresses: the same where the organisation of the address has its own sign-in"""
    compared(app, figures, f"{name}, {hashes}", AT_WORK[name])


@pytest.fixture
def at_work(app: Flask, henk: Player, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """De Linde signs in by itself, and Bram may."""
    monkeypatch.setitem(app.config, "OUTBOUND_ALLOW", ["127.0.0.1"])
    discovery.forget()
    with provider_running() as provider:
        arranges(henk, provider)
        yield
    discovery.forget()


def compared(app: Flask, figures: Figures, name: str, door: Door) -> None:
    """Measure a door, and note what it says of both kinds and in how long."""
    tried(app, door, WARM_UP)
    found = tried(app, door, TRIES)
    answers = {str(answer) for times in found.values() for _seconds, answer in times}
    known, unknown = (median([seconds for seconds, _answer in found[one]]) for one in (KNOWN, UNKNOWN))
    figures.exactly(f"{name}: different answers", len(answers), 1)
    figures.tell(f"{name}: median", f"{known * 1000:.2f} and {unknown * 1000:.2f}", "ms")
    apart = abs(known - unknown) / max(known, unknown) * 100
    figures.at_most(f"{name}: medians apart", apart, MOST, "%")


@pytest.mark.parametrize("hashes", ["light"], indirect=True)
def test_a_planted_difference_is_measured(app: Flask, hashes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A door that hashes for known addresses only is found out."""

    def only_known(hashed: str | None, _password: str) -> bool:
        time.sleep(0.01 if hashed else 0)  # a fraction of what a hash takes, and more than a slow machine varies by
        return False

    monkeypatch.setattr(views, "verify_password", only_known)
    found = tried(app, DOORS["a wrong password"], 20)
    known, unknown = (median([seconds for seconds, _answer in found[one]]) for one in (KNOWN, UNKNOWN))

    assert (known - unknown) / known * 100 > MOST
