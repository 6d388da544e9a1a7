"""Real processes for tests: the web server and the worker as they run in production, over sockets."""

import http.client
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.demo.cast import PASSWORD, SERVICE_NAME
from tests.guardian import guard, release

PATIENCE = 240
"""Seconds a server may take to start while the machine has other work."""


def environment(app: Flask, **more: str) -> dict[str, str]:
    """Return the environment in which another process works on the same database and folder as `app`."""
    config = app.config
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("BALIE_")},
        "BALIE_ENV": "demo",
        "BALIE_INSTANCE": config["INSTANCE"],
        "BALIE_DATABASE_URL": config["SQLALCHEMY_DATABASE_URI"],
        "BALIE_SECRET_KEY": config["SECRET_KEY"],
        "BALIE_SERVICE_NAME": SERVICE_NAME,
        "BALIE_ARGON2": "1,8,1",
        "BALIE_LOG_LEVEL": "ERROR",
        **more,
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """A web server in a process group of its own, so that a kill takes its workers with it.

    A guardian lets the group die with the test run, also when that is killed itself.
    """

    target: str
    env: dict[str, str]
    workers: int = 1
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    guardian: subprocess.Popen[bytes] | None = None
    log: Any = None
    """Where standard error goes; None: to that of the test run."""

    def start(self, wait: bool = True) -> None:
        env = self.env | {"PORT": str(self.port)}
        told = {"stdout": subprocess.DEVNULL, "stderr": self.log}
        self.process = subprocess.Popen(self.line(), env=env, start_new_session=True, **told)
        self.guardian = guard(self.process.pid)
        if wait:
            self._wait_until_it_answers()

    def line(self) -> list[str]:
        """Return the command that serves."""
        line = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        line += ["--port", str(self.port), "--workers", str(self.workers), "--blocking-threads", "1"]
        line += ["--no-access-log", "--log-level", "error", self.target]
        return line

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            try:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.05)
            finally:
                connection.close()
        raise TimeoutError(f"the server did not answer within {PATIENCE} seconds")

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        if self.guardian is not None:
            release(self.guardian)
            self.guardian = None
        if self.process is not None:
            os.killpg(self.process.pid, how)
            self.process.wait()
            self.process = None


@contextmanager
def serving(app: Flask, workers: int = 1, target: str = "wsgi:app", **env: str) -> Iterator[Server]:
    """Serve the app's database from other processes for the length of the block."""
    server = Server(target, environment(app, **env), workers)
    try:
        server.start()
        yield server
    finally:
        server.kill()


IDLE = 5.0
"""Seconds after which a browser opens its connection anew."""


class Browser:
    """A browser over a socket: one keep-alive connection, cookies, forms."""

    def __init__(self, port: int, address: str = "") -> None:
        """`address` is where the browser says to be, for a server behind a proxy."""
        self.port = port
        self.address = address
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.used_at = time.monotonic()

    def clone(self) -> "Browser":
        """Return another connection of the same signed-in browser."""
        other = Browser(self.port, self.address)
        other.cookies = dict(self.cookies)
        return other

    def request(self, method: str, path: str, fields: dict[str, Any] | None = None) -> tuple[int, str, str]:
        """Return status, location and body."""
        kind, body = "", None
        if fields is not None:
            kind, body = "application/x-www-form-urlencoded", urlencode(fields).encode()
        status, location, data = self.exchange(method, path, kind, body)
        return status, location, data.decode()

    def sends_files(self, path: str, fields: dict[str, Any], **files: tuple[bytes, str]) -> tuple[int, str, str]:
        """Post a form with files, each its content and name."""
        parts = {name: FileStorage(io.BytesIO(content), named) for name, (content, named) in files.items()}
        boundary, body = encode_multipart(fields | parts)
        status, location, data = self.exchange("POST", path, f"multipart/form-data; boundary={boundary}", body)
        return status, location, data.decode()

    def exchange(self, method: str, path: str, kind: str = "", body: bytes | None = None) -> tuple[int, str, bytes]:
        """Return status, location and bytes."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        if self.address:
            headers["X-Forwarded-For"] = self.address
        if time.monotonic() - self.used_at > IDLE:
            self.connection.close()  # the server may be about to
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        self.used_at = time.monotonic()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), data

    def fields_of(self, path: str) -> dict[str, str]:
        """Return the hidden fields of the last form of a page: its token and its key."""
        _status, _location, text = self.request("GET", path)
        form = BeautifulSoup(text, "html.parser").select("main form:not([data-passkey])")[-1]
        return {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}

    def sign_in(self, email: str) -> "Browser":
        fields = self.fields_of("/signin") | {"email": email, "password": PASSWORD}
        status, _location, _text = self.request("POST", "/signin", fields)
        assert status == 302
        return self

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def number_in(location: str) -> int:
    return int(re.findall(r"/requests/(\d+)", location)[0])
