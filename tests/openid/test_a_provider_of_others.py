"""A whole sign-in with a provider that nobody here wrote, as a process of its own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from tests.openid.visiting import begins, comes_back, is_in, switches
from tests.players import Page, Player

CLAIMS = '{{"sub": "{0}", "email": "{0}@linde.example", "email_verified": true, "name": "{0}"}}'


@pytest.fixture
def issuer(open_to_here) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    people = [part for one in ("bram", "henk") for part in ("--user-claims", CLAIMS.format(one))]
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        "true",
    ]
    process = subprocess.Popen([*command, *people], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            if requests.get(f"{url}/.well-known/openid-configuration", timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    raise AssertionError("the provider did not start")


def there_and_back(page: Page, subject: str) -> str:
    """Sign in at the provider as somebody; return where it leads back to."""
    link = page.soup.select_one("main a.btn")
    assert link, page.text
    answer = requests.post(str(link["href"]), data={"sub": subject}, allow_redirects=False, timeout=10)
    assert answer.status_code in (302, 303), answer.text[:500]
    return answer.headers["Location"]


def test_an_admin_tests_it_switches_it_on_and_a_colleague_signs_in(app, issuer, henk: Player, nobody: Player):
    root = "/linde/org/sso"
    filled = {"brand": "other", "issuer": issuer, "client_id": "balie", "secret": "any"}
    assert henk.posts(f"{root}/provider", filled, on=f"{root}/provider").status == 303
    tested = comes_back(henk, there_and_back(henk.posts(f"{root}/test", {}, on=root), "henk"))
    assert "Alles klopt" in tested, tested.text
    assert switches(henk, "on").status == 303

    address = there_and_back(begins(nobody, "bram@linde.example", "/linde/requests"), "bram")
    page = comes_back(nobody, address)

    assert urlsplit(address).path == "/signin/sso/linde/back"
    assert (page.status, page.location) == (302, "/linde/requests"), page.text
    assert is_in(nobody)
    assert "Bram" in nobody.opens("/account").html
