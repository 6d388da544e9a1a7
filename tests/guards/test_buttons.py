"""A button is shown exactly when its post is accepted: for each role, in each state of a request."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.tickets import concerned, duties, following, handling, rating
from portal.tickets.behalf import Asked
from portal.tickets.lifecycle import Reason
from portal.tickets.models import Participant
from portal.tickets.rules import end_of_day
from portal.web.text import written
from tenants.clock import at, now
from tenants.database import db
from tenants.models import Person
from tests.guards.acting import Acts
from tests.guards.behind import Behind
from tests.guards.reading import Form, read
from tests.players import Player, somebody

TEXT = written("Een bericht.")
REFUSED = (403, 404, 409, 422)


@dataclass(frozen=True)
class Act:
    """Something that can be done on the page of a request: where it posts, what it sends, and how it is known.

    `mark` is the field, or the button, that tells this act from another of the same address.
    """

    name: str
    verb: str
    fields: dict[str, str] = field(default_factory=dict)
    mark: tuple[str, str] | None = None
    unless: str = ""
    """The act that is offered in its place and does the same."""


CUSTOMERS = (
    Act("reply", "replies", {"body": "Een reactie."}, unless="reopen"),
    Act("solve", "resolution", {"reason": "solved"}, ("reason", "solved")),
    Act("withdraw", "resolution", {"reason": "withdrawn"}, ("reason", "withdrawn")),
    Act("reopen", "reopening", {"words": "Het werkt nog niet."}),
    Act("ask for more time", "extension"),
    Act("follow", "following", {"follow": "yes"}, ("follow", "yes")),
    Act("stop following", "following", {"follow": "no"}, ("follow", "no")),
    Act("take over", "takeover"),
    Act("object", "objection", {"words": "Het is anders."}),
    Act("add a watcher", "watchers", {"watchers": "noor"}),
    Act("rate", "rating", {"verdict": "satisfied"}),
    Act("say it is good now", "follow-up", {"made_good": "yes"}, ("made_good", "yes")),
    Act("say it is not good yet", "follow-up", {"made_good": "no"}, ("made_good", "no")),
)

UNTIL = (date(2026, 11, 17) + timedelta(days=20)).isoformat()

DESK = (
    Act("ask", "replies", {"send": "ask", "body": "Een vraag.", "until": UNTIL}, ("send", "ask")),
    Act("answer", "replies", {"send": "answer", "body": "Een antwoord."}, ("send", "answer")),
    Act("comment", "replies", {"send": "comment", "body": "Een woord."}, ("send", "comment")),
    Act("resolve", "replies", {"send": "resolve", "body": "Klaar.", "reason": "solved"}, ("send", "resolve")),
    Act("note", "replies", {"send": "note", "body": "Een notitie."}, ("send", "note")),
    Act("take", "assignee", {"assignee": "me", "was": "nobody"}, ("assignee", "me")),
    Act("assign", "assignee", {"assignee": "Joost van Dam", "was": ""}, ("assignee", "*")),
    Act("move", "department", {"department": "bi", "body": ""}),
    Act("make good", "follow-up", {"body": "Het spijt ons."}),
)


def mismatches(players: Iterable[Player], acts: tuple[Act, ...], make: Callable[[], str], behind: Behind) -> list[str]:
    """Return each button whose post is refused, and each post that is accepted without a button.

    `make` lets there be a request in the state at hand and returns its address.
    """
    found, shared = [], make()
    for player in players:
        path = _address(player, shared)
        page = player.browser.get(path)
        forms = read(page.get_data(as_text=True)).forms if page.status_code == 200 else []
        offered = {act.name: form for form in forms for act in _offered(form, path, acts)}
        found += [f"{player.name}: nobody knows the form to {form.action}" for form in _strangers(forms, path, acts)]
        for act in acts:
            if act.name in offered:
                found += _pressed(player, act, offered[act.name], _address(player, make()))
            elif act.unless not in offered and (accepted := _forced(player, act, path, behind)):
                found += accepted
                path = _address(player, shared := make())
    return found


def _offered(form: Form, path: str, acts: tuple[Act, ...]) -> list[Act]:
    def told(act: Act) -> bool:
        if act.mark is None:
            return True
        name, value = act.mark
        if value == "*":
            return name in form.choices
        return act.mark in form.fields or act.mark in form.buttons

    return [act for act in acts if _goes_to(form, path) == act.verb and told(act)]


def _strangers(forms: list[Form], path: str, acts: tuple[Act, ...]) -> list[Form]:
    return [form for form in forms if _goes_to(form, path) and not _offered(form, path, acts)]


def _goes_to(form: Form, path: str) -> str:
    action = form.action.partition("?")[0]
    return action.removeprefix(f"{path}/") if form.method == "post" and action.startswith(f"{path}/") else ""


def _pressed(player: Player, act: Act, form: Form, path: str) -> list[str]:
    """Press the button on a fresh request in the same state, with what the page sends along."""
    fields = dict(form.fields) | act.fields
    if act.mark and act.mark[1] == "*":
        fields[act.mark[0]] = _another(form, act.mark[0])
    answer = player.browser.post(f"{path}/{act.verb}", data=fields)
    if answer.status_code == 303:
        return []
    return [f"{player.name}: {act.name} is offered, and answered with {answer.status_code}"]


def _another(form: Form, name: str) -> str:
    """Return a choice of a select that is not the one it stands at."""
    return next(value for value in form.choices[name] if value != dict(form.fields).get(name))


def _forced(player: Player, act: Act, path: str, behind: Behind) -> list[str]:
    """Post what is not offered; it is refused, or has been done already and changes nothing."""
    before = behind.digest()
    answer = player.browser.post(f"{path}/{act.verb}", data={"csrf_token": _token(player)} | act.fields)
    if answer.status_code in REFUSED:
        return []
    if answer.status_code == 303 and behind.digest() == before:
        return []
    return [f"{player.name}: {act.name} is not offered, and answered with {answer.status_code}"]


def _token(player: Player) -> str:
    if not hasattr(player, "token"):
        page = "/desk/inbox/mine" if player.house == "nova" else f"/{player.house}/new"
        field = player.opens(page).soup.select_one("input[name=csrf_token]")
        player.token = field["value"] if field else ""  # type: ignore[attr-defined]
    return player.token  # type: ignore[attr-defined]


def _address(player: Player, path: str) -> str:
    if player.house != "nova":
        return path
    house, _requests, number = path.strip("/").split("/")
    return f"/desk/requests/{house.upper()}-{number}"


# How a request comes into each state. It all happened in the past; the page is read now.

Step = tuple[str, Callable[[Any, Any], object]]


def _by(name: str, verb: Callable[..., object], *arguments: Any) -> Step:
    return name, lambda member, ticket: verb(member, ticket, *arguments)


def _rated(verdict: str) -> Step:
    reasons = ["waited"] if verdict == "dissatisfied" else []
    return _by("bram", rating.rate, rating.opinion(verdict, reasons, "", ""))


def _made_good() -> Step:
    return "marijke", lambda who, it: rating.answer_dissatisfaction(who, it, rating.follow_up_of(it), TEXT)


def _said_good() -> Step:
    return "bram", lambda who, it: rating.say_made_good(who, it, rating.follow_up_of(it), True)


def _asked() -> Step:
    return "joost", lambda who, it: handling.postpone(who, it, TEXT, end_of_day(now(), 14), "ask")


TAKEN = _by("joost", handling.take)
ANSWERED = _by("joost", handling.answer, TEXT, "answer")
RESOLVED = _by("joost", handling.resolve, Reason.SOLVED, TEXT, "resolve")

STATES: dict[str, tuple[float, list[Step]]] = {
    # days ago, what happened
    "new": (1, []),
    "open": (1, [TAKEN, _by("joost", handling.comment, TEXT, "comment")]),
    "answered": (1, [ANSWERED]),
    "asked": (1, [_asked()]),
    "asked, with more time": (1, [_asked(), _by("bram", following.extend)]),
    "solved": (1, [RESOLVED]),
    "withdrawn": (1, [_by("bram", following.withdraw)]),
    "rated well": (1, [RESOLVED, _rated("satisfied")]),
    "rated badly": (1, [RESOLVED, _rated("dissatisfied")]),
    "made good": (1, [RESOLVED, _rated("dissatisfied"), _made_good()]),
    "made good, they said": (1, [RESOLVED, _rated("dissatisfied"), _made_good(), _said_good()]),
    "reopened": (1, [RESOLVED, _by("bram", following.reopen, TEXT)]),
    "rated long ago": (20, [RESOLVED, _rated("satisfied")]),
    "no word from the customer": (20, [ANSWERED]),
    "closed": (40, [RESOLVED]),
    "confidential": (1, [ANSWERED]),
    "on behalf": (1, []),
    "on behalf, answered": (1, [ANSWERED]),
    "on behalf, taken over": (1, [_by("bram", concerned.take_over)]),
    "on behalf, not followed": (1, [_by("bram", concerned.stop_following)]),
    "on behalf, solved": (1, [RESOLVED]),
    "on behalf, closed": (40, [RESOLVED]),
}


STATES_OF_THE_DESK = (
    "new",
    "open",
    "answered",
    "asked",
    "solved",
    "rated badly",
    "made good",
    "closed",
    "confidential",
)
"""What the customer has said of it apart, these are all different to the desk."""


@pytest.fixture
def behind(engine) -> Behind:
    return Behind(engine)


def maker(app: Flask, state: str) -> Callable[[], str]:
    """Return what makes a request of Bram's in a state, that Karim follows, and gives its address."""
    days, steps = STATES[state]

    def make() -> str:
        with app.app_context():
            acts = Acts("linde")
            with at(now() - timedelta(days=days)):
                secret, behalf = state == "confidential", state.startswith("on behalf")
                filer, people = ("anneke", Asked(chosen="20418")) if behalf else ("bram", Asked())
                number = acts.file(filer, f"Een vraag: {state}", confidential=secret, people=people)
                acts.do("bram", number, _followed_by_karim)
                for name, verb in steps:
                    acts.do(name, number, verb)
            if days > 14:
                db.session.remove()
                for duty in duties.DUTIES:
                    duty()
            acts.leaves()
        return f"/linde/requests/{number}"

    def _followed_by_karim(member: Any, ticket: Any) -> None:
        karim = Acts("linde").players.of("karim", "linde")
        db.session.add(Participant(ticket_id=ticket.id, person_id=karim.person_id))

    return make


