"""Sign in with the work account: go to the sign-in of one's organisation, come back, and come in or read why not."""

import math
import secrets
from typing import Any

import structlog
from flask import Blueprint, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from portal.signin.addresses import folded_address
from portal.signin.arriving import Arrival, Proof, go_on, proved
from portal.signin.attempts import note_attempt
from portal.trail.verbs import leave_trail
from portal.web.language import ZONE, language
from portal.web.limits import FROM_ONE_PLACE, PASSWORDS, everybody, limiter
from portal.web.views import own_path
from tenants.clock import now
from tenants.context import member_for
from tenants.database import db, end_reading, write_transaction
from tenants.errors import Forbidden
from tenants.everywhere import membership_here
from tenants.guard import public, while_looking
from tenants.linking import Arrived, NotLetIn, PasswordNeeded, Vouched, Why, arrive
from tenants.models import Account
from tenants.passwords import verify_password
from tenants.provider_terms import IN_USE, Purpose
from tenants.providers import note_test, offer_for, provider_here
from tenants.roles import Role
from tenants.scope import Scope, enter, home, inside
from tenants.sessions import forget_failures, locked_until, note_failure
from tenants.terms import Term

from . import visiting
from .forms import ConfirmForm, WorkForm
from .rules import LONGEST_CODE, Answer, Unknown, first_wrong, values_of
from .visiting import Here, Visit
from .wording import ADVICE, LOOKED_AT, REFUSALS, Trip

log = structlog.get_logger()
blueprint = Blueprint("work", __name__, url_prefix="/signin/sso")
LONGEST_NAME = 100


class Refused(Exception):
    """Nobody is signed in, and this is why."""

    def __init__(self, why: Term) -> None:
        super().__init__(str(why))
        self.why = why


@blueprint.post("")
@public("this is where people sign in")
@limiter.limit(FROM_ONE_PLACE)
def begin() -> Any:
    """Go to the sign-in of the organisation whose domain an address has, whether anybody has that address or not."""
    form = WorkForm()
    email = folded_address(form.email.data or "") if form.validate_on_submit() else ""
    offer = offer_for(email)
    if offer is None:
        return refusal(Trip.OFF)
    with inside(offer.organisation_id):
        here = visiting.here()
    if here is None:
        return refusal(Trip.OFF)
    return leave(offer.organisation_id, offer.organisation, here, Purpose.SIGN_IN, own_path(form.next.data), email)


def leave(
    organisation_id: int,
    name: str,
    here: Here,
    purpose: Purpose,
    wanted: str,
    hint: str = "",
    account_id: int | None = None,
) -> Any:
    """Send a browser to a provider.

    By a page of ours, because no form of ours may lead elsewhere: it goes on by itself, and has a link.
    """
    from .talking import address_to_go_to  # only here: see what it says

    with write_transaction():
        visit = visiting.begin(organisation_id, purpose, here.version, wanted, account_id)
    try:
        url = address_to_go_to(here, visit, hint)
    except Unknown as fault:
        log.warning("provider unknown", issuer=here.issuer, why=str(fault))
        return refusal(Trip.UNREACHABLE, testing=purpose is Purpose.TEST, key=here.key)
    answer = make_response(render_template("openid/going.html", url=url, organisation=name))
    answer.headers["Refresh"] = f"0; url={url}"
    return answer


@blueprint.get("/<organisation>/back")
@public("the provider sends people back here; what they bring is looked at")
@limiter.limit(FROM_ONE_PLACE)
@while_looking
def back(organisation: str) -> Any:
    """Look at what somebody brought back from a provider: sign them in, show an admin how a test went, or say why not.

    The one GET that signs in, because the provider leads here; the visit it belongs to works once.
    """
    db.session.rollback()
    state = request.args.get("state", "")
    visit = visiting.visit_of(state, organisation, Purpose.SIGN_IN, Purpose.TEST)
    if visit is None:
        return refusal(Trip.LOST)
    testing = visit.purpose is Purpose.TEST
    with inside(visit.organisation_id):
        here = visiting.here()
    end_reading(db.session())  # nothing is held while another server thinks
    try:
        answer, here = _answer(visit, here)
    except Refused as refused:
        with inside(visit.organisation_id), write_transaction():
            if not visiting.end(state):
                return refusal(Trip.LOST)
            _note_refusal(refused.why)
        return refusal(refused.why, testing=testing, key=organisation)
    if testing:
        return _tested(visit, here, answer)
    return _sign_in(visit, here, answer)


