"""Web servers to measure: Balie or the bare page, one worker with one thread, and what its process used."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from .grounds import SECRET, Ground

ROOT = Path(__file__).parent.parent
READY_WITHIN = 30  # seconds


@dataclass(slots=True)
class Server:
    """A running server: the port it listens on, and the process that does the work."""

    port: int
    pid: int
    worker: int = field(default=0)

    def cpu_ms(self) -> float:
        """Return the processor time the worker used so far, all its threads together, in milliseconds."""
        total = 0
        for thread in Path(f"/proc/{self.worker}/task").iterdir():
            total += int((thread / "schedstat").read_text().split()[0])
        return total / 1e6

    def memory_mib(self) -> float:
        """Return the resident memory of the worker."""
        return psutil.Process(self.worker).memory_info().rss / 2**20


def has(server: str) -> bool:
    """Say whether a server is installed."""
    from importlib.util import find_spec

    return find_spec(server) is not None


@contextmanager
def balie_on(ground: Ground, server: str = "granian", *, workers: int = 1, **settings: str) -> Iterator[Server]:
    """Serve Balie over a database, with further settings by name."""
    port = _free_port()
    named = {
        "ENV": "demo",
        "INSTANCE": str(ground.instance),
        "SECRET_KEY": SECRET,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": ground.url,
        "LOG_LEVEL": "ERROR",
    } | settings
    environment = {f"BALIE_{name}": value for name, value in named.items()}
    with _serving(server, "wsgi:app", port, environment, "/healthz", workers) as running:
        yield running


@contextmanager
def bare_on(ground: Ground, server: str = "granian") -> Iterator[Server]:
    """Serve the bare page over a database."""
    environment = {"BARE_DATABASE_URL": ground.bare_url, "BARE_ORGANISATION": str(ground.organisation_id)}
    with _serving(server, "benchmarks.bare:app", _free_port(), environment, "/list", 1) as running:
        yield running


@contextmanager
def _serving(
    server: str, app: str, port: int, environment: Mapping[str, str], ready: str, workers: int
) -> Iterator[Server]:
    process = subprocess.Popen(
        _command(server, app, port, workers),
        cwd=ROOT,
        env={**_plain_environment(), **environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(process, port, ready)
        worker = max(psutil.Process(process.pid).children(), key=lambda child: child.memory_info().rss)
        yield Server(port, process.pid, worker.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            for left in (*psutil.Process(process.pid).children(recursive=True), process):
                left.kill()
            process.wait(timeout=10)


def _command(server: str, app: str, port: int, workers: int) -> list[str]:
    if server == "gunicorn":
        bound = ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", "1", "--log-level", "error"]
        return [sys.executable, "-m", "gunicorn", *bound, "--no-control-socket", app]
    bound = ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), "--blocking-threads", "1"]
    return [sys.executable, "-m", "granian", "--interface", "wsgi", *bound, "--no-access-log", "--no-log", app]


def _plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("BALIE_", "BARE_"))}


def _wait_for(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    from .browser import Browser

    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            if Browser(port).get(path).status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
