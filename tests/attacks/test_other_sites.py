"""Cross-site requests: every post asks for a token of this browser, and refuses one that another site sent."""

from collections.abc import Iterator

import pytest

from tests.isolation.identifiers import address
from tests.isolation.walled import Walled

ASKERS = {"admin": "/<key>", "service admin": "/admin", "agent of this organisation": "/desk", "nobody": ""}
FOREIGN = ("https://kwaad.example", "null", "https://localhost.kwaad.example")


def posts(walled: Walled) -> Iterator[tuple[str, str]]:
    """Yield who may post where: every route that takes a post."""
    for rule in sorted(walled.app.url_map.iter_rules(), key=str):
        if "POST" in rule.methods:
            who = next(who for who, start in ASKERS.items() if rule.rule.startswith(start))
            yield who, address(rule.rule, walled.ours.parts)


def test_every_post_without_a_token_is_refused(walled):
    before = walled.behind.digest()
    answers = {path: walled.players[who].browser.post(path).status_code for who, path in posts(walled)}

    assert len(answers) > 60
    assert {path: status for path, status in answers.items() if status != 400} == {}
    assert walled.behind.digest() == before


@pytest.mark.parametrize("origin", FOREIGN)
def test_every_post_of_another_site_is_refused(walled, origin):
    before = walled.behind.digest()
    answers = {}
    for who, path in posts(walled):
        player = walled.players[who]
        sent = player.browser.post(path, data={"csrf_token": player.token}, headers={"Origin": origin})
        answers[path] = sent.status_code

    assert {path: status for path, status in answers.items() if status != 400} == {}
    assert walled.behind.digest() == before