def _answer(visit: Visit, here: Here | None) -> tuple[Answer, Here]:
    """Return what the provider says of who came back. Raises Refused."""
    from .talking import answer_to, says_who_it_is

    if visit.late:
        raise Refused(Trip.LATE)
    if here is None or here.version != visit.provider_version:
        raise Refused(Trip.CHANGED)
    if visit.purpose is Purpose.SIGN_IN and here.standing not in IN_USE:
        raise Refused(Trip.CHANGED)
    code = request.args.get("code", "")
    try:
        if not says_who_it_is(here, request.args.get("iss")):
            raise Refused(Trip.MIXED)
        if not code or "error" in request.args or len(code) > LONGEST_CODE or not code.isprintable():
            raise Refused(Trip.DENIED)
        return answer_to(here, visit, code), here
    except Unknown as fault:
        log.warning("provider unknown", issuer=here.issuer, why=str(fault))
        raise Refused(Trip.UNREACHABLE) from None


def _sign_in(visit: Visit, here: Here, answer: Answer) -> Any:
    wrong = first_wrong(answer.verdicts)
    who = None if wrong else _vouched(here, answer)
    with inside(visit.organisation_id), write_transaction():
        if not visiting.end(visit.state):
            return refusal(Trip.LOST)
        if who is None:
            _note_refusal(wrong or Trip.DENIED)
            return refusal(wrong or Trip.DENIED)
        try:
            arrival = _proved(arrive(who, language()))
        except PasswordNeeded as needed:
            visiting.wait_for_password(visit, needed.account_id, who.subject)
            form = ConfirmForm(formdata=None, data={"state": visit.state})
            return _ask_password(form, _address_of(needed.account_id))
        except NotLetIn as no:
            _note_refusal(no.why, no.account_id)
            return refusal(no.why)
    return go_on(arrival, visit.wanted)


def _proved(arrived: Arrived) -> Arrival:
    """Open a session. Where an account is of more than one organisation, one of them does not answer for the others.

    Then it counts as much as a mail to its address would, and a second factor is asked of who has one.
    """
    return proved(arrived.account_id, Proof.PROVIDER if arrived.only_here else Proof.LINK)


@blueprint.post("/password")
@public("who comes back from a provider is not signed in yet")
@limiter.limit(FROM_ONE_PLACE)
@limiter.limit(PASSWORDS, key_func=everybody)
def confirm() -> Any:
    """Take the password of an account of more than one organisation, once, and sign in."""
    form = ConfirmForm()
    right = form.validate_on_submit()
    visit = visiting.visit_of(form.state.data or "", "", Purpose.CONFIRM)
    if visit is None or visit.account_id is None:
        return refusal(Trip.LOST)
    if visit.late:
        return refusal(Trip.LATE)
    account_id = visit.account_id
    account = db.session.scalars(db.select(Account).where(Account.id == account_id)).one()
    email, password_hash, name = account.email, account.password_hash, account.name
    if not right:
        return _ask_password(form, email), 422
    if until := locked_until(email):
        wait = max(1, math.ceil((until - now()).total_seconds()))
        form.password.errors = [_("Too many tries. Try again after %(time)s", time=f"{until.astimezone(ZONE):%H:%M}")]
        return _ask_password(form, email), 429, {"Retry-After": str(wait)}
    if not (verify_password(password_hash, form.password.data or "") and account.active):
        with write_transaction():
            note_failure(email)
            note_attempt(account_id, False, request.remote_addr or "")
        form.password.errors = [_("This is not the password of this account")]
        return _ask_password(form, email), 422
    with inside(visit.organisation_id):
        here = visiting.here()
    if here is None or here.version != visit.provider_version or here.standing not in IN_USE:
        return refusal(Trip.CHANGED)
    who = Vouched(here.issuer, visit.subject, email, name, Role.EMPLOYEE)
    with inside(visit.organisation_id), write_transaction():
        if not visiting.end(visit.state):
            return refusal(Trip.LOST)
        forget_failures(email)
        try:
            arrival = _proved(arrive(who, language(), confirmed=account_id))
        except NotLetIn as no:
            _note_refusal(no.why, no.account_id)
            return refusal(no.why)
    return go_on(arrival, visit.wanted)


