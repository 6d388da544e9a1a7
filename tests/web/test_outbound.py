"""What Balie asks of other servers: public addresses over https only, and answers of some size within some time."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep

import pytest
import requests

from portal.app import create_app
from portal.settings import Misconfigured
from portal.web import outbound
from portal.web.addresses import may_ask
from portal.web.outbound import get_json

PRIVATE = (
    "127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 "
    "[::1] [::] [fe80::1] [fc00::1] [::ffff:10.0.0.1] [2002:0a00:0001::1] [64:ff9b::a00:1] [ff02::1]"
).split()
REDIRECTS, LONG, SLOW, LIST = "/redirects", "/long", "/slow", "/list"


class Hostile(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302 if self.path == REDIRECTS else 200)
        self.send_header("Location", "http://127.0.0.1/elsewhere") if self.path == REDIRECTS else None
        self.end_headers()
        body = {LONG: b"[" * (outbound.LARGEST + 1), LIST: b"[]"}.get(self.path, b'{"a": 1}')
        try:
            if self.path == SLOW:
                for _ in range(60):
                    self.wfile.write(b" ")
                    sleep(0.1)
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(app, monkeypatch) -> Iterator[str]:
    monkeypatch.setitem(app.config, "OUTBOUND_ALLOW", ["127.0.0.1"])
    running = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    with app.app_context():
        yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.mark.parametrize("host", PRIVATE)
def test_what_is_not_public_is_not_asked(inside_app, host):
    assert not may_ask(f"https://{host}/")
    with pytest.raises(requests.RequestException):
        get_json(f"https://{host}/")


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org/", "https://localhost/", "https://intranet/", "ftp://example.org/", "https://", ""),
        *("https://user@example.org/", "https://example.org:99999/", "https://exa mple.org/", "https://[x/"),
        "https://example.org/#x",
    ],
)
def test_what_is_no_public_address_is_not_asked(inside_app, url):
    assert not may_ask(url)


def test_a_public_address_may_be_asked(inside_app):
    assert may_ask("https://login.example.org/.well-known/openid-configuration")
    assert may_ask("https://9.9.9.9/")


@pytest.mark.parametrize("host", PRIVATE)
def test_a_name_that_leads_to_a_private_address_is_not_asked(inside_app, monkeypatch, host):
    """Also when one of its addresses is public: it is connected to what was looked at, and to nothing else."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("9.9.9.9", host.strip("[]"))]
    monkeypatch.setattr(outbound.socket, "getaddrinfo", lambda *_, **__: found)

    def refuse(*_: object) -> None:
        raise AssertionError("it was connected to")

    monkeypatch.setattr(outbound.socket, "create_connection", refuse)
    with pytest.raises(requests.RequestException, match="private"):
        get_json("https://rebound.example.org/")


@pytest.mark.parametrize("path", [REDIRECTS, LONG, SLOW])
def test_an_answer_that_leads_elsewhere_is_too_long_or_too_slow_is_not_taken(server, monkeypatch, path):
    monkeypatch.setattr(outbound, "ALTOGETHER", 1)
    began = monotonic()

    with pytest.raises(requests.RequestException):
        get_json(server + path)

    assert monotonic() - began < 4


def test_an_answer_that_is_no_object_is_not_taken(server):
    assert get_json(f"{server}/") == {"a": 1}
    with pytest.raises(requests.RequestException):
        get_json(server + LIST)


def test_production_asks_no_private_address_whatever_is_set():
    production = {
        "ENV": "production",
        "SECRET_KEY": "x" * 40,
        "BASE_URL": "https://balie.example.nl",
        "OUTBOUND_ALLOW": ["127.0.0.1"],
    }
    with pytest.raises(Misconfigured, match="OUTBOUND_ALLOW"):
        create_app(production)
