"""The policy, cell by cell: each line of policy.txt is tried through the pages, where it says yes and where no."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.tickets import handling
from portal.tickets.behalf import Asked
from portal.tickets.lifecycle import Reason
from portal.tickets.models import Participant
from portal.tickets.rules import end_of_day
from portal.web.text import written
from tenants import permissions
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.models import Organisation, Person
from tenants.permissions import TABLE, WIDER, Action, Reach
from tenants.roles import Authorisation
from tests.guards.acting import Acts
from tests.players import CHANGE, PROBLEM, Player, somebody

POLICY = Path(__file__).parent / "policy.txt"
TEXT = written("Een bericht.")
PLACES = ("own", "for them", "follows", "team", "unit", "colleague", "elsewhere")

WHO = {
    "an employee": "bram",
    "a manager": "anneke",
    "a professional": "noor",
    "a professional, authorised to see confidential requests": "samira",
    "a professional, authorised to request changes": "samira",
    "a manager, authorised to request changes": "anneke",
    "an admin": "henk",
    "an employee, named to see their unit": "bram",
    "an employee, named to see everything": "bram",
    "a manager, named to see everything": "anneke",
    "an agent": "joost",
    "a lead": "marijke",
    "a service admin": "ruud",
}

AUTHORISED = {
    "a manager, authorised to request changes": Authorisation.FILE_CHANGES,
    "an employee, named to see their unit": Authorisation.SEE_UNIT,
    "an employee, named to see everything": Authorisation.SEE_ALL,
    "a manager, named to see everything": Authorisation.SEE_ALL,
}

SETTINGS: dict[str, dict[str, int]] = {
    "where employees report problems": {"employees_report": True},
    "where employees see their unit": {"employees_see": Reach.UNIT},
    "where employees see everything": {"employees_see": Reach.ORGANISATION},
    "where employees see their team": {"employees_see": Reach.TEAM},
    "where managers see their team only": {"managers_see": Reach.TEAM},
}

FILED_BY = {"for them": "samira", "follows": "karim", "team": "bram"}
FILED_BY |= {"unit": "anneke", "colleague": "karim", "elsewhere": "tom"}

SCOPES = ("mine", "team", "organisation")
ANSWERS = {200: "yes", 303: "yes", 403: "no", 404: "hidden"}


@dataclass(frozen=True)
class Tried:
    """How an action is tried: what happened to the request before, where it is posted, and with what."""

    action: Action
    before: str = ""
    verb: str = ""
    fields: tuple[tuple[str, str], ...] = ()


ACTIONS = {
    "file for themselves": Tried(Action.FILE_QUESTION),
    "report a problem": Tried(Action.FILE_PROBLEM),
    "request a change": Tried(Action.FILE_CHANGE),
    "see": Tried(Action.SEE),
    "see, if confidential": Tried(Action.SEE_CONFIDENTIAL),
    "reply": Tried(Action.REPLY, "", "replies", (("body", "Een reactie."),)),
    "resolve as solved": Tried(Action.RESOLVE, "answered", "resolution", (("reason", "solved"),)),
    "withdraw": Tried(Action.WITHDRAW, "", "resolution", (("reason", "withdrawn"),)),
    "reopen": Tried(Action.REOPEN, "solved", "reopening", (("words", "Het werkt nog niet."),)),
    "ask for more time": Tried(Action.EXTEND, "asked", "extension"),
    "stop following": Tried(Action.FOLLOW, "", "following", (("follow", "no"),)),
    "add watchers": Tried(Action.WATCH, "", "watchers", (("watchers", "noor"),)),
    "take over": Tried(Action.TAKE_OVER, "", "takeover"),
    "say it is not right": Tried(Action.OBJECT, "", "objection", (("words", "Het is anders."),)),
    "make confidential": Tried(Action.CONFIDE, "", "secrecy", (("confidential", "yes"),)),
    "rate": Tried(Action.RATE, "solved", "rating", (("verdict", "satisfied"),)),
}

FILING: dict[Action, tuple[str, dict[str, str]]] = {
    Action.FILE_QUESTION: ("question", {"subject": "Een vraag", "note": "Mijn vraag."}),
    Action.FILE_PROBLEM: ("problem", PROBLEM),
    Action.FILE_CHANGE: ("change", {name: text for part in CHANGE.values() for name, text in part.items()}),
}

BEFORE: dict[str, Callable[[Any, Any], object]] = {
    "answered": lambda who, it: handling.answer(who, it, TEXT, "answer"),
    "asked": lambda who, it: handling.postpone(who, it, TEXT, end_of_day(now(), 14), "ask"),
    "solved": lambda who, it: handling.resolve(who, it, Reason.SOLVED, TEXT, "solve"),
}


@dataclass(frozen=True)
class Cell:
    """One cell of the policy."""

    who: str
    action: str
    place: str
    says: str


def cells() -> Iterator[Cell]:
    """Read the policy."""
    who = ""
    of_requests = POLICY.read_text(encoding="utf-8").partition("sees it.\n")[2].partition("What is about")[0]
    for line in of_requests.splitlines():
        words = re.split(r"\s{2,}", line.strip())
        if len(words) == 1 and words[0]:
            who = words[0]
        elif len(words) == len(PLACES) + 1:
            yield from (Cell(who, words[0], place, says) for place, says in zip(PLACES, words[1:], strict=True))


CELLS = [cell for cell in cells() if cell.says != "-"]


def disagreements(app: Flask, who: str, policy: Sequence[Cell] = CELLS) -> list[str]:
    """Try every cell of one person; return those where the portal answers otherwise than the policy."""
    role, _comma, setting = who.partition(", where ")
    with app.app_context():
        _choose(SETTINGS.get(f"where {setting}", {}), who)
    player = Player(app, somebody(WHO[role]))
    found = []
    for cell in policy:
        if cell.who == who and (answer := _tried(app, player, cell)) != cell.says:
            found.append(f"{who}: {cell.action}, {cell.place}: {answer}, not {cell.says}")
    return found


def _choose(values: dict[str, int], who: str) -> None:
    with write_transaction():
        if values:
            db.session.execute(update(Organisation).where(Organisation.key == "LINDE").values(**values))
    role = who.partition(", where ")[0]
    if role in AUTHORISED:
        Acts("linde").authorise(WHO[role], AUTHORISED[role])
    db.session.remove()


def _tried(app: Flask, player: Player, cell: Cell) -> str:
    how = ACTIONS[cell.action]
    house = "vechtdal" if cell.place == "elsewhere" else "linde"
    if how.action in FILING:
        return _filing(player, how.action, house)
    number, subject = _filed(app, player, cell, house, how)
    path = f"/desk/requests/{house.upper()}-{number}" if player.house == "nova" else f"/{house}/requests/{number}"
    if not how.verb:
        seen = ANSWERS.get(player.opens(path).status, "?")
        listed = _listed(player, house, subject)
        return seen if listed is (seen == "yes") else f"{seen} on its page, {'in' if listed else 'not in'} the list"
    fields = dict(how.fields)
    if "watchers" in fields:
        with app.app_context():
            acts = Acts("linde")
            fields["watchers"] = public_id_of(acts, fields["watchers"])
            acts.leaves()
    return ANSWERS.get(_posted(player, f"{path}/{how.verb}", fields), "?")


def public_id_of(acts: Acts, first_name: str) -> str:
    """Return what forms call somebody of the cast."""
    person_id = acts.comes(first_name).person_id
    return db.session.scalars(select(Person.public_id).where(Person.id == person_id)).one()


def _filing(player: Player, action: Action, house: str) -> str:
    """Try to file: through the pages, and by a post without them, which has to be answered alike."""
    kind, fields = FILING[action]
    opened = ANSWERS[player.opens(f"/{house}/new/{kind}").status]
    sent = ANSWERS[_posted(player, f"/{house}/new/{kind}/planning", fields | {"key": f"the key of {kind}"})]
    return sent if opened == sent else f"{sent}, but {opened} on the page before"


def _filed(app: Flask, player: Player, cell: Cell, house: str, how: Tried) -> tuple[int, str]:
    assert player.one
    filer = player.one.first_name if cell.place == "own" else FILED_BY[cell.place]
    if cell.place == "for them" and filer == player.one.first_name:
        filer = "noor"
    subject = f"Woord{cell.place} {cell.action}"
    with app.app_context():
        acts = Acts(house)
        people = Asked(chosen=public_id_of(acts, player.one.first_name)) if cell.place == "for them" else Asked()
        number = acts.file(filer, subject, confidential=how.action is Action.SEE_CONFIDENTIAL, people=people)
        if cell.place == "follows":
            follower = acts.comes(player.one.first_name)
            acts.do(
                filer,
                number,
                lambda _who, it: db.session.add(Participant(ticket_id=it.id, person_id=follower.person_id)),
            )
        if how.before:
            acts.do("joost", number, BEFORE[how.before])
        acts.leaves()
    return number, subject


def _listed(player: Player, house: str, subject: str) -> bool:
    """Say whether a request is in the widest list this person has, and can be searched there."""
    if player.house == "nova":
        page = player.opens(f"/desk/inbox/all?q={subject.split()[0]}")
        return page.status == 200 and subject in page.text
    found = any(subject in player.lists(scope) for scope in SCOPES)
    searched = any(subject in player.lists(scope, q=subject.split()[0]) for scope in SCOPES)
    assert found == searched, (player.name, subject)
    return found


def _posted(player: Player, path: str, fields: dict[str, str]) -> int:
    if not hasattr(player, "token"):
        player.token = player.opens("/linde/new").soup.select_one("input[name=csrf_token]")["value"]  # type: ignore
    return player.browser.post(path, data=fields | {"csrf_token": player.token}).status_code  # type: ignore


@pytest.mark.parametrize("who", dict.fromkeys(cell.who for cell in CELLS))
def test_the_portal_answers_what_the_policy_says(app, noon, who):
    assert disagreements(app, who) == []


def test_the_policy_speaks_of_every_role_and_every_action_of_a_customer():
    of_no_request = {Action.ENTER, Action.READ_NEWS, Action.PUBLISH_NEWS, Action.MANAGE_MEMBERS}
    of_no_request |= {
        Action.AUDIT,
        Action.NAME_DEPUTY,
        Action.SEE_SATISFACTION,
        Action.READ_ARTICLES,
        Action.SORT_MAIL,
    }  # see test_policy_of_the_house.py
    tenants_actions = {action for action, row in TABLE.items() if any(row[:4])} | {wider.action for wider in WIDER}
    tenants_actions -= of_no_request

    assert {ACTIONS[cell.action].action for cell in CELLS} == tenants_actions
    assert {cell.who.partition(", where ")[0] for cell in CELLS} == set(WHO)
    assert {cell.says for cell in CELLS} == {"yes", "no", "hidden"}
    assert len(CELLS) > 180


def test_a_planted_cell_too_generous_and_one_too_strict_are_found(app, noon, monkeypatch):
    row = list(TABLE[Action.WITHDRAW])
    row[0], row[2] = Reach.OWN, Reach.NONE
    monkeypatch.setattr(permissions, "TABLE", {**TABLE, Action.WITHDRAW: tuple(row)})
    monkeypatch.setattr(permissions, "_reach", permissions._reach.__wrapped__)  # what was reckoned before is kept

    withdrawing = [cell for cell in CELLS if cell.action == "withdraw"]

    assert disagreements(app, "an employee", withdrawing) == ["an employee: withdraw, follows: yes, not no"]
    assert disagreements(app, "a professional", withdrawing) == ["a professional: withdraw, colleague: no, not yes"]


def test_a_planted_line_of_the_policy_that_is_wrong_is_found(app, noon):
    wrong = [Cell("an admin", "rate", "own", "hidden"), Cell("an admin", "rate", "colleague", "no")]

    assert disagreements(app, "an admin", wrong) == ["an admin: rate, own: yes, not hidden"]
