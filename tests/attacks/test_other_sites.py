"""Cross-site requests: every post asks for a token of this browser, and refuses one that another site sent."""

from collections.abc import Iterator

import pytest
from werkzeug.exceptions import BadRequest

from portal.web.headers import refuse_other_origins
from tests.isolation.identifiers import address
from tests.isolation.walled import Walled

ASKERS = {"admin": "/<key>", "service admin": "/admin", "agent of this organisation": "/desk", "nobody": ""}
FOREIGN = ("https://kwaad.example", "null", "https://localhost.kwaad.example")
OURS = "https://balie.example.nl"


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


@pytest.mark.parametrize(
    ("base", "host", "origin", "taken"),
    [
        (OURS, "balie.example.nl", OURS, True),
        (OURS, "balie.example.nl", None, True),
        (f"{OURS}:443", "balie.example.nl", OURS, True),
        (OURS, "balie.example.nl:443", OURS, True),
        (OURS, "loket.example.nl", "https://loket.example.nl", True),  # another name of ours: the host that was asked
        (OURS, "loket.example.nl", OURS, True),
        ("http://localhost:8000", "localhost:8000", "http://localhost:8000", True),
        (OURS, "balie.example.nl", "http://balie.example.nl", False),
        (OURS, "balie.example.nl", f"{OURS}:8443", False),
        ("http://localhost:8000", "localhost:8000", "https://localhost:8000", False),
        ("http://localhost:8000", "localhost:8000", "http://localhost", False),
        (OURS, "balie.example.nl", "null", False),
        (OURS, "balie.example.nl", "", False),
        (OURS, "balie.example.nl", "https://[", False),
        (OURS, "balie.example.nl", f"{OURS}, {OURS}", False),
        (OURS, "balie.example.nl", "https://balie.example.nl@kwaad.example", False),
    ],
)
def test_a_post_comes_from_our_own_address_over_http_or_https_as_it_is_set_up(
    app, monkeypatch, base, host, origin, taken
):
    monkeypatch.setitem(app.config, "BASE_URL", base)
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", [host.partition(":")[0]])
    headers = {} if origin is None else {"Origin": origin}
    with app.test_request_context("/signin", method="POST", headers={"Host": host, **headers}):
        if taken:
            refuse_other_origins()
        else:
            with pytest.raises(BadRequest):
                refuse_other_origins()
