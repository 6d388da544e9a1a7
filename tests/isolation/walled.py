"""Two houses side by side for the walk: everything happened in both, and one of them is marked in every column."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO

from flask import Flask
from sqlalchemy import select, update

from portal.demo.applied import HANNEKE
from portal.files.storage import name_of, place
from portal.notices.posting import mail_folder
from portal.notices.sending import send_due
from portal.onboarding.applying import apply
from portal.onboarding.models import AdminApplication
from portal.onboarding.rules import State
from portal.signin.attempts import tell_attempts
from portal.signin.duties import answer_recoveries
from portal.web.limits import limiter
from tenants.clock import now
from tenants.codes import begin_app, new_recovery_codes
from tenants.database import db, write_transaction
from tenants.halfway import wait_for_second
from tenants.models import Account, Assignment, Membership, Person, Session
from tenants.passkeys import Made, add_passkey
from tenants.proofs import Proof
from tenants.recovery import ask_for_recovery
from tenants.remembered import remember
from tenants.roles import Role
from tenants.scope import Scope, enter, inside
from tests.engines import Postgresql, Sqlite
from tests.guards.behind import Behind
from tests.isolation.identifiers import Called, called
from tests.isolation.marking import IN_A_FILE, mark, marker
from tests.players import Player, somebody
from tests.wall.housekeeping import house_ids
from tests.wall.houses import files_more, live_in

OURS, THEIRS = "linde", "vechtdal"


@dataclass(frozen=True)
class Walker:
    """Somebody who walks: who they are, and where they may look because everything there is theirs to see."""

    what: str
    first_name: str
    may: tuple[str, ...] = ()

    def goes(self, rule: str) -> bool:
        """Say whether nothing of the other organisation is theirs to see under this rule."""
        return not any(rule.startswith(start) for start in self.may)


WALKERS = (
    Walker("employee", "bram"),
    Walker("manager", "anneke"),
    Walker("professional", "samira"),
    Walker("admin", "henk"),
    Walker("formerly of the other organisation", "karim"),
    Walker("with a disabled account", "noor"),
    Walker("agent of this organisation", "joost"),
    Walker("lead of a third organisation", "marijke"),
    Walker("agent of the other organisation", "fatma", may=("/desk",)),
    Walker("service admin", "ruud", may=("/admin", "/desk")),
    Walker("nobody", ""),
)


@dataclass
class Walled:
    """The app, both organisations as they are called, and the players by what they are."""

    app: Flask
    engine: Sqlite | Postgresql
    behind: Behind
    their_id: int
    ours: Called
    theirs: Called
    unmarked: list[str]
    players: dict[str, Player] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def put_back(self) -> None:
        """Make everything what it was before the walk: the database, who is signed in; nobody's mail is left."""
        for what, session in self.sessions.items():
            self.players[what].browser.set_cookie(self.cookie, session)
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
            for mail in mail_folder().glob("*"):
                mail.unlink()
        self.engine.put_back()

    def seen_by(self, twin: Flask) -> "Walled":
        """Return the same houses, with walkers at the door of another app over the same database."""
        players = {}
        for what, player in self.players.items():
            players[what] = Player(twin, None)
            players[what].browser.set_cookie(self.cookie, self.sessions[what])
            players[what].token = player.token  # type: ignore[attr-defined]
        return replace(self, app=twin, players=players)

    @property
    def cookie(self) -> str:
        """The name of the cookie of a session."""
        return self.app.config["SESSION_COOKIE_NAME"]

    def walkers(self) -> Iterable[tuple[Walker, Player]]:
        """Return who walks, each at a browser of their own."""
        return [(walker, self.players[walker.what]) for walker in WALKERS]


@contextmanager
def unhurried() -> Iterator[None]:
    """Let nobody be slowed down for a while, whatever becomes of it."""
    limiter.enabled = False
    try:
        yield
    finally:
        limiter.enabled = True


