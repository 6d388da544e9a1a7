"""The second part of policy.txt, cell by cell: news, members, the desk and the set-up, tried through the pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from portal.desk import rules
from portal.tickets import handling, rating
from portal.tickets.lifecycle import Reason
from portal.tickets.models import Ticket
from tenants.permissions import Action
from tenants.roles import Authorisation
from tests.admin.test_catalogue import UPDATES
from tests.guards.acting import Acts
from tests.news.telling import place as publishes_at
from tests.players import Player, somebody
from tests.stories.test_policy import ACTIONS as OF_A_REQUEST
from tests.stories.test_policy import ANSWERS, POLICY, TEXT

WHO = {
    "employee": "bram",
    "manager": "anneke",
    "professional": "noor",
    "publisher": "samira",
    "admin": "henk",
    "agent": "joost",
    "lead": "marijke",
    "service admin": "ruud",
}
ELSEWHERE = "in an organisation that is not theirs"

NEWS = {"kind": "news", "title_nl": "De receptie verhuist", "text_nl": "Naar de eerste verdieping.", "send": "publish"}
ARTICLE = {"title_nl": "Een dienst ruilen", "text_nl": "Kies Ruilen.", "send": "publish"}
MEMBER = {"name": "Nieuwe Collega", "email": "nieuw@linde.example", "roles": "employee", "language": "nl"}

ACTIONS = {
    "read news": Action.READ_NEWS,
    "publish news": Action.PUBLISH_NEWS,
    "read articles": Action.READ_ARTICLES,
    "write articles": Action.WRITE_ARTICLES,
    "manage members": Action.MANAGE_MEMBERS,
    "read the log": Action.AUDIT,
    "read how it went": Action.SEE_SATISFACTION,
    "sort messages": Action.SORT_MAIL,
    "name a deputy": Action.NAME_DEPUTY,
    "set up the service": Action.ADMINISTER,
    "work at the desk": Action.WORK,
    "handle a request": Action.HANDLE,
    "reassign a request": Action.REASSIGN,
    "answer a bad rating": Action.FOLLOW_UP,
}

WITHOUT_A_LINE = {Action.ENTER: "signing in: everybody who has a membership does it before each of these cells"}


@dataclass(frozen=True)
class Cell:
    """One cell of the second part of the policy."""

    where: str
    action: str
    who: str
    says: str


@dataclass(frozen=True)
class Prepared:
    """The addresses at the desk of a request that Fatma has, and of one that was solved badly."""

    held: str = ""
    judged: str = ""


def cells() -> Iterator[Cell]:
    """Read the second part of the policy."""
    where = ""
    for line in POLICY.read_text(encoding="utf-8").partition("the signs mean the same.\n")[2].splitlines():
        words = re.split(r"\s{2,}", line.strip())
        if len(words) == 1 and words[0]:
            where = words[0]
        elif len(words) == len(WHO) + 1:
            yield from (Cell(where, words[0], who, says) for who, says in zip(WHO, words[1:], strict=True))


CELLS = list(cells())


def answer(player: Player, cell: Cell, requests: Prepared) -> str:
    """Try one cell: open the page, post to it, or both, which have to be answered alike."""
    house = "vechtdal" if cell.where == ELSEWHERE else player.house
    own = house == player.house
    match ACTIONS[cell.action]:
        case Action.READ_NEWS:
            return _opened(player, f"/{house}/news")
        case Action.PUBLISH_NEWS:
            return _both(player, f"{publishes_at(player) if own else f'/{house}/news'}/new", NEWS)
        case Action.READ_ARTICLES:
            return _opened(player, f"/{house}/kb")
        case Action.WRITE_ARTICLES:
            return _both(player, "/admin/articles/new" if own else f"/{house}/articles/new", ARTICLE)
        case Action.MANAGE_MEMBERS:
            return _both(player, f"/{house}/org/users/new", MEMBER)
        case Action.AUDIT:
            return _opened(player, "/admin/audit" if own and player.house == "nova" else f"/{house}/org/audit")
        case Action.SEE_SATISFACTION:
            return _opened(player, f"/{house}/org/satisfaction")
        case Action.SORT_MAIL:
            return _opened(player, f"/{house}/messages")
        case Action.NAME_DEPUTY:
            return _opened(player, "/desk/absence" if own and player.house == "nova" else f"/{house}/deputies")
        case Action.ADMINISTER:
            return _both(player, "/admin/services/new", UPDATES | {"place": "0"})
        case Action.WORK:
            return _opened(player, "/desk/inbox/all")
        case Action.HANDLE:
            return _sent(player, f"{requests.held}/replies", {"send": "note", "body": "Dit zoek ik uit."})
        case Action.REASSIGN:
            return _sent(player, f"{requests.held}/assignee", {"assignee": rules.NOBODY, "was": "Fatma Yıldız"})
        case action:
            assert action is Action.FOLLOW_UP
            return _sent(player, f"{requests.judged}/follow-up", {"body": "Dat spijt ons."})


def _opened(player: Player, path: str) -> str:
    return ANSWERS.get(player.opens(path).status, "?")


def _sent(player: Player, path: str, fields: dict[str, Any]) -> str:
    page = player.opens(path.rpartition("/")[0])
    known = page.form(path) if page.status == 200 and f'action="{path}"' in page.html else {}
    return ANSWERS.get(player.sends(path, known | fields).status, "?")


def _both(player: Player, path: str, fields: dict[str, Any]) -> str:
    page = player.opens(path)
    form = next((str(form["action"]) for form in page.soup.select("main form[method=post]") if form.get("action")), "")
    known = page.form(form) if page.status == 200 else {}
    opened, sent = ANSWERS[page.status], player.sends(path, known | fields)
    said = ANSWERS.get(sent.status, f"{sent.status} {sent.errors}")
    return said if said == opened else f"{said}, but {opened} on the page before"


def _prepared(app: Any) -> Prepared:
    """Let Samira publish; let Fatma have one request, and solve another to Karim's dissatisfaction."""
    with app.app_context():
        acts = Acts("linde")
        acts.authorise("samira", Authorisation.PUBLISH_NEWS)
        held, judged = acts.file("karim", "Mijn rooster is leeg"), acts.file("karim", "Mijn rooster is dubbel")
        acts.do("fatma", held, handling.take)
        acts.do("fatma", judged, lambda who, it: handling.resolve(who, it, Reason.SOLVED, TEXT, "solved"))
        acts.do("karim", judged, _dissatisfied)
        acts.leaves()
    return Prepared(f"/desk/requests/LINDE-{held}", f"/desk/requests/LINDE-{judged}")