@pytest.mark.parametrize("state", STATES)
def test_customers_see_a_button_exactly_when_its_post_is_accepted(app, noon, behind, state):
    people = [Player(app, somebody(name)) for name in ("bram", "karim", "anneke", "noor", "henk")]

    assert mismatches(people, customers(app), maker(app, state), behind) == []


def customers(app: Flask) -> tuple[Act, ...]:
    """Return what customers do, with the watcher called as forms call people."""
    with app.app_context():
        who = Acts("linde").comes("noor").person_id
        called = db.session.scalars(select(Person.public_id).where(Person.id == who)).one()
        db.session.remove()
    return tuple(replace(act, fields={"watchers": called}) if "watchers" in act.fields else act for act in CUSTOMERS)


@pytest.mark.parametrize("state", STATES_OF_THE_DESK)
def test_the_desk_sees_a_button_exactly_when_its_post_is_accepted(app, noon, behind, state):
    people = [Player(app, somebody(name)) for name in ("joost", "fatma", "marijke", "ruud")]

    assert mismatches(people, DESK, maker(app, state), behind) == []


def test_a_planted_button_too_many_and_one_too_few_are_found(app, noon, behind, monkeypatch):
    from portal.tickets import show

    real = show.actions

    def wrong(member: Any, ticket: Any, resolution: Any) -> Any:
        allowed = real(member, ticket, resolution)
        allowed.reopen, allowed.withdraw = True, False
        return allowed

    monkeypatch.setattr(show, "actions", wrong)

    assert mismatches([Player(app, somebody("bram"))], customers(app), maker(app, "new"), behind) == [
        "Bram Kuipers: withdraw is not offered, and answered with 303",
        "Bram Kuipers: reopen is offered, and answered with 409",
    ]