def build(app: Flask, engine: Sqlite | Postgresql) -> Walled:
    """Let everything happen in both houses, let the walkers sign in, mark the other house, and keep all of it."""
    behind = Behind(engine)
    with app.app_context():
        for house, word in ((OURS, "lindewoord"), (THEIRS, "kwetsal")):
            live_in(house, word)
        files_more(THEIRS, "kwetsal", 4)
        ids = house_ids()
        _forgets_the_password("tom@vechtdal.example")
        _apply(ids[OURS])
        _apply(ids[THEIRS])
        _assign(ids)
        _was_there_once("karim@linde.example", ids[THEIRS])
        db.session.remove()
    players = {one.what: Player(app, somebody(one.first_name) if one.first_name else None) for one in WALKERS}
    Player(app, somebody("tom"))  # so that there is a session of theirs
    with app.app_context():
        _disable("noor@linde.example")
        _visited_lately()
        tell_attempts()
        send_due()
        _has_second_steps("bram@linde.example")
        _has_second_steps("tom@vechtdal.example")
        unmarked = mark(behind, ids[THEIRS])
        _lay_files(behind, ids[THEIRS])
        db.session.remove()
        db.engine.dispose()
    engine.keep_as_template()
    ours, theirs = (called(behind, ids[house]) for house in (OURS, THEIRS))
    for player in players.values():
        player.token = _token(player)  # type: ignore[attr-defined]
    walled = Walled(app, engine, behind, ids[THEIRS], ours, theirs, unmarked, players)
    for what, player in players.items():
        cookie = player.browser.get_cookie(walled.cookie)
        walled.sessions[what] = cookie.value if cookie else ""
    return walled


def _token(player: Player) -> str:
    """Return a token of this browser, from the first page that has one."""
    for path in (f"/{OURS}/new", "/desk/inbox/mine", "/admin", "/signin"):
        found = player.opens(path).soup.select_one("input[name=csrf_token]")
        if found:
            return str(found["value"])
    raise AssertionError("no page with a form")


def _assign(ids: dict[str, int]) -> None:
    of = {"joost@nova.example": OURS, "marijke@nova.example": "eemland", "fatma@nova.example": THEIRS}
    with write_transaction():
        for email, house in of.items():
            account_id = db.session.scalars(select(Account.id).where(Account.email == email)).one()
            db.session.add(Assignment(account_id=account_id, organisation_id=ids[house]))


def _has_second_steps(email: str) -> None:
    """Give somebody a row of each kind; nobody asks for them at sign-in."""
    with write_transaction():
        account_id = db.session.scalars(select(Account.id).where(Account.email == email)).one()
        begin_app(account_id)
        new_recovery_codes(account_id)
        add_passkey(account_id, "Telefoon", Made(f"credential of {email}", "public key", 0, "internal", True))
        remember(account_id, "Firefox")
        wait_for_second(account_id, Proof.PASSWORD)


def _forgets_the_password(email: str) -> None:
    with write_transaction():
        ask_for_recovery(email)
    answer_recoveries()


def _apply(organisation_id: int) -> None:
    """Let a stranger apply to be the first admin of a house, which has one."""
    number = f"number {organisation_id}"
    about = {"customer_id": organisation_id, "state": State.HAS_ADMIN, "decided_at": now()}
    with write_transaction():
        apply(replace(HANNEKE, customer_number=number), "nl", f"applied for {number}")
        db.session.execute(
            update(AdminApplication).where(AdminApplication.customer_number == number).values(**about),
            execution_options={"synchronize_session": False},
        )


def _was_there_once(email: str, organisation_id: int) -> None:
    with write_transaction():
        account = db.session.scalars(select(Account).where(Account.email == email)).one()
        with inside(Scope.of(organisation_id)):
            person = Person(name=account.name)
            db.session.add(person)
            db.session.flush()
            db.session.add(
                Membership(
                    account_id=account.id,
                    person_id=person.id,
                    roles=frozenset({Role.ADMIN}),
                    active=False,
                    joined_at=now(),
                )
            )
            db.session.flush()
    enter(None)


def _disable(email: str) -> None:
    quiet = {"synchronize_session": False}
    with write_transaction():
        db.session.execute(update(Account).where(Account.email == email).values(active=False), execution_options=quiet)


def _visited_lately() -> None:
    """Nobody's visit is noted during the walk: that is bookkeeping of the walkers' own."""
    with write_transaction():
        db.session.execute(update(Session).values(used_at=now()), execution_options={"synchronize_session": False})


def _lay_files(behind: Behind, organisation_id: int) -> None:
    """Let the bytes of every file of an organisation be there, with a marker in them."""
    rows = behind.rows(f"select digest from attachment where organisation_id = {organisation_id}")
    for (digest,) in rows:
        for preview in (False, True):
            place().put(name_of(organisation_id, digest, preview=preview), BytesIO(marker(IN_A_FILE).encode()))