def _dissatisfied(who: Any, ticket: Ticket) -> None:
    rating.rate(who, ticket, rating.opinion("dissatisfied", ("not_solved",), "Het is nog dubbel.", ""))


@pytest.mark.parametrize("who", WHO)
def test_the_portal_answers_what_the_policy_of_the_house_says(app, noon, who):
    requests = _prepared(app)
    player = Player(app, somebody(WHO[who]))
    found = [(cell, answer(player, cell, requests)) for cell in CELLS if cell.who == who]

    assert [f"{cell.action}, {cell.where}: {said}, not {cell.says}" for cell, said in found if said != cell.says] == []


def test_every_action_has_a_line_in_the_policy_or_a_reason_to_have_none():
    told = {tried.action for tried in OF_A_REQUEST.values()} | set(ACTIONS.values())

    assert {cell.action for cell in CELLS} == set(ACTIONS)
    assert set(Action) - told == set(WITHOUT_A_LINE)
    assert len(CELLS) == 176


def test_a_planted_cell_that_is_wrong_is_not_what_the_portal_answers(app, noon):
    bram = Player(app, somebody("bram"))

    assert answer(bram, Cell("", "manage members", "employee", "yes"), Prepared()) == "no"
    assert answer(bram, Cell(ELSEWHERE, "read news", "employee", "no"), Prepared()) == "hidden"
