"""Servers that Balie may lean on, as real processes: an S3-compatible store and Redis, and a line that can break."""

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.guardian import guard, release
from tests.servers import free_port

BUCKET = "attachments"
KEYS = {"AWS_ACCESS_KEY_ID": "only-for-tests", "AWS_SECRET_ACCESS_KEY": "only-for-tests"}


@dataclass
class Line:
    """A port that leads to another; while it is cut, nobody answers there."""

    to: int
    port: int = field(default_factory=free_port)
    _open: list[socket.socket] = field(default_factory=list)
    _listener: socket.socket | None = None

    def mend(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        if self._listener is not None:
            _close(self._listener)
            self._listener = None
        while self._open:
            _close(self._open.pop())

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _address = listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.to))
            self._open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while some := one.recv(1 << 16):
            other.sendall(some)
    _close(one)
    _close(other)


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@dataclass
class Store:
    """An S3-compatible store with one bucket, behind a line; what it holds outlives the line."""

    process: subprocess.Popen[bytes]
    line: Line

    @property
    def settings(self) -> dict[str, str]:
        """How Balie is told of it, as environment variables."""
        return {
            "BALIE_FILES_URL": f"s3://{BUCKET}/balie",
            "BALIE_FILES_ENDPOINT": f"http://127.0.0.1:{self.line.port}",
            **KEYS,
        }

    def hangs(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def goes_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)


@contextmanager
def store() -> Iterator[Store]:
    """Offer an S3-compatible store for the length of the block."""
    port = free_port()
    line = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(line, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    guardian = guard(process.pid)
    made = Store(process, Line(port))
    try:
        _wait_for(port)
        address = f"http://127.0.0.1:{port}/{BUCKET}"
        urllib.request.urlopen(urllib.request.Request(address, method="PUT")).close()
        made.line.mend()
        yield made
    finally:
        made.line.cut()
        release(guardian)
        process.kill()
        process.wait()


@dataclass
class Redis:
    """A Redis server of our own, without anything on disk."""

    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    guardian: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        assert program, "redis-server is not on the PATH: install Redis, or let .ci/run do it"
        line = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(line, start_new_session=True, stdout=subprocess.DEVNULL)
        self.guardian = guard(self.process.pid)
        _wait_for(self.port)

    def kill(self) -> None:
        if self.guardian is not None:
            release(self.guardian)
            self.guardian = None
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def _wait_for(port: int, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody answers at port {port}")


def tool(name: str) -> str:
    """Return a program of the system. It has to be there: the test that needs it says so by failing."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    assert found, f"{name} is not on the PATH"
    return str(Path(found))
