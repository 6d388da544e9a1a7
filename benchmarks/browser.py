"""A browser of few words: one kept connection, a cookie, and the tokens of the forms."""

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from portal.demo.cast import PASSWORD

IDLE = 2  # seconds after which a server may have closed the connection; it is opened anew


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def timing(self) -> tuple[int, float]:
        """Return statements and milliseconds in the database, as Server-Timing tells them."""
        told = self.headers.get("server-timing", "")
        statements, spent = re.search(r'desc="(\d+)', told), re.search(r"db;dur=([\d.]+)", told)
        return (int(statements[1]) if statements else -1, float(spent[1]) if spent else -1.0)


class Browser:
    """Somebody at a browser; `token` is what their forms carry."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.used = time.monotonic()

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._send("GET", path)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        return self._send("POST", path, urlencode(fields))

    def signs_in(self, email: str, start: str) -> None:
        """Sign in as somebody with the demo's password, and take a token from the page `start`."""
        page = self.get("/signin")
        fields = {"email": email, "password": PASSWORD, "next": "", "csrf_token": _token(page)}
        answer = self.post("/signin", fields)
        if answer.status != 302:
            raise RuntimeError(f"{email} could not sign in: {answer.status}")
        self.token = _token(self.get(start))

    def _send(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if time.monotonic() - self.used > IDLE:
            self.connection.close()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self.used = time.monotonic()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _equals, rest = value.partition("=")
                self.cookies[cookie] = rest.partition(";")[0]
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content)


def _token(page: Answer) -> str:
    found = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', page.body)
    if found is None:
        raise RuntimeError(f"a page without a form: {page.status}")
    return found[1].decode()