def _tested(visit: Visit, here: Here, answer: Answer) -> Any:
    """Show an admin each check and what was claimed; the browser of nobody else shows it."""
    account_id = current_user.account_id if current_user.is_authenticated else 0
    member = member_for(account_id, visit.organisation_id) if account_id == visit.account_id else None
    if member is None:
        return refusal(Trip.LOST)
    wrong = first_wrong(answer.verdicts)
    enter(Scope.of(member.organisation_id, member.account_id))
    try:
        with write_transaction():
            if not visiting.end(visit.state):
                return refusal(Trip.LOST)
            note_test(member, here.version, wrong is None, str(wrong or ""))
    except Forbidden:
        return refusal(Trip.LOST)
    g.visitor, g.member, g.key = current_user._get_current_object(), member, here.key  # type: ignore[attr-defined]
    return render_template(
        "openid/tested.html",
        wrong=wrong,
        advice=ADVICE.get(wrong) if wrong else None,
        checks=[(LOOKED_AT[check], right) for check, right in answer.verdicts],
        claims=_told(here, answer),
    )


def _told(here: Here, answer: Answer) -> list[tuple[str, str]]:
    """Return what an admin reads of an answer: who it is about, and what decides their role."""
    names = [("email", _("E-mail address")), ("name", _("Name")), ("sub", _("Who it is, for your provider"))]
    if here.role_claim:
        names.append((here.role_claim, _("Role (%(claim)s)", claim=here.role_claim)))
    told = [(words, ", ".join(values_of(answer.claims, name))[:500]) for name, words in names]
    return [(words, text or _("nothing")) for words, text in told] if answer.claims else []


def _vouched(here: Here, answer: Answer) -> Vouched:
    claims = answer.claims
    name = next(iter(values_of(claims, "name")), "")
    name = " ".join("".join(one if one.isprintable() else " " for one in name).split())[:LONGEST_NAME]
    given = [here.role_map[value] for value in values_of(claims, here.role_claim) if value in here.role_map]
    role = max(given, key=list(Role).index, default=here.default_role)
    return Vouched(here.issuer, claims["sub"], answer.address, name or answer.address.partition("@")[0], role)


def _note_refusal(why: Term, account_id: int | None = None) -> None:
    """Note in the log of the organisation in scope that somebody did not come in, and why."""
    network = request.remote_addr or ""
    if account_id is not None:
        subject = membership_here(account_id, home())
        leave_trail("member.refused at work", subject, by=None, why=str(why), network=network)
        return
    row = provider_here()
    if row is not None:
        leave_trail("provider.refused", row, by=None, why=str(why), network=network)


def _address_of(account_id: int) -> str:
    return db.session.scalars(db.select(Account.email).where(Account.id == account_id)).one()


def _ask_password(form: ConfirmForm, email: str) -> str:
    return render_template("openid/confirm.html", form=form, email=email)


def refusal(why: Term, testing: bool = False, key: str = "") -> Any:
    """Say that nobody was signed in, why, and which code to quote."""
    begins, words = REFUSALS[why]
    code = f"{begins}-{secrets.token_hex(2)}".upper()
    log.warning("work account refused", why=str(why), code=code)
    page = render_template(
        "openid/refused.html", words=words, code=code, testing=testing, key=key, ask=why is Why.NO_ACCOUNT
    )
    return page, 503 if why is Trip.UNREACHABLE else 403
