"""A browser goes to a provider and comes back: once, within ten minutes, and the same browser."""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, session, url_for
from sqlalchemy import delete, select

from tenants.clock import now
from tenants.database import db
from tenants.domains import domains_of
from tenants.passwords import keyed_token, new_token, token_hash
from tenants.people import key_of_organisation
from tenants.provider_rows import Provider, ProviderVisit
from tenants.provider_terms import Brand, Purpose, Standing
from tenants.providers import provider_here, read_role_map, secret_of
from tenants.roles import Role
from tenants.sealing import BrokenSeal

LASTS = timedelta(minutes=10)
LONGEST_STATE = 200
BROWSER = "work_browser"
QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it was begun."""

    state: str
    organisation_id: int
    purpose: Purpose
    nonce: str
    verifier: str
    wanted: str
    provider_version: int
    account_id: int | None
    subject: str
    late: bool


@dataclass(frozen=True, slots=True)
class Here:
    """How the organisation in scope signs in, read at once."""

    key: str
    brand: Brand
    issuer: str
    client_id: str
    secret: str
    version: int
    standing: Standing
    domains: frozenset[str]
    role_claim: str
    role_map: dict[str, Role]
    default_role: Role


def here() -> Here | None:
    """Return how the organisation in scope signs in; None when it never said."""
    row: Provider | None = provider_here()
    if row is None:
        return None
    try:
        secret = secret_of(row)
    except BrokenSeal:
        secret = ""  # the installation got another key: the provider refuses us, and the test says what to look at
    return Here(
        *(key_of_organisation(row.organisation_id).lower(), row.brand, row.issuer, row.client_id, secret),
        *(row.version, row.standing, frozenset(domains_of(row.organisation_id))),
        *(row.role_claim, read_role_map(row.role_map), row.default_role),
    )


def redirect_uri(key: str) -> str:
    """Return where a provider sends people back to: another address for each organisation, none for two providers."""
    return current_app.config["BASE_URL"].rstrip("/") + url_for("work.back", organisation=key)


def begin(organisation_id: int, purpose: Purpose, version: int, wanted: str, account_id: int | None = None) -> Visit:
    """Note that this browser goes to a provider. Inside a write transaction."""
    browser = session.setdefault(BROWSER, new_token())
    state = new_token()
    row = ProviderVisit(
        state_hash=token_hash(state),
        browser_hash=token_hash(browser),
        organisation_id=organisation_id,
        purpose=purpose,
        wanted=wanted[:2000],
        provider_version=version,
        account_id=account_id,
    )
    db.session.add(row)
    db.session.flush()
    return _read(state, row)


def visit_of(state: str, organisation: str, *purposes: Purpose) -> Visit | None:
    """Return the visit that came back; None for one that never was, is over, or is another browser's."""
    if not (state and state.isascii() and len(state) <= LONGEST_STATE):
        return None
    row = db.session.get(ProviderVisit, token_hash(state), populate_existing=True)
    if row is None or row.purpose not in purposes:
        return None
    if not hmac.compare_digest(row.browser_hash, token_hash(session.get(BROWSER, ""))):
        return None
    if organisation and key_of_organisation(row.organisation_id).lower() != organisation:
        return None
    return _read(state, row)


def end(state: str) -> bool:
    """End a visit; of two who end it at once one is told so. Inside a write transaction."""
    mine = delete(ProviderVisit).where(ProviderVisit.state_hash == token_hash(state))
    return db.session.execute(mine.returning(ProviderVisit.at), execution_options=QUIET).first() is not None


def wait_for_password(visit: Visit, account_id: int, subject: str) -> None:
    """Note that who came back still has to give a password: the visit that was ended goes on. In the transaction."""
    row = ProviderVisit(
        state_hash=token_hash(visit.state),
        browser_hash=token_hash(session.get(BROWSER, "")),
        organisation_id=visit.organisation_id,
        purpose=Purpose.CONFIRM,
        wanted=visit.wanted,
        provider_version=visit.provider_version,
        account_id=account_id,
        subject=subject,
    )
    db.session.add(row)
    db.session.flush()


def any_old() -> bool:
    """Say whether somebody never came back."""
    return db.session.scalar(select(ProviderVisit.at).where(ProviderVisit.at <= now() - LASTS).limit(1)) is not None


def forget_old() -> None:
    """Forget who never came back. Inside a write transaction."""
    db.session.execute(delete(ProviderVisit).where(ProviderVisit.at <= now() - LASTS), execution_options=QUIET)


def _read(state: str, row: ProviderVisit) -> Visit:
    return Visit(
        state=state,
        organisation_id=row.organisation_id,
        purpose=row.purpose,
        nonce=keyed_token("provider nonce", row.seed),
        verifier=keyed_token("provider verifier", row.seed),
        wanted=row.wanted,
        provider_version=row.provider_version,
        account_id=row.account_id,
        subject=row.subject,
        late=now() - row.at >= LASTS,
    )
