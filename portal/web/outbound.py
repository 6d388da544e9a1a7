"""Ask another server: only public addresses over https, never redirected, within seconds, and answers of some size.

A name is resolved once and connected to as it was resolved: a name that turns private in between leads nowhere.
"""

import socket
import time
from contextlib import suppress
from contextvars import ContextVar
from threading import Timer
from typing import Any

import requests
from flask import current_app
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from .addresses import is_public, may_ask

PATIENCE = 5  # seconds for each step
ALTOGETHER = 10  # seconds from the first byte to the last
LARGEST = 512 * 1024  # bytes
AGENT = "Balie"


class Unasked(requests.RequestException):
    """The other server is not asked, or its answer not taken: where it is, or how it answers, is not allowed."""


def session_of(made: requests.Session) -> requests.Session:
    """Return a session that keeps to the rules of this module, whatever is asked of it."""
    made.trust_env = False  # no proxy and no password file of the machine decides where this goes
    made.adapters.clear()
    made.mount("https://", _Careful())
    made.mount("http://", _Careful())
    made.headers["User-Agent"] = AGENT
    return made


def get_json(url: str) -> dict[str, Any]:
    """Return the JSON object at an address. Raises requests.RequestException for anything else."""
    with session_of(requests.Session()) as session:
        answer = session.get(url, headers={"Accept": "application/json"})
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise Unasked("the answer is no JSON object")
    return found


class _Careful(HTTPAdapter):
    """Sends one web request by the rules; the answer is read here, as far as it may be long."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **more)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def send(self, request: requests.PreparedRequest, *_given: Any, **_more: Any) -> requests.Response:
        """Send it. Raises Unasked for an address that is not allowed, a redirect, and an answer that is too long."""
        if not may_ask(request.url or ""):
            raise Unasked("this address is not asked")
        clocks: list[tuple[Timer, socket.socket]] = []
        before = _started.set(clocks)
        try:
            return self._sent(request)
        finally:
            _started.reset(before)
            for clock, twin in clocks:
                clock.cancel()
                twin.close()

    def _sent(self, request: requests.PreparedRequest) -> requests.Response:
        until = time.monotonic() + ALTOGETHER
        answer = super().send(request, stream=True, timeout=PATIENCE, verify=True)
        try:
            if answer.is_redirect or 300 <= answer.status_code < 400:
                raise Unasked("the answer leads elsewhere")
            answer._content = _read(answer, until)
        except requests.RequestException:
            raise
        except (HTTPError, OSError) as fault:
            raise requests.ConnectionError("the answer broke off") from fault
        finally:
            answer.close()
        return answer


def _read(answer: requests.Response, until: float) -> bytes:
    parts, length = [], 0
    for part in answer.iter_content(16_384):
        length += len(part)
        if length > LARGEST:
            raise Unasked("the answer is too long")
        if time.monotonic() > until:
            raise Unasked("the answer takes too long")
        parts.append(part)
    return b"".join(parts)


_started: ContextVar[list[tuple[Timer, socket.socket]]] = ContextVar(
    "clocks that hang up connections of this web request"
)


class _Resolved:
    """A connection to where its name leads, after looking at where that is; hung up when it takes too long."""

    _dns_host: str
    port: int | None

    def _new_conn(self) -> socket.socket:
        opened = socket.create_connection((_allowed(self._dns_host, self.port or 443), self.port), PATIENCE)
        # A byte every four seconds would never be late. A twin, because TLS takes the socket itself over.
        twin = opened.dup()
        clock = Timer(ALTOGETHER, _hang_up, (twin,))
        clock.daemon = True
        clock.start()
        _started.get().append((clock, twin))
        return opened


def _hang_up(opened: socket.socket) -> None:
    with opened, suppress(OSError):  # it may have ended at this moment
        opened.shutdown(socket.SHUT_RDWR)


class _Plain(_Resolved, HTTPConnection):
    pass


class _Secure(_Resolved, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain  # type: ignore[assignment]


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure  # type: ignore[assignment]


def _allowed(host: str, port: int) -> str:
    """Return the address that a name leads to. Raises Unasked when any of them is not public."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as fault:
        raise requests.ConnectionError("this name leads nowhere") from fault
    if host not in current_app.config["OUTBOUND_ALLOW"] and not all(map(is_public, found)):
        raise Unasked("this name leads to a private address")
    return found[0]
